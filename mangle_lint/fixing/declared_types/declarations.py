"""Find where a class declares the types of its private attributes, and assigns None to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import libcst as cst

from mangle_lint.fixing.declared_types.fragments import Fragment, in_comment
from mangle_lint.source.mangling import mangle, unmangle
from mangle_lint.source.nodes import children_of


@dataclass(frozen=True, slots=True)
class Declaration:
    """One statement that declares the types of attributes.

    `targets` are what it assigns to. `annotation` is the type: an expression of the module, or of
    `comment` if the type is in a type comment (PEP 484).
    """

    statement: cst.AnnAssign | cst.Assign
    targets: tuple[cst.BaseExpression, ...]
    annotation: cst.BaseExpression
    in_function: bool
    comment: Fragment | None = None

    @property
    def may_be_evaluated(self) -> bool:
        """Whether Python evaluates the type, unless the file postpones annotations."""
        return self.comment is None and not self.in_function

    def types(self, node: cst.ClassDef) -> Iterator[tuple[str, cst.BaseExpression]]:
        """Yield mangled name and type of each attribute of the class `node` declared here."""
        for target in self.targets:
            for one, type_ in _pairs(target, self.annotation):
                name = _attribute_of(one, node)
                if name is not None and not (self.in_function and isinstance(one, cst.Name)):
                    yield name, type_


def declarations(node: cst.ClassDef) -> Iterator[Declaration]:
    """Yield the declarations in a class, in source order; nested classes are left out."""
    for statement, comment, in_function in _statements(node):
        match statement:
            case cst.AnnAssign(target, cst.Annotation(annotation)):
                yield Declaration(statement, (target,), annotation, in_function)
            case cst.Assign(targets) if comment is not None:
                if (fragment := in_comment(comment)) is not None:
                    assigned = tuple(item.target for item in targets)
                    yield Declaration(statement, assigned, fragment.type, in_function, fragment)


def _attribute_of(target: cst.BaseExpression, node: cst.ClassDef) -> str | None:
    """The mangled name of the private attribute that a target means; None if it means none."""
    match target:
        case cst.Attribute(attr=cst.Name(name)) | cst.Name(name):
            mangled = mangle(name, node.name.value)
            return mangled if unmangle(mangled, node.name.value) else None
    return None


def assigned_none(node: cst.ClassDef) -> Iterator[str]:
    """Yield the mangled names of the attributes that the class assigns None to."""
    for statement, _, _ in _statements(node):
        match statement:
            case cst.AnnAssign(target, value=cst.BaseExpression() as value):
                targets = [target]
            case cst.Assign(items, value):
                targets = [item.target for item in items]
            case _:
                continue
        for pair in chain.from_iterable(_pairs(target, value) for target in targets):
            match pair:
                case cst.Attribute() as one, cst.Name("None") if name := _attribute_of(one, node):
                    yield name


def _pairs(
    target: cst.BaseExpression, value: cst.BaseExpression
) -> Iterator[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """Yield target and value, and before them the pairs inside, as those of `a, b = c, d`."""
    match target, value:
        case ((cst.Tuple(left) | cst.List(left)), (cst.Tuple(right) | cst.List(right))):
            if len(left) == len(right):
                for one, other in zip(left, right, strict=True):
                    yield from _pairs(one.value, other.value)
    yield target, value


def _statements(
    root: cst.ClassDef,
) -> Iterator[tuple[cst.BaseSmallStatement, str | None, bool]]:
    """Yield each statement of a class, at any depth, its comment, and whether a function has it."""
    stack: list[tuple[cst.CSTNode, bool]] = [(root.body, False)]
    while stack:
        node, in_function = stack.pop()
        match node:
            case cst.SimpleStatementLine(body) | cst.SimpleStatementSuite(body):
                for statement in body:
                    comment = node.trailing_whitespace.comment if statement is body[-1] else None
                    yield statement, comment.value if comment else None, in_function
                continue
            case cst.ClassDef() | cst.BaseExpression():
                continue
        inside = in_function or isinstance(node, cst.FunctionDef)
        stack.extend((child, inside) for child in reversed(children_of(node)))
