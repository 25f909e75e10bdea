"""What `__getattr__` asks its own object for before it has looked at the name that it is given.

Where the object does not have that, Python calls `__getattr__` for it, which asks for it again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from mangle_lint.facts.accessors import TRANSPARENT, decorators_of
from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.cfg.operations import Access, Call, Dispatch, Exists, Return
from mangle_lint.facts.classes import ClassFacts
from mangle_lint.facts.events import Event, EventKind, Form
from mangle_lint.facts.name_tests import behind_lookup, given_names, is_test

_CATCHING = frozenset({"RecursionError", "RuntimeError", "Exception", "BaseException"})


@dataclass(slots=True)
class Asked:
    """`events` are those that ask for private attributes of the object, in the order of the code.

    `bodies` are those that may run before the name is looked at, with what they call the object.
    """

    events: list[Event] = field(default_factory=list)
    bodies: dict[int, str] = field(default_factory=dict)


def asked_by_getattr(facts: ClassFacts) -> Asked:
    """What `__getattr__` asks for; nothing if the class has none that is called as it is."""
    asked = Asked()
    number = facts.methods.get("__getattr__")
    body = facts.bodies.get(number) if number is not None else None
    if body is not None and body.receiver is not None and _is_called_as_it_is(body):
        _Walk(facts, asked).enter(body, body.receiver, frozenset())
        known = asked.events
        asked.events = [e for n in asked.bodies for e in facts.bodies[n].events if e in known]
    return asked


def _is_called_as_it_is(body: Body) -> bool:
    decorators = decorators_of(body.node) if isinstance(body.node, cst.FunctionDef) else []
    return body.role is Role.METHOD and all(last in TRANSPARENT for _, last in decorators)


def called_on_itself(facts: ClassFacts, name: str) -> dict[int, str]:
    """The bodies that the method `name` runs on its object, itself included.

    Each comes with what it calls the object.
    """
    number = facts.methods.get(name)
    receiver = facts.bodies[number].receiver if number is not None else None
    found = {number: receiver} if number is not None and receiver is not None else {}
    work = list(found)
    for caller in work:
        for node in facts.bodies[caller].nodes:
            if isinstance(node.op, Call) and node.op.body not in found:
                theirs = _receiver(facts.bodies[node.op.body], node.op, found[caller])
                if theirs is not None:
                    found[node.op.body] = theirs
                    work.append(node.op.body)
    return found


def _receiver(callee: Body, call: Call, receiver: str) -> str | None:
    """What a called body calls the caller's object; None if it runs on another one."""
    if callee.role is Role.NESTED:
        return receiver  # a closure
    if callee.receiver is not None and (callee.receiver, receiver) in call.arguments:
        return None if callee.runs_later else callee.receiver
    return None


@dataclass(slots=True)
class _Walk:
    """Walks the paths of `__getattr__` as far as something is asked of the name."""

    facts: ClassFacts
    asked: Asked

    def enter(self, body: Body, receiver: str, around: frozenset[str]) -> bool:
        """Walk a body; whether it may return before something is asked of the name.

        `around` are the names by which the bodies around it know the name.
        """
        self.asked.bodies[body.number] = receiver
        names = around | given_names(body)
        behind = behind_lookup(body, names)
        seen, work, returns = {0}, [0], False
        while work:
            number = work.pop()
            node = body.nodes[number]
            goes_on = not is_test(body, number, names)
            match node.op:
                case Access(event) | Exists(event=Event() as event):
                    if event.key.receiver == receiver and event.node not in behind:
                        self._note(event, body, number)
                case Call() if not behind:  # which of both comes first is not known
                    goes_on = self._call(body, number, node.op, receiver, names) and goes_on
                case Return():
                    returns = True
            after = [n for slot in node.successors for n in slot] if goes_on else []
            if node.handler is not None:
                after.append(node.handler)
            new = [n for n in after if n not in seen]
            seen.update(new)
            work += reversed(new)
        return returns

    def _call(
        self, body: Body, number: int, call: Call, receiver: str, names: frozenset[str]
    ) -> bool:
        """Follow a call; whether it may return before something is asked of the name."""
        callee = self.facts.bodies[call.body]
        theirs = _receiver(callee, call, receiver)
        if theirs is None or callee.number in self.asked.bodies or _is_caught(body, number):
            return True
        around = names if callee.role is Role.NESTED else frozenset[str]()
        return self.enter(callee, theirs, around)

    def _note(self, event: Event, body: Body, number: int) -> None:
        if _asks(event) and event not in self.asked.events and not _is_caught(body, number):
            self.asked.events.append(event)


def _asks(event: Event) -> bool:
    """Whether an event has Python call `__getattr__` for an attribute that is missing."""
    match event:
        case Event(node=cst.Call(cst.Attribute(attr=cst.Name("__getattribute__")))):
            return False
        case Event(kind=EventKind.READ | EventKind.EXISTENCE_TEST, form=form):
            return form is not Form.DICT
    return False


def _is_caught(body: Body, number: int) -> bool:
    """Whether an `except` clause of the body catches a RecursionError that a node raises."""
    handler = body.nodes[number].handler
    while handler is not None:
        node = body.nodes[handler]
        if isinstance(node.op, Dispatch) and not node.op.is_finally:
            if any(clause is None or clause & _CATCHING for clause in node.op.clauses):
                return True
        handler = node.handler
    return False
