"""Abstract values: what an attribute or a local may hold, as a set of bits in an int.

The bits below number `FIRST_FREE` mean the same everywhere. Those from there on are handed out by
each exploration, one for a deletion or a constant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import libcst as cst

from mangle_lint.source.builtin_parser import literal
from mangle_lint.source.outline import Constant

NEVER = 1  # nothing has assigned the attribute yet
NONE = 2
FALSY = 4  # not None, but false in a condition: 0, "", an empty container
TRUTHY = 8
FIRST_FREE = 4  # the number of a bit

ANYTHING = NONE | FALSY | TRUTHY


@dataclass(frozen=True, slots=True)
class Value:
    """What one expression may evaluate to.

    `token` is a constant's own text, `"'open'"` or `"State.OPEN"`, which comparisons tell apart;
    None where only the bits are known.
    """

    bits: int
    token: str | None = None

    @property
    def is_plain(self) -> bool:
        """Whether it can only be None, a constant or a container."""
        return self.token is not None or self.bits in (NONE, FALSY, FALSY | TRUTHY)


UNKNOWN = Value(ANYTHING)
TRUE = Value(TRUTHY, "True")
FALSE = Value(FALSY, "False")
_CONSTANTS = {"None": Value(NONE, "None"), "True": TRUE, "False": FALSE}

_NO_CONSTANTS: Mapping[str, Constant] = {}

_EMPTY_BY_CALL = frozenset(
    "dict list set frozenset tuple str bytes bytearray int float complex bool deque defaultdict "
    "OrderedDict Counter WeakSet WeakKeyDictionary WeakValueDictionary".split()
)


def value_of(node: cst.BaseExpression, constants: Mapping[str, Constant] = _NO_CONSTANTS) -> Value:
    """What `node` may evaluate to, as far as its text and the file's `constants` tell."""
    match node:
        case cst.Name(name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case cst.Integer() | cst.Float() | cst.SimpleString() | cst.Imaginary():
            constant = literal(node.value)
            return Value(TRUTHY if constant else FALSY, repr(constant))
        case cst.UnaryOperation() | cst.BinaryOperation() if _is_arithmetic(node):
            return _computed(node)
        case cst.Name(name) if name in constants:
            return _known(constants[name])
        case cst.Attribute(cst.Name(owner), cst.Name(attr)) if f"{owner}.{attr}" in constants:
            return _known(constants[f"{owner}.{attr}"])
        case cst.Attribute() if (token := _constant_name(node)) is not None:
            return Value(TRUTHY, token)
        case cst.Name(name) if name.isupper() and len(name) > 1:
            return Value(ANYTHING, name)
        case cst.Tuple(elements):
            return Value(TRUTHY if elements else FALSY)
        case cst.Lambda():
            return Value(TRUTHY)
        case cst.Call(func) if is_class_like(func):
            return Value(TRUTHY)
        case cst.Dict() | cst.List() | cst.Set() | cst.ListComp() | cst.SetComp() | cst.DictComp():
            return Value(FALSY | TRUTHY)  # an empty one may be filled later
        case cst.FormattedString():
            return Value(FALSY | TRUTHY)
    return UNKNOWN


def _known(constant: Constant) -> Value:
    if constant.text == "None":
        return Value(NONE, "None")
    return Value({True: TRUTHY, False: FALSY, None: ANYTHING}[constant.truth], constant.text)


def _is_arithmetic(node: cst.BaseExpression) -> bool:
    """Whether `node` computes with nothing but numbers that are written out."""
    match node:
        case cst.UnaryOperation(cst.Minus() | cst.BitInvert(), inner):
            return _is_arithmetic(inner)
        case cst.BinaryOperation(left, _, right):
            return _is_arithmetic(left) and _is_arithmetic(right)
    return isinstance(node, (cst.Integer, cst.Float))


def _computed(node: cst.BaseExpression) -> Value:
    try:
        constant = literal(cst.Module(()).code_for_node(node))
    except (ValueError, SyntaxError):
        return UNKNOWN
    return Value(TRUTHY if constant else FALSY, repr(constant))


def is_class_like(func: cst.BaseExpression) -> bool:
    """Whether a call of `func` makes an object: its last name is written as classes are."""
    match func:
        case cst.Name(name) | cst.Attribute(attr=cst.Name(name)):
            bare = name.lstrip("_")
            return bare[:1].isupper() and not bare.isupper() and name not in _EMPTY_BY_CALL
    return False


def may_be_falsy_object(node: cst.BaseExpression) -> bool:
    """Whether `node` may well be false without being None: a number, a text, a container.

    A call of somebody's function is trusted to return an object or None, as readers would expect.
    """
    match node:
        case cst.Name(name):
            return name not in ("None", "True")
        case cst.Call(cst.Name(name) | cst.Attribute(attr=cst.Name(name))):
            return name in _EMPTY_BY_CALL or name in ("len", "sum", "get", "pop")
        case cst.Await(expression=value) | cst.NamedExpr(value=value):
            return may_be_falsy_object(value)
        case cst.IfExp(body=one, orelse=other) | cst.BooleanOperation(left=one, right=other):
            return may_be_falsy_object(one) or may_be_falsy_object(other)
        case cst.Lambda():
            return False
    return value_of(node).bits & FALSY != 0


def _constant_name(node: cst.Attribute) -> str | None:
    """`State.OPEN` for an attribute of a class-like name that is written as a constant."""
    if not (node.attr.value.isupper() and isinstance(node.value, (cst.Name, cst.Attribute))):
        return None
    owner = node.value.value if isinstance(node.value, cst.Name) else node.value.attr.value
    if not isinstance(owner, str) or not owner[:1].isupper():
        return None
    return f"{owner}.{node.attr.value}"
