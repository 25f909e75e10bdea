"""Existence tests move with the fix, all or none."""

from __future__ import annotations

import pytest

from mangle_lint.engine import fix
from mangle_lint.findings import Applicability
from mangle_lint.options import Options
from tests.harness import PATH, fixed, run

CLASS = """\
class C:
    def __init__(self, peer):
{start}        self.__x = peer

    def finish(self):
        del self.__x

    def use(self):
        return self.__x

    def ask(self, value, other):
        {test}
"""

ALWAYS = {
    "hasattr": ("return hasattr(self, '_C__x')", "return self.__x is not None"),
    "double quotes": ('return hasattr(self, "_C__x")', "return self.__x is not None"),
    "not": ("return not hasattr(self, '_C__x')", "return self.__x is None"),
    "not, in parentheses": ("return not (hasattr(self, '_C__x'))", "return self.__x is None"),
    "in parentheses": ("return (hasattr(self, '_C__x'))", "return (self.__x is not None)"),
    "if": ("if hasattr(self, '_C__x'): pass", "if self.__x is not None: pass"),
    "while": ("while not hasattr(self, '_C__x'): pass", "while self.__x is None: pass"),
    "assert": ("assert hasattr(self, '_C__x'), 1", "assert self.__x is not None, 1"),
    "and": (
        "return value and hasattr(self, '_C__x') or other",
        "return value and self.__x is not None or other",
    ),
    "ternary": (
        "return 1 if hasattr(self, '_C__x') else 2",
        "return 1 if self.__x is not None else 2",
    ),
    "assigned": ("value = hasattr(self, '_C__x')", "value = self.__x is not None"),
    "walrus": (
        "if (value := hasattr(self, '_C__x')): pass",
        "if (value := self.__x is not None): pass",
    ),
    "argument": ("print(hasattr(self, '_C__x'))", "print(self.__x is not None)"),
    "keyword": ("print(end=hasattr(self, '_C__x'))", "print(end=self.__x is not None)"),
    "tuple": ("return value, hasattr(self, '_C__x')", "return value, self.__x is not None"),
    "compared": (
        "return hasattr(self, '_C__x') == value",
        "return (self.__x is not None) == value",
    ),
    "compared on the right": (
        "return value is hasattr(self, '_C__x')",
        "return value is (self.__x is not None)",
    ),
    "added": ("return 1 + hasattr(self, '_C__x')", "return 1 + (self.__x is not None)"),
    "negated number": ("return -hasattr(self, '_C__x')", "return -(self.__x is not None)"),
    "not, compared": (
        "return (not hasattr(self, '_C__x')) == value",
        "return (self.__x is None) == value",
    ),
    "index": ("return value[hasattr(self, '_C__x')]", "return value[self.__x is not None]"),
    "method of the answer": (
        "return hasattr(self, '_C__x').real",
        "return (self.__x is not None).real",
    ),
    "lambda": ("return lambda: hasattr(self, '_C__x')", "return lambda: self.__x is not None"),
    "in __dict__": ("return '_C__x' in self.__dict__", "return self.__x is not None"),
    "not in __dict__": ("return '_C__x' not in self.__dict__", "return self.__x is None"),
    "not in, with not": ("return not '_C__x' in self.__dict__", "return self.__x is None"),
    "in vars": ("return '_C__x' in vars(self)", "return self.__x is not None"),
    "over lines": (
        "return hasattr(\n            self,\n            '_C__x',\n        )",
        "return self.__x is not None",
    ),
    "two": (
        "return hasattr(self, '_C__x') or '_C__x' in self.__dict__",
        "return self.__x is not None or self.__x is not None",
    ),
}


def source(test: str, start: str = "") -> bytes:
    return CLASS.format(test=test, start=start).encode()


@pytest.mark.parametrize(("test", "moved"), ALWAYS.values(), ids=ALWAYS)
def test_attribute_that_is_always_there(test: str, moved: str) -> None:
    after = fixed(source(test), unsafe_fixes=True)
    assert after == source(moved).replace(b"del self.__x", b"self.__x = None")


@pytest.mark.parametrize(("test", "moved"), ALWAYS.values(), ids=ALWAYS)
def test_attribute_that_may_never_have_been_there(test: str, moved: str) -> None:
    """What runs first in `__init__` may ask before the attribute is assigned."""
    start = "        super().__init__()\n"
    name = '"_C__x"' if '"' in test else "'_C__x'"
    moved = moved.replace("self.__x", f"getattr(self, {name}, None)")
    after = fixed(source(test, start), unsafe_fixes=True)
    assert after == source(moved, start).replace(b"del self.__x", b"self.__x = None")


