"""Which names of methods tell that an object is at its end."""

from __future__ import annotations

import pytest

from mangle_lint.facts.teardown import is_called_once, is_teardown

TEARDOWNS = (
    "close _close __close aclose async_close do_close on_close onClose closeAll close_all Close "
    "shutdown shut_down stop stop_ join finish end delete disconnect_from __exit__ __del__"
).split()

OTHERS = (
    "endpoint stopwatch joinable closest freeze cleaner abortive exits disposition release2 "
    "clear reset on_clear do_reset clear_cache cancel remove remove_item delete_item end_turn "
    "finish_turn reclose open __enter__"
).split()


@pytest.mark.parametrize("name", TEARDOWNS)
def test_teardown(name: str) -> None:
    assert is_teardown(name)


@pytest.mark.parametrize("name", OTHERS)
def test_no_teardown(name: str) -> None:
    assert not is_teardown(name)


@pytest.mark.parametrize("name", "run run_all main startUp __call__ __enter__ _load".split())
def test_called_once(name: str) -> None:
    assert is_called_once(name)


@pytest.mark.parametrize("name", "send runner restart update on_data get domain __send".split())
def test_called_again(name: str) -> None:
    assert not is_called_once(name)
