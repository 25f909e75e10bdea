"""Functions and methods that reach an attribute by its name as a text, and what each does to it.

The names alone, without LibCST, for the sieves; `facts.reflection` reads the code around them.
"""

from __future__ import annotations

import re
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
    PATCH = "replaces what is there for a while"


class Consequence(Enum):
    """What always comes of code that names by a text an attribute which is not there."""

    FALSE = "is always False"
    TRUE = "is always True"
    DEFAULT = "is always the default"
    ATTRIBUTE_ERROR = "always raises AttributeError"
    KEY_ERROR = "always raises KeyError"
    PATCH_ERROR = "patches what is not there, which raises AttributeError"
    OTHER_ATTRIBUTE = "sets another attribute"


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

GETTERS = ("attrgetter", "methodcaller")
"""Functions that make a function which reads: `attrgetter("name")(x)`."""

PATCHERS = {"patch": "object"}
"""Objects with a method that patches: `mock.patch.object(x, "name")`."""

ACTIONS = {**FUNCTIONS, **METHODS, **NAMESPACE_METHODS}

QUOTED = r"""__(?<=['"]__)[\w\x80-\U0010ffff]*(?<!__)['"]"""
"""A private name in quotes, behind its first quote."""


def may_patch(code: str, prefix: str = "") -> bool:
    """Whether code may patch an attribute by a private name, in a class with this prefix."""
    return "patch" in code and prefix[1:-2] in code and re.search(QUOTED, code) is not None


DELETING = frozenset(name for name, action in ACTIONS.items() if action is Action.DELETE)
TESTING = frozenset(name for name, action in ACTIONS.items() if action is Action.TEST)
