"""Where the objects of a class can have a private name from, if from anywhere."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body
from mangle_lint.facts.cfg.operations import Access, Assign, Dispatch
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, Key
from mangle_lint.source.mangling import mangled_prefix


def origin_of(facts: ClassFacts, attribute: str, *, without_class: bool = False) -> str:
    """Why objects of the class may have an attribute, in words; empty if nothing gives it to them.

    `attribute` is a mangled name of the class. `without_class` looks at its bases alone, as
    `super()` does.
    """
    world = facts.world
    if world is not None and not without_class and attribute in world.bound:
        return "something assigns it"
    return given_out_of_sight(facts, attribute, without_class=without_class)


def given_out_of_sight(facts: ClassFacts, attribute: str, *, without_class: bool = False) -> str:
    """Why objects may have an attribute from where nobody sees it; empty if they do not."""
    world, family = facts.world, facts.family
    if world is None:
        return "the file cannot be read as a whole by this Python"
    if world.unknown and not without_class:
        return world.unknown
    for ancestor in family.ancestors:
        if ancestor.unknown:
            return f"base `{ancestor.name}`: {ancestor.unknown}"
    if why := shared_above(facts, attribute):
        return why
    if family.unseen and attribute == f"{world.prefix}super":
        return "a metaclass may set it, as the idiom `autosuper` does"
    return ""


def shared_above(facts: ClassFacts, attribute: str) -> str:
    """Why a base class of the same name may assign an attribute, in words; empty if none may."""
    prefix = mangled_prefix(facts.name)
    for ancestor in facts.family.ancestors:
        if ancestor.prefix == prefix and attribute in ancestor.bound:
            return f"base `{ancestor.name}` of the same name assigns it"
    for base in facts.family.unseen:
        if mangled_prefix(base.rpartition(".")[2]) == prefix:
            return f"base `{base}` shares the mangled names, for its name is the same"
    return ""


def is_through_super(event: Event) -> bool:
    """Whether an access looks the attribute up in `super()`."""
    match event.node:
        case cst.Attribute(cst.Call(cst.Name("super"))):
            return True
    return False


def unseen_note(facts: ClassFacts) -> tuple[str, ...]:
    """A note that names the base classes that were not found; none if all were."""
    bases = [f"`{name}`" if " " not in name else name for name in facts.family.unseen]
    if not bases:
        return ()
    names = " and ".join(filter(None, [", ".join(bases[:-1]), bases[-1]]))
    return (f"not seen: {names}, which might answer for it",)


def expected_events(body: Body) -> set[Event]:
    """The accesses of a body around which an `except` clause waits for their AttributeError.

    So does one of any error that assigns the attribute.
    """
    found = set()
    for number, node in enumerate(body.nodes):
        if isinstance(node.op, Access):
            handler = node.handler
            while handler is not None:
                outer = body.nodes[handler]
                if isinstance(outer.op, Dispatch) and (
                    any(clause and "AttributeError" in clause for clause in outer.op.clauses)
                    or _is_assigned_instead(body, number, handler, node.op.event.key)
                ):
                    found.add(node.op.event)
                    break
                handler = outer.handler
    return found


def _is_assigned_instead(body: Body, access: int, handler: int, key: Key) -> bool:
    """Whether an attribute is assigned where an access failed, and only there."""
    after = [target for slot in body.nodes[access].successors for target in slot]
    only = _reached(body, [handler]) - _reached(body, after)
    ops = (body.nodes[number].op for number in only)
    return any(isinstance(op, Assign) and op.key == key for op in ops)


def _reached(body: Body, start: Iterable[int]) -> set[int]:
    found = set(start)
    stack = list(found)
    while stack:
        for slot in body.nodes[stack.pop()].successors:
            stack += set(slot) - found
            found.update(slot)
    return found
