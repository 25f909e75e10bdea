"""Conditions that ask a part of the object for its state: `self.__conn.closed`, `self.fsm.state()`.

Nothing is known of the answer. Where the same is asked twice, it may be another one.
"""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.model import ClassModel
from mangle_lint.facts.cfg.operations import Query
from mangle_lint.facts.cfg.scopes import Scope

_MEASURES = ("len", "any", "all")


def query_of(model: ClassModel, scope: Scope, node: cst.BaseExpression) -> Query | None:
    """What a condition asks of the object; None if it asks nothing of it.

    An argument or a global is no part of the object, nor is what a method of the class answers.
    """
    match node:
        case cst.Attribute():
            return place_query(model, scope.receiver(node))
        case cst.Call(cst.Name(name), [cst.Arg(value), *_]) if name in _MEASURES:
            return query_of(model, scope, value)
        case cst.Call(cst.Attribute() as func):
            found = query_of(model, scope, func)
            return found and found._replace(path=f"{found.path}()")
        case cst.Await(inner) | cst.Subscript(inner):
            return query_of(model, scope, inner)
        case cst.Comparison(left, [cst.ComparisonTarget(comparator=right)]):
            return query_of(model, scope, left) or query_of(model, scope, right)
    return None


def place_query(model: ClassModel, path: str) -> Query | None:
    """The query of an access path, `self@3._C__conn.closed`; None if it is not of the object."""
    root, _, rest = path.partition(".")
    if not rest or not model.is_own(root):
        return None
    return Query(rest.partition(".")[0], rest)
