"""Methods that end an object's use, by the names that such methods have."""

from __future__ import annotations

import re

_ENDING = (
    "close shutdown shut_down stop terminate destroy dispose teardown tear_down cleanup clean_up "
    "clean release free finalize quit exit disconnect detach unload kill abort deinit uninit "
    "uninstall unregister join"
).split()

_ENDING_ALONE = ("delete", "end", "finish")
"""Verbs that need no object to mean the whole object: `delete`, but not `delete_item`."""

_TEARDOWN = (
    rf"_*(?:do_?|on_?|a|async_?)?(?:(?:{'|'.join(_ENDING)})(?:_.*)?|{'|'.join(_ENDING_ALONE)})"
)
_DUNDER = frozenset({"__exit__", "__aexit__", "__del__"})


def is_teardown(name: str) -> bool:
    """Whether a method of this name is called when its object is no longer needed."""
    snake_case = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return name in _DUNDER or re.fullmatch(_TEARDOWN, snake_case) is not None
