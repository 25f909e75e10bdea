"""Functions and methods that reach an attribute by its name as a text, and what each does to it.

The names alone, without LibCST, for the sieves; `facts.reflection` reads the code around them.
"""

from __future__ import annotations

from enum import Enum


class Action(Enum):
    """What code does to an attribute that it names by a text."""

    TEST = "tests whether it exists"
    READ = "reads it"
    ASSIGN = "assigns it"
    ASSIGN_MISSING = "assigns it if it is missing"
    ASSIGN_MANY = "assigns any number of attributes"
    DELETE = "deletes it"
    ITEM = "reads, assigns or deletes it, as the statement around says"


FUNCTIONS = {
    "hasattr": Action.TEST,
    "getattr": Action.READ,
    "setattr": Action.ASSIGN,
    "delattr": Action.DELETE,
}
"""Built-in functions: `getattr(x, "name")`."""

METHODS = {
    "__getattribute__": Action.READ,
    "__setattr__": Action.ASSIGN,
    "__delattr__": Action.DELETE,
}
"""Methods of every object: `x.__getattribute__("name")`, `object.__getattribute__(x, "name")`."""

NAMESPACE_METHODS = {
    "get": Action.READ,
    "setdefault": Action.ASSIGN_MISSING,
    "update": Action.ASSIGN_MANY,
    "pop": Action.DELETE,
}
"""Methods of the dictionary that holds an object's attributes: `x.__dict__.pop("name")`."""

ACTIONS = {**FUNCTIONS, **METHODS, **NAMESPACE_METHODS}

DELETING = frozenset(name for name, action in ACTIONS.items() if action is Action.DELETE)
TESTING = frozenset(name for name, action in ACTIONS.items() if action is Action.TEST)
