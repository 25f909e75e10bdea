"""MGL001 as a first attempt in Fixit 2: names per class, no control flow, no reflection."""

from __future__ import annotations

import libcst as cst
from fixit import LintRule


class DeletedPrivateAttribute(LintRule):  # type: ignore[misc]  # Fixit is not installed for mypy
    """Reports `del self.__x` in one method if another method reads `self.__x`."""

    MESSAGE = "a private attribute is deleted that another method can still read"

    def __init__(self) -> None:
        super().__init__()
        self.classes: list[tuple[dict[str, list[tuple[str, cst.Del]]], dict[str, set[str]]]] = []
        self.methods: list[str] = []
        self.deleting = 0

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self.classes.append(({}, {}))

    def leave_ClassDef(self, original_node: cst.ClassDef) -> None:
        deletions, reads = self.classes.pop()
        for name, places in deletions.items():
            for method, node in places:
                if reads.get(name, set()) - {method}:
                    self.report(node)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self.methods.append(node.name.value)

    def leave_FunctionDef(self, original_node: cst.FunctionDef) -> None:
        self.methods.pop()

    def visit_Del(self, node: cst.Del) -> None:
        self.deleting += 1
        if self.classes and self.methods and isinstance(node.target, cst.Attribute):
            name = node.target.attr.value
            if name.startswith("__") and not name.endswith("__"):
                self.classes[-1][0].setdefault(name, []).append((self.methods[-1], node))

    def leave_Del(self, original_node: cst.Del) -> None:
        self.deleting -= 1

    def visit_Attribute(self, node: cst.Attribute) -> None:
        name = node.attr.value
        if self.classes and self.methods and not self.deleting and name.startswith("__"):
            self.classes[-1][1].setdefault(name, set()).add(self.methods[-1])
