"""What MGL009 says of its cases is held against what Python does."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from mangle_lint.engine import check
from tests.rules.test_cases import FOLDER, options_for

PATH = FOLDER / "MGL009_recursive_getattr.py"
REPORTED = {f.class_name for f in check(PATH.read_bytes(), PATH.name, options_for(PATH)).findings}
SILENT_ALL_THE_SAME = {"MadeByFactory"}
"""Its copies recurse, but a class that makes objects without `__init__` may copy so, too."""

NAMESPACE: dict[str, Any] = {"__name__": "cases"}
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    exec(compile(PATH.read_text(encoding="utf-8"), PATH.name, "exec"), NAMESPACE)
CLASSES = {
    name: found
    for name, found in NAMESPACE.items()
    if isinstance(found, type) and found.__module__ == "cases" and not issubclass(found, type)
}


def recurses(run: Callable[[], object]) -> bool:
    try:
        run()
    except RecursionError:
        return True
    except Exception:
        return False
    return False


@pytest.mark.parametrize("name", sorted(REPORTED))
def test_a_reported_class_recurses(name: str) -> None:
    made: Any = CLASSES[name].__new__(CLASSES[name])
    assert recurses(lambda: made.missing)


@pytest.mark.parametrize("name", sorted(CLASSES.keys() - REPORTED - SILENT_ALL_THE_SAME))
def test_copies_of_all_others_do_not(name: str) -> None:
    made = CLASSES[name]()
    assert not recurses(lambda: copy.copy(made))
    assert not recurses(lambda: copy.deepcopy(made))
