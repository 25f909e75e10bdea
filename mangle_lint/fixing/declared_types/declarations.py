"""Find where a class declares the types of its private attributes, and assigns None to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from mangle_lint.fixing.declared_types.fragments import Fragment, in_comment
from mangle_lint.source.mangling import is_private, mangle


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
            yield from self._types(target, self.annotation, node)

    def _types(
        self, target: cst.BaseExpression, type_: cst.BaseExpression, node: cst.ClassDef
    ) -> Iterator[tuple[str, cst.BaseExpression]]:
        for one, part in _pairs(target, type_):
            yield from self._types(one, part, node)
        name = attribute_of(target, node)
        if name is not None and not (self.in_function and isinstance(target, cst.Name)):
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


def attribute_of(target: cst.BaseExpression, node: cst.ClassDef) -> str | None:
    """The mangled name of the private attribute that a target means; None if it means none."""
    match target:
        case cst.Attribute(attr=cst.Name(name)) | cst.Name(name):
            mangled = mangle(name, node.name.value)
            prefix = f"_{node.name.value.lstrip('_')}__"
            found = mangled.startswith(prefix) and is_private(mangled[len(prefix) - 2 :])
            return mangled if found else None
    return None


def assigned_none(node: cst.ClassDef) -> Iterator[str]:
    """Yield the mangled names of the attributes that the class assigns None to."""
    for statement, _, _ in _statements(node):
        match statement:
            case cst.AnnAssign(cst.Attribute() as target, value=cst.BaseExpression() as value):
                yield from _given_none(target, value, node)
            case cst.Assign(targets, value):
                for item in targets:
                    yield from _given_none(item.target, value, node)


def _given_none(
    target: cst.BaseExpression, value: cst.BaseExpression, node: cst.ClassDef
) -> Iterator[str]:
    match target, value:
        case cst.Attribute(), cst.Name("None") if (name := attribute_of(target, node)) is not None:
            yield name
    for one, part in _pairs(target, value):
        yield from _given_none(one, part, node)


def _pairs(
    targets: cst.BaseExpression, values: cst.BaseExpression
) -> list[tuple[cst.BaseExpression, cst.BaseExpression]]:
    """The pairs of target and value in `a, b = c, d`; empty if they cannot be matched."""
    match targets, values:
        case ((cst.Tuple(left) | cst.List(left)), (cst.Tuple(right) | cst.List(right))):
            if len(left) == len(right):
                return [(one.value, other.value) for one, other in zip(left, right, strict=True)]
    return []


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
            case cst.FunctionDef(body=body):
                stack.append((body, True))
                continue
        stack.extend((child, in_function) for child in reversed(node.children))
