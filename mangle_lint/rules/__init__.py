"""The rules: class facts in, diagnoses out. One file a rule, and one line here."""

from __future__ import annotations

from collections.abc import Iterable

from mangle_lint.rules import (
    deletion_before_none,
    impossible_deletion,
    private_hook,
    private_name_of_another_class,
    read_before_assignment,
    read_before_setup,
    read_of_deleted_attribute,
    recursive_getattr,
    undefined_private_attribute,
    unmangled_private_string,
)
from mangle_lint.rules.rule import Rule

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        read_of_deleted_attribute.RULE,
        deletion_before_none.RULE,
        undefined_private_attribute.RULE,
        unmangled_private_string.RULE,
        private_name_of_another_class.RULE,
        impossible_deletion.RULE,
        read_before_assignment.RULE,
        read_before_setup.RULE,
        recursive_getattr.RULE,
        private_hook.RULE,
    )
}
"""All rules by their codes, in order."""

DEFAULT_SELECT = frozenset(code for code, rule in RULES.items() if rule.is_default)


def matching(prefixes: Iterable[str]) -> frozenset[str]:
    """The codes that start with one of the prefixes, in upper or lower case; `ALL` means all.

    Raises ValueError, with the prefix, where a prefix fits no code.
    """
    found: set[str] = set()
    for prefix in prefixes:
        upper = prefix.upper()
        meant = [code for code in RULES if upper == "ALL" or code.startswith(upper)]
        if not prefix or not meant:
            raise ValueError(prefix)
        found.update(meant)
    return frozenset(found)
