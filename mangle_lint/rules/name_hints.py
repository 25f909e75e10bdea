"""What somebody may have meant who accesses a private name that nothing assigns."""

from __future__ import annotations

from difflib import get_close_matches
from typing import NamedTuple

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, Usage
from mangle_lint.facts.origins import is_through_super
from mangle_lint.source.mangling import mangle, unmangle


class Hint(NamedTuple):
    """What is likely, in words, and the name to write instead, if only one can be meant."""

    text: str
    instead: str | None = None


def hint(facts: ClassFacts, event: Event) -> Hint:
    """What is likely meant by an access of a name that nothing binds."""
    attribute = event.key.attribute
    private = unmangle(attribute, facts.name) or attribute
    for ancestor in facts.family.ancestors:
        if (theirs := mangle(private, ancestor.name)) in ancestor.bound:
            text = f"`{theirs}` is `{ancestor.name}`'s own; `{facts.name}` cannot see it"
            return Hint(text)
    for descendant in facts.family.descendants:
        if (theirs := mangle(private, descendant.name)) in descendant.bound:
            return Hint(
                f"`{descendant.name}` has it as `{theirs}`, which `{facts.name}` cannot see"
            )
    world = facts.world
    if world is None or is_through_super(event):
        return Hint("")
    for public in (private[1:], private[2:]):
        if public in world.others and (public in world.functions) == (event.usage is Usage.CALLED):
            return Hint(f"the attribute is `{public}`", public)
    mine = sorted(filter(None, (unmangle(bound, facts.name) for bound in world.bound)))
    close = get_close_matches(private, mine, n=2, cutoff=0.75)
    if close:
        return Hint(f"did you mean `{close[0]}`?", close[0] if len(close) == 1 else None)
    return Hint("")
