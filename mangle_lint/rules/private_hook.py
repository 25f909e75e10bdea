"""MGL010, private-hook.

## What it does

Finds private methods (`def __step`) of a class that look as if they overrode those of a base class.
A private method overrides nothing.

## Why is this bad?

Python mangles the name in each class to another one. The base calls its own `_Base__step`; the
subclass's `_Child__step` is never asked for. A hook that raises NotImplementedError raises it for
good, and one that does nothing keeps doing nothing.

## Example

```python
class Base:
    def run(self):
        self.__step()

    def __step(self):
        raise NotImplementedError

class Child(Base):
    def __step(self):
        print("step")
```

## Use instead

```python
class Base:
    def run(self):
        self._step()

    def _step(self):
        raise NotImplementedError

class Child(Base):
    def _step(self):
        print("step")
```

## Fix safety

There is no fix: the name is to be changed in both classes, and wherever else it is used.

## Limits

The rule reports a method if the base's is empty or only raises NotImplementedError, or, with medium
confidence, if nothing refers to the subclass's. A base in another file counts only if nothing does.
The rule is silent where the class has the name of the
base, so that they share their private names, where the method is decorated, and where the file may
build its mangled name as a text.

## References

- Language reference, 6.2.1: private name mangling
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mangle_lint.rules.rule import Rule
from mangle_lint.sieves.hooks import hooks_in_vain, may_define_hook
from mangle_lint.sieves.sieve import Sieve

if TYPE_CHECKING:
    from mangle_lint.facts.classes import ClassFacts
    from mangle_lint.facts.events import Event
    from mangle_lint.rules.diagnosis import Diagnosis, Silence
    from mangle_lint.source.closed_world import ClosedWorld


def judge(facts: ClassFacts) -> Iterator[Diagnosis | Silence]:
    """Yield a diagnosis for each method that only seems to override one, or why there is none."""
    if facts.world is None:
        return
    from mangle_lint.rules.diagnosis import Silence
    from mangle_lint.source.mangling import unmangle

    for attribute in facts.methods:
        private = unmangle(attribute, facts.name)
        base = _calling(facts, private) if private is not None else None
        event = facts.definition(attribute)
        if private is None or base is None or event is None:
            continue
        if why := _otherwise(facts, event, base, private):
            yield Silence(event, why)
        elif attribute in facts.world.used and not _refuses_here(facts, base, private):
            yield Silence(event, "the class uses it, and the base has one of its own")
        else:
            yield _diagnose(facts, event, base, private)


def _calling(facts: ClassFacts, private: str) -> ClosedWorld | None:
    """The nearest base class that has a private function of that name, and uses it."""
    from mangle_lint.source.mangling import mangle

    for ancestor in facts.family.ancestors:
        if private in ancestor.functions and mangle(private, ancestor.name) in ancestor.accessed:
            return ancestor
    return None


def _refuses_here(facts: ClassFacts, base: ClosedWorld, private: str) -> bool:
    """Whether the base is in the same file, and its function only raises NotImplementedError."""
    from mangle_lint.source.mangling import mangle

    is_here = any(world is base for world in facts.family.worlds.values())
    return is_here and mangle(private, base.name) in base.refusing


def _otherwise(facts: ClassFacts, event: Event, base: ClosedWorld, private: str) -> str:
    """Why a function may be called in another way, in words; empty if it may not."""
    import libcst as cst

    from mangle_lint.facts.accessors import TRANSPARENT, decorators_of

    node, world = facts.bodies[event.body].node, facts.world
    if world is None or world.is_namesake:
        return "another class of this name shares its mangled names"
    if base.prefix == world.prefix:
        return f"base `{base.name}` of the same name shares the mangled names"
    if isinstance(node, cst.FunctionDef):
        if any(last not in TRANSPARENT for _, last in decorators_of(node)):
            return "a decorator may hand it on"
    if private in world.built or "__" in world.built:
        return "the file may build its mangled name"
    if any(event.key.attribute in ancestor.accessed for ancestor in facts.family.ancestors):
        return "a base class calls it by its mangled name"
    return ""


def _diagnose(facts: ClassFacts, event: Event, base: ClosedWorld, private: str) -> Diagnosis:
    from mangle_lint.levels import Confidence, PlaceRole
    from mangle_lint.rules.diagnosis import Diagnosis, Mark
    from mangle_lint.source.mangling import mangle

    theirs = mangle(private, base.name)
    is_hook = theirs in base.empty
    return Diagnosis(
        facts=facts,
        message=f"`{private}` overrides nothing: `{base.name}` calls its own `{theirs}`",
        help=f"call it `{private[1:]}` in both classes: a private name cannot be overridden",
        primary=Mark(event, PlaceRole.PRIMARY, "never called by the base"),
        confidence=Confidence.HIGH if is_hook else Confidence.MEDIUM,
        reason="the base's is left empty" if is_hook else "nothing refers to it",
    )


RULE = Rule(
    code="MGL010",
    name="private-hook",
    is_default=True,
    documentation=__doc__ or "",
    sieve=Sieve(may_define_hook, hooks_in_vain),
    judge=judge,
)
