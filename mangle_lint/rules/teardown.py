"""Methods that end an object's use, by the names that such methods have."""

from __future__ import annotations

import re

_VERBS = (
    "close shutdown shut_down stop terminate destroy dispose teardown tear_down cleanup clean_up "
    "clean release free finalize finish quit exit disconnect detach unload delete remove kill "
    "abort end deinit uninit uninstall unregister clear reset cancel join"
).split()
_TEARDOWN = re.compile(rf"^_*(?:do_?|on_?|a|async_?)?(?:{'|'.join(_VERBS)})(?:$|_|[A-Z])", re.I)
_DUNDER = frozenset({"__exit__", "__aexit__", "__del__"})


def is_teardown(name: str) -> bool:
    """Whether a method of this name is called when its object is done with."""
    if name in _DUNDER:
        return True
    camel = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return _TEARDOWN.match(camel) is not None and not _is_restart(camel)


def _is_restart(name: str) -> bool:
    """`clear_cache`, `reset`, `delete_item`: the object is used on."""
    return re.match(r"^_*(?:clear|reset|cancel|delete_|remove|end_|finish_)", name) is not None
