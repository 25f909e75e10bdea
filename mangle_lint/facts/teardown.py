"""Methods that end an object's use, run once in its life, or at any time, by their usual names."""

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
_ONCE = (
    "run main start execute exec begin open connect launch boot enter init initialize setup set_up "
    "configure load build make create process parse convert compile finalize perform do go"
).split()

_ONCE_AT_ALL = rf"_*(?:{'|'.join(_ONCE)})(?:_.*)?"
_DUNDER = frozenset({"__exit__", "__aexit__", "__del__"})
_ASKED_BY_ANYBODY = frozenset(
    f"__{name}__"
    for name in (
        "repr str format bytes len bool hash eq ne lt le gt ge dir sizeof getstate getnewargs "
        "getnewargs_ex reduce reduce_ex copy deepcopy"
    ).split()
)


def is_asked_by_anybody(name: str) -> bool:
    """Whether Python, a debugger or a log may call a method of this name at any time."""
    return name in _ASKED_BY_ANYBODY


def is_teardown(name: str) -> bool:
    """Whether a method of this name is called when its object is no longer needed."""
    return name in _DUNDER or re.fullmatch(_TEARDOWN, _snake_case(name)) is not None


def is_called_once(name: str) -> bool:
    """Whether a method of this name may be there to be called once for each object."""
    is_special = name.startswith("__") and name.endswith("__")
    return is_special or re.fullmatch(_ONCE_AT_ALL, _snake_case(name)) is not None


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
