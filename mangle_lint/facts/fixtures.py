"""Methods after which nothing happens to an object any more."""

from __future__ import annotations

import libcst as cst

from mangle_lint.facts.cfg.bodies import Body, Role
from mangle_lint.facts.classes import ClassFacts

_FIXTURES = ("tearDown", "asyncTearDown", "teardown_method", "tearDownClass", "teardown_class")


def is_last(facts: ClassFacts, body: Body) -> bool:
    """Whether the object of a body, or its class, is not used afterwards.

    A test runner makes an object for each test and drops it then; the class it drops after all of
    them (`unittest.TestCase`).
    """
    if body.role is Role.DESTRUCTOR:
        return True
    return body.name in _FIXTURES and body.parent is None and _is_for_tests(facts.node)


def _is_for_tests(node: cst.ClassDef) -> bool:
    """Whether a class holds tests, as its name or that of a base tells."""
    bases = [base.value for base in node.bases]
    names = [base.attr if isinstance(base, cst.Attribute) else base for base in bases]
    return any(isinstance(name, cst.Name) and "Test" in name.value for name in [node.name, *names])
