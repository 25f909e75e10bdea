"""Find wrappers: statements that only keep a deletion from raising.

They have nothing to do once None is assigned:

- `if self.__x: del self.__x`
- `if hasattr(self, "_C__x"): …`
- `try: … except AttributeError: pass`
- `with suppress(AttributeError): …`
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind
from mangle_lint.facts.reflection import reflection_of
from mangle_lint.facts.values import may_be_falsy_object
from mangle_lint.fixing.sites import Site, Wrapper, catches_missing, is_suppress
from mangle_lint.source.nodes import only_statement
from mangle_lint.source.positions import Places
from mangle_lint.source.reflective_names import Action


def wrapper_end(wrapper: Wrapper, site: Site) -> cst.CSTNode:
    """The last statement of a wrapper."""
    if isinstance(wrapper, cst.Try):
        end = only_statement(wrapper.handlers[0].body)
        assert end is not None
        return end
    depth = site.wrappers.index(wrapper)
    return wrapper_end(site.wrappers[depth - 1], site) if depth else site.statement


def idle_wrapper(
    facts: ClassFacts,
    site: Site,
    deletions: Sequence[Event],
    receivers: Sequence[cst.BaseExpression | None],
    places: Places,
) -> Wrapper | None:
    """The outermost wrapper that has nothing to do once `deletions` are assignments of None.

    `receivers` are the expressions that the deletions evaluate. Returns None if there is no such
    wrapper, or a comment would be lost with it.
    """
    idle = None
    for wrapper in site.wrappers:
        is_idle = _is_idle(facts, wrapper, deletions, receivers)
        if not is_idle or not _comments_can_stay(wrapper, site, places):
            break
        idle = wrapper
    return idle


def tests_in(wrapper: Wrapper, site: Site) -> Iterator[int]:
    """The ids of the nodes tested by `wrapper` and the wrappers inside: they go with `wrapper`."""
    for inner in site.wrappers[: site.wrappers.index(wrapper) + 1]:
        if isinstance(inner, cst.If):
            test = inner.test
            yield id(test.left if isinstance(test, cst.Comparison) else test)


def _comments_can_stay(wrapper: Wrapper, site: Site, places: Places) -> bool:
    """Whether a wrapper has no comment, or only one on the line of the statement itself."""
    text = places.text
    start, end = places.offsets(site.statement)
    last = places.offsets(wrapper_end(wrapper, site))[1]
    own_line, *below = text[end:last].splitlines() or [""]
    if "#" in text[places.offsets(wrapper)[0] : start] + "".join(below):
        return False
    return "#" not in own_line or "#" not in text[last:].partition("\n")[0].partition("\r")[0]


def _is_idle(
    facts: ClassFacts,
    wrapper: Wrapper,
    deletions: Sequence[Event],
    receivers: Sequence[cst.BaseExpression | None],
) -> bool:
    match wrapper:
        case cst.If(test=test):
            return len(deletions) == 1 and _test_is_idle(facts, test, deletions[0])
        case cst.Try(handlers=[handler]):
            catches = catches_missing(handler.type)
        case cst.With(items=[cst.WithItem(manager, None)]):
            catches = is_suppress(manager)
        case _:
            return False
    return catches and all(isinstance(receiver, cst.Name) for receiver in receivers)


def _test_is_idle(facts: ClassFacts, test: cst.BaseExpression, deletion: Event) -> bool:
    """Whether a condition only keeps the deletion from an attribute that is None or missing."""
    match test:
        case cst.Attribute():
            is_read = _is_of(facts, test, EventKind.READ, deletion)
            return is_read and not _may_be_falsy(facts, deletion)
        case cst.Comparison(
            left, [cst.ComparisonTarget(cst.IsNot() | cst.NotEqual(), cst.Name("None"))]
        ):
            return _is_of(facts, left, EventKind.READ, deletion)
        case cst.Comparison(left, [cst.ComparisonTarget(cst.In())]):
            return _is_of(facts, left, EventKind.EXISTENCE_TEST, deletion)
    found = reflection_of(test)
    is_test = found is not None and found.action is Action.TEST
    return is_test and _is_of(facts, test, EventKind.EXISTENCE_TEST, deletion)


def _is_of(facts: ClassFacts, node: cst.CSTNode, kind: EventKind, deletion: Event) -> bool:
    """Whether `node` is an event of this kind on the receiver and attribute deleted."""
    return any(
        event.node is node and event.kind is kind and event.key == deletion.key
        for event in facts.bodies[deletion.body].events
    )


def _may_be_falsy(facts: ClassFacts, deletion: Event) -> bool:
    """Whether the class may assign a value that is false but not None."""
    return any(
        event.value is None or may_be_falsy_object(event.value)
        for event in facts.events
        if event.kind is EventKind.ASSIGNMENT and event.key.attribute == deletion.key.attribute
    )