FIRST = {
    "docstring": ('        """Text."""\n', True),
    "plain assignments": ("        self.p: int = 1\n        q = peer.q\n", True),
    "call without the object": ("        self.p = make(peer)\n", True),
    "call of a method": ("        self.p = self.make()\n", False),
    "call with the object": ("        self.p = make(self)\n", False),
    "statement": ("        peer.join(self)\n", False),
    "branch": ("        if peer: return\n", False),
    "object shown elsewhere": ("        peer.current = self\n        self.p = make()\n", False),
    "object shown under a name": ("        me = self\n        self.p = make(me)\n", False),
    "object shown as a key": ("        peer.all[self] = 1; self.p = make()\n", False),
    "object shown by a target": ("        make(self).p = 1\n", False),
    "object shown, nothing called": ("        peer.current = self\n", True),
    "object in its own attribute": ("        self.me = self; self.p = make()\n", True),
}


@pytest.mark.parametrize(("start", "is_always_there"), FIRST.values(), ids=FIRST)
def test_what_may_stand_before_the_first_assignment(start: str, is_always_there: bool) -> None:
    after = fixed(source("return hasattr(self, '_C__x')", start), unsafe_fixes=True)
    assert (b"return self.__x is not None" in after) is is_always_there
    assert (b"return getattr(self, '_C__x', None) is not None" in after) is not is_always_there


def test_destructor_may_see_an_object_that_was_never_made() -> None:
    before = source("pass") + b"\n    def __del__(self):\n        print(hasattr(self, '_C__x'))\n"
    after = fixed(before, unsafe_fixes=True)
    assert b"print(getattr(self, '_C__x', None) is not None)" in after


BLOCKING = {
    "except AttributeError": (
        "try:\n            return self.__x\n        except AttributeError:\n            return 1"
    ),
    "suppress": ("with suppress(AttributeError):\n            return self.__x\n        return 1"),
    "getattr with another default": "return getattr(self, '_C__x', value)",
    "inside an f-string": "return f\"{hasattr(self, '_C__x')}\"",
}


@pytest.mark.parametrize("test", BLOCKING.values(), ids=BLOCKING)
@pytest.mark.parametrize("other", ["", "\n        print(hasattr(self, '_C__x'))"], ids=["", "two"])
@pytest.mark.parametrize("unsafe_fixes", [False, True])
def test_what_cannot_be_rewritten_blocks(test: str, other: str, unsafe_fixes: bool) -> None:
    """All or none: the test that could be rewritten stays too."""
    before = source("if value: pass" + other + "\n        " + test)
    result = run(before, unsafe_fixes=unsafe_fixes)
    assert result.after == before
    (finding,) = result.left
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY
    assert "cannot be rewritten" in finding.fix.withheld


def test_comment_in_a_test_blocks() -> None:
    before = source("return hasattr(self,  # whose\n            '_C__x')")
    result = run(before, unsafe_fixes=True)
    assert result.after == before
    assert len(result.left) == 1


def test_getattr_that_answers_none_is_no_obstacle() -> None:
    before = source("return getattr(self, '_C__x', None)")
    assert fixed(before) == before.replace(b"del self.__x", b"self.__x = None")


def test_none_as_a_value_is_told() -> None:
    before = source("return hasattr(self, '_C__x')").replace(b"= peer", b"= None")
    (finding,) = fix(before, PATH).left
    assert finding.fix is not None
    assert finding.fix.withheld == (
        "a test for existence would change its answer (line 12), also for the None of line 3"
    )


def test_all_deletions_of_the_attribute_share_the_tests() -> None:
    before = (
        source("return hasattr(self, '_C__x')") + b"\n    def end(self):\n        del self.__x\n"
    )
    after = before.replace(b"del self.__x", b"self.__x = None")
    after = after.replace(b"hasattr(self, '_C__x')", b"self.__x is not None")
    assert fixed(before, unsafe_fixes=True) == after


def test_tests_of_other_attributes_stay() -> None:
    before = source("return hasattr(self, '_C__y') or hasattr(self, 'x')")
    assert fixed(before) == before.replace(b"del self.__x", b"self.__x = None")


# --- tests that go with the deletion that they guard ----------------------------------------------

GUARDS = {
    "hasattr": "if hasattr(self, '_C__x'):\n            del self.__x",
    "one line": "if hasattr(self, '_C__x'): del self.__x",
    "in __dict__": "if '_C__x' in self.__dict__:\n            del self.__x",
    "in vars": "if '_C__x' in vars(self): del self.__x",
    "delattr": "if hasattr(self, '_C__x'): delattr(self, '_C__x')",
    "except": "try:\n            del self.__x\n        except AttributeError:\n            pass",
    "except, one line each": "try: del self.__x\n        except AttributeError: pass",
    "bare except": "try:\n            del self.__x\n        except:\n            pass",
    "except Exception": "try: del self.__x\n        except Exception: ...",
    "except several": "try: del self.__x\n        except (KeyError, AttributeError): pass",
    "suppress": "with suppress(AttributeError):\n            del self.__x",
    "contextlib.suppress": "with contextlib.suppress(KeyError, AttributeError): del self.__x",
    "both": (
        "try:\n            if hasattr(self, '_C__x'):\n                del self.__x\n"
        "        except AttributeError:\n            pass"
    ),
}


