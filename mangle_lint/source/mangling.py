"""Private names and what Python makes of them.

Source of the rules: the language reference, section 6.2.1 "Identifiers (Names)", *Private name
mangling*.
"""

from __future__ import annotations

from collections.abc import Iterator


def is_private(name: str) -> bool:
    """Whether Python mangles `name` inside a class: two leading underscores, not two trailing."""
    return name.startswith("__") and not name.endswith("__") and "." not in name


def mangled_prefix(class_name: str | None) -> str:
    """What the mangled names of the class `C` start with: `_C__`.

    It is `___` for None and for a class whose name is all underscores; those mangle nothing.
    """
    return f"_{(class_name or '').lstrip('_')}__"


def mangle(name: str, class_name: str | None) -> str:
    """The name that Python stores for `name`, written in the body of the class `class_name`.

    `class_name` is the innermost enclosing class, None outside every class. A class whose name is
    all underscores mangles nothing, and a name that is not private stays as it is.
    """
    if class_name is None or not is_private(name):
        return name
    stripped = class_name.lstrip("_")
    return f"_{stripped}{name}" if stripped else name


def unmangle(mangled: str, class_name: str) -> str | None:
    """The private name that `class_name` mangles to `mangled`; None if there is none."""
    prefix = mangled_prefix(class_name)
    if prefix == "___" or not mangled.startswith(prefix):
        return None
    name = mangled[len(prefix) - 2 :]
    return name if is_private(name) else None


def possible_prefixes(mangled: str) -> Iterator[str]:
    """The mangled prefixes that a name may have: `_A__b__c` may be of `A`, or of `A__b`."""
    start = mangled.find("__", 1)
    while start > 0:
        yield mangled[: start + 2]
        start = mangled.find("__", start + 1)


def possible_owners(mangled: str) -> list[str]:
    """The classes that may mangle a name to `mangled`, without the underscores they start with.

    There may be several: `_A__b__c` is `__c` in the class `A__b`, and `__b__c` in `A`.
    """
    names = (prefix[1:-2] for prefix in possible_prefixes(mangled))
    return [name for name in names if name and unmangle(mangled, name) is not None]