def guarded(statement: str) -> bytes:
    return source("pass").replace(b"        del self.__x", b"        " + statement.encode())


@pytest.mark.parametrize("guard", GUARDS.values(), ids=GUARDS)
@pytest.mark.parametrize("behind", ["", "  # bye", "\n\n        # next\n        print()"])
def test_guard_goes(guard: str, behind: str) -> None:
    """And with it the existence test that would hold a safe fix back."""
    assert fixed(guarded(guard + behind)) == guarded("self.__x = None" + behind)


def test_comment_behind_the_deletion_stays() -> None:
    guard = (
        "try:\n            del self.__x  # bye\n        except AttributeError:\n            pass"
    )
    assert fixed(guarded(guard)) == guarded("self.__x = None  # bye")


def test_several_targets_leave_a_try_together() -> None:
    guard = (
        "try:\n            del self.__x, self.__y\n        except AttributeError:\n            pass"
    )
    before = guarded(guard).replace(b"self.__x = peer", b"self.__x = self.__y = peer")
    before = before.replace(b"return self.__x", b"return self.__x, self.__y")
    after = before.replace(guard.encode(), b"self.__x = None\n        self.__y = None")
    assert fixed(before) == after


STAYING = {
    "other exception": "try:\n    {}\nexcept KeyError:\n    pass",
    "two clauses": "try: {}\nexcept AttributeError: pass\nexcept KeyError: pass",
    "finally": "try: {}\nexcept AttributeError: pass\nfinally: print()",
    "comment in try": "try:  # maybe\n    {}\nexcept AttributeError:\n    pass",
    "comment in except": "try:\n    {}\nexcept AttributeError:  # no\n    pass",
    "comment below": "try:\n    {}\nexcept AttributeError:\n    pass\n    # below",
    "two comments": "try: {}  # one\nexcept AttributeError: pass  # two",
    "more before it in try": "try:\n    print()\n    {}\nexcept AttributeError:\n    pass",
    "only on one path": "try:\n    if other: {}\nexcept AttributeError:\n    pass",
    "other suppress": "with suppress(KeyError):\n    {}",
    "other manager": "with closing(AttributeError):\n    {}",
    "manager around": "with other, suppress(AttributeError):\n    {}",
    "named": "with suppress(AttributeError) as name:\n    {}",
    "other attribute": "if hasattr(self, '_C__y'):\n    {}",
    "not mangled": "if hasattr(self, 'x'):\n    {}",
    "more conditions": "if other and self.p:\n    {}",
}


@pytest.mark.parametrize("frame", STAYING.values(), ids=STAYING)
def test_frame_that_does_something_stays(frame: str) -> None:
    frame = frame.replace("\n", "\n        ")
    after = guarded(frame.format("self.__x = None"))
    assert fixed(guarded(frame.format("del self.__x"))) == after


CAUGHT = {
    "something in except": "try:\n    del self.__x\nexcept AttributeError:\n    print()",
    "else": "try: del self.__x\nexcept AttributeError: pass\nelse: print()",
    "more behind it in try": "try:\n    del self.__x\n    print()\nexcept AttributeError: pass",
    "more behind it in suppress": "with suppress(AttributeError):\n    del self.__x\n    print()",
    "manager that sees it": "with suppress(AttributeError), other:\n    del self.__x",
    "more behind it in a branch": (
        "try:\n    if other:\n        del self.__x\n    print()\nexcept AttributeError: pass"
    ),
}


@pytest.mark.parametrize("frame", CAUGHT.values(), ids=CAUGHT)
@pytest.mark.parametrize("unsafe_fixes", [False, True])
def test_deletion_whose_error_matters_is_a_test(frame: str, unsafe_fixes: bool) -> None:
    """Assigning None raises nothing, so that something else would run."""
    before = guarded(frame.replace("\n", "\n        "))
    result = run(before, unsafe_fixes=unsafe_fixes)
    assert result.after == before
    (finding,) = result.left
    assert finding.fix is not None
    assert finding.fix.applicability is Applicability.DISPLAY


def test_frame_of_a_receiver_that_may_raise_stays() -> None:
    frame = "try:\n            {}\n        except AttributeError:\n            pass"
    before = guarded(frame.format("del peer.self.__x")).replace(b"return self", b"return peer.self")
    assert run(before, unsafe_fixes=True).after.count(b"try:") == 1


def test_options_default_is_safe() -> None:
    before = source("return hasattr(self, '_C__x')")
    assert fix(before, PATH, Options()).after == before
