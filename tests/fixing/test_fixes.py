"""Fixes, byte by byte: what becomes of every way to write a deletion."""

from __future__ import annotations

import pytest

from mangle_lint.engine import check, fix
from mangle_lint.options import Options
from tests.harness import HEAD, PATH, TAIL, fixed, run, source

STATEMENTS = {
    "attribute": ("del self.__x", "self.__x = None"),
    "spelled out": ("del self._C__x", "self.__x = None"),
    "spelled out, white space kept": ("del self . _C__x", "self . __x = None"),
    "parentheses": ("del (self.__x)", "self.__x = None"),
    "parentheses without a space": ("del(self.__x)", "self.__x = None"),
    "tuple of one": ("del (self.__x,)", "self.__x = None"),
    "trailing comma": ("del self.__x,", "self.__x = None"),
    "list": ("del [self.__x]", "self.__x = None"),
    "white space kept": ("del   self . __x", "self . __x = None"),
    "trailing semicolon": ("del self.__x;", "self.__x = None;"),
    "trailing blanks": ("del self.__x  \t", "self.__x = None  \t"),
    "comment behind": ("del self.__x  # bye", "self.__x = None  # bye"),
    "receiver in parentheses": ("del (self).__x", "(self).__x = None"),
    "delattr": ('delattr(self, "_C__x")', "self.__x = None"),
    "delattr over lines": (
        'delattr(\n            self,\n            "_C__x",\n        )',
        "self.__x = None",
    ),
    "object.__delattr__": ('object.__delattr__(self, "_C__x")', "self.__x = None"),
    "__dict__ item": ('del self.__dict__["_C__x"]', "self.__x = None"),
    "__dict__.pop": ('self.__dict__.pop("_C__x", None)', "self.__x = None"),
    "__dict__.pop without default": ('self.__dict__.pop("_C__x")', "self.__x = None"),
    "vars item": ('del vars(self)["_C__x"]', "self.__x = None"),
    "backslash in the target": (
        "del self \\\n            .__x",
        "self \\\n            .__x = None",
    ),
    "line break in the target": (
        "del (self\n             .__x)",
        "(self\n             .__x) = None",
    ),
    "comment in the target": (
        "del (self  # this\n             .__x)",
        "(self  # this\n             .__x) = None",
    ),
    "line break before the target": ("del (\n            self.__x\n        )", "self.__x = None"),
    # several targets
    "two private": ("del self.__x, self.__y", "self.__x = None\n        self.__y = None"),
    "private first": ("del self.__x, self.p", "self.__x = None\n        del self.p"),
    "private last": ("del self.p, self.__x", "del self.p\n        self.__x = None"),
    "private between": (
        "del self.p, self.__x, self.q",
        "del self.p\n        self.__x = None\n        del self.q",
    ),
    "public ones together": (
        "del self.__x, self.p, self.q, self.__y",
        "self.__x = None\n        del self.p, self.q\n        self.__y = None",
    ),
    "nested": (
        "del (self.__x, [self.p, (self.__y)]), self.q",
        "self.__x = None\n        del self.p\n        self.__y = None\n        del self.q",
    ),
    "backslash between": (
        "del self.__x, \\\n            self.__y",
        "self.__x = None\n        self.__y = None",
    ),
    "comment behind several": (
        "del self.__x, self.p  # bye",
        "self.__x = None\n        del self.p  # bye",
    ),
    # several statements on one line
    "after a semicolon": ("print(); del self.__x", "print(); self.__x = None"),
    "several after a semicolon": (
        "print(); del self.__x, self.p",
        "print(); self.__x = None; del self.p",
    ),
    "several between semicolons": (
        "print(); del self.p, self.__x; print()",
        "print(); del self.p; self.__x = None; print()",
    ),
    "behind if": ("if peer: del self.__x", "if peer: self.__x = None"),
    "several behind if": (
        "if peer: del self.__x, self.__y",
        "if peer: self.__x = None; self.__y = None",
    ),
    "behind else": (
        "if peer: pass\n        else: del self.__x",
        "if peer: pass\n        else: self.__x = None",
    ),
    "behind finally": (
        "try: pass\n        finally: del self.__x, self.p",
        "try: pass\n        finally: self.__x = None; del self.p",
    ),
    "two statements": (
        "del self.__x\n        del self.__y",
        "self.__x = None\n        self.__y = None",
    ),
    "two statements on one line": (
        "del self.__x; del self.__y",
        "self.__x = None; self.__y = None",
    ),
    # comments inside
    "comment in parentheses": (
        "del (  # first\n            self.__x\n        )",
        "# first\n        self.__x = None",
    ),
    "comments everywhere": (
        """del (  # 0
            # 1
            self.__x,  # 2
            # 3
            self.p,
            self.__y  # 4
        )""",
        """# 0
        # 1
        self.__x = None  # 2
        # 3
        del self.p
        self.__y = None  # 4""",
    ),
    "comments behind if": (
        "if peer: del (self.__x,  # why\n            self.p)",
        "if peer: self.__x = None; del self.p  # why",
    ),
}

LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def wrap(statement: str, line_end: str = "\n") -> bytes:
    """A class around a statement of its method `finish(self)`, where `peer` is unknown."""
    return source(f"        {statement}\n").replace("\n", line_end).encode()


@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize(("before", "after"), STATEMENTS.values(), ids=STATEMENTS)
def test_statement(before: str, after: str, line_end: str) -> None:
    assert fixed(wrap(before, line_end)) == wrap(after, line_end)


# --- comments inside a call or a subscript --------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        'delattr(self,  # whose\n            "_C__x")',
        'delattr(\n            # which\n            self, "_C__x"\n        )',
        'del self.__dict__[  # which\n            "_C__x"\n        ]',
        'del self.__dict__[\n            "_C__x"  # which\n        ]',
        'self.__dict__.pop("_C__x",  # which\n            None)',
        'del vars(self)["_C__x"  # which\n        ]',
    ],
)
def test_comment_in_a_spelled_deletion_is_kept(statement: str) -> None:
    """Fixed with its comment or not at all; `run` compares the comments."""
    run(wrap(statement))


def test_comment_that_would_swallow_the_rest_of_the_line() -> None:
    """There is no place for the comment, so the deletion stays and is reported as left."""
    before = wrap("if peer: del (self.__x,  # why\n            self.p); print()")
    result = run(before)
    assert result.after == before
    assert len(result.left) == 1


# --- the `if` around a deletion -------------------------------------------------------------------

IDLE = {
    "block": "if self.__x:\n            del self.__x",
    "one line": "if self.__x: del self.__x",
    "is not None": "if self.__x is not None:\n            del self.__x",
    "!= None": "if self.__x != None: del self.__x",
    "blank line inside": "if self.__x:\n\n            del self.__x",
}


@pytest.mark.parametrize("before", IDLE.values(), ids=IDLE)
@pytest.mark.parametrize("behind", ["", "  # bye", ";", "\n\n        # next\n        print()"])
def test_idle_guard_goes(before: str, behind: str) -> None:
    assert fixed(wrap(before + behind)) == wrap("self.__x = None" + behind)


@pytest.mark.parametrize("value", ["None", "Encoder()", "get_encoder(1)", "await_me", "lambda: 0"])
def test_guard_is_idle_for_objects(value: str) -> None:
    """What is false must be None already: then the guard decides nothing."""
    before = source("        if self.__x:\n            del self.__x\n", value).encode()
    kept = value == "await_me"  # a bare name may hold anything
    result = fixed(before)
    assert (b"if self.__x" in result) is kept


@pytest.mark.parametrize(
    "value", ["0", "''", "b''", "[]", "{}", "()", "False", "peer", "len(peer)", "dict()", "0.0",
              "peer or []", "[] if peer else None", "peer.get(1)", "f'{peer}'"],
)  # fmt: skip
def test_guard_stays_where_values_may_be_falsy(value: str) -> None:
    """`if self.__x` keeps 0 and "" alive; so must the fixed code."""
    body = "        if self.__x:\n            del self.__x\n"
    before = source(body, value).encode()
    assert fixed(before) == before.replace(b"del self.__x", b"self.__x = None")


@pytest.mark.parametrize("value", ["0", "[]", "peer"])
def test_none_guard_is_idle_for_every_value(value: str) -> None:
    before = source("        if self.__x is not None:\n            del self.__x\n", value).encode()
    assert fixed(before) == source("        self.__x = None\n", value).encode()


KEPT_GUARDS = {
    "comment on the if": "if self.__x:  # open\n            {}",
    "comment before the statement": "if self.__x:\n            # open\n            {}",
    "comment after the statement": "if self.__x:\n            {}\n            # gone",
    "other statement first": "if self.__x:\n            print()\n            {}",
    "other statement last": "if self.__x:\n            {}\n            print()",
    "other statement on the line": "if self.__x: {}; print()",
    "else": "if self.__x:\n            {}\n        else:\n            print()",
    "elif behind": "if self.__x:\n            {}\n        elif peer:\n            print()",
    "elif itself": "if peer:\n            print()\n        elif self.__x:\n            {}",
    "other attribute": "if self.__y:\n            {}",
    "other receiver": "if peer.__x:\n            {}",
    "more conditions": "if self.__x and peer:\n            {}",
    "not": "if not self.__x:\n            {}",
    "is None": "if self.__x is None:\n            {}",
    "call": "if self.__x():\n            {}",
    "while": "while self.__x:\n            {}",
    "with": "with self.__x:\n            {}",
}


@pytest.mark.parametrize("frame", KEPT_GUARDS.values(), ids=KEPT_GUARDS)
def test_guard_that_does_something_stays(frame: str) -> None:
    before, after = frame.format("del self.__x"), frame.format("self.__x = None")
    assert fixed(wrap(before)) == wrap(after)


def test_guard_around_several_targets_stays() -> None:
    before = wrap("if self.__x:\n            del self.__x, self.__y")
    after = wrap("if self.__x:\n            self.__x = None\n            self.__y = None")
    assert fixed(before) == after


# --- encodings and the layout of files ------------------------------------------------------------

BODY = "        del self.__x, self.p  # {}\n"
FIXED_BODY = "        self.__x = None\n        del self.p  # {}\n"
FILES = {
    "UTF-8": ("", "utf-8", "é ☃ \U0001d54f"),
    "UTF-8 with BOM": ("\ufeff", "utf-8", "é ☃"),
    "UTF-8 with BOM and coding line": ("\ufeff# coding: utf-8\n", "utf-8", "é"),
    "Latin-1": ("# coding: latin-1\n", "latin-1", "\xe9\xff\xa0"),
    "Latin-1 on the second line": ("#!/x\n# -*- coding: iso-8859-1 -*-\n", "latin-1", "\xe9"),
    "CP1252": ("# vim: set fileencoding=cp1252 :\n", "cp1252", "\u20ac\u2026"),
    "Shift JIS": ("# coding: shift_jis\n", "shift_jis", "\u8868"),
    "form feed": ("\f\nimport os\n\f\n", "utf-8", "\f"),
    "no-break space": ("", "utf-8", "\u2028 \x85 \x1c"),
}


@pytest.mark.parametrize("line_end", LINE_ENDS.values(), ids=LINE_ENDS)
@pytest.mark.parametrize(("start", "encoding", "comment"), FILES.values(), ids=FILES)
def test_file(start: str, encoding: str, comment: str, line_end: str) -> None:
    if line_end == "\r" and "coding" in start and start[0] != "\ufeff":
        pytest.skip("a carriage return alone ends no line for PEP 263")
    before = (start + source(BODY.format(comment))).replace("\n", line_end)
    after = (start + source(FIXED_BODY.format(comment))).replace("\n", line_end)
    result = fix(before.encode(encoding), PATH)
    assert result.failure is None
    assert result.after == after.encode(encoding)


def test_tabs() -> None:
    before = source(BODY).replace("    ", "\t").encode()
    assert fixed(before) == source(FIXED_BODY).replace("    ", "\t").encode()


def test_form_feed_before_the_statement() -> None:
    before = source("\f\n        print()\n\f        del self.__x\n").encode()
    assert fixed(before) == before.replace(b"del self.__x", b"self.__x = None")


def test_every_line_end_in_one_file() -> None:
    """The new line ends as the line of the deletion does."""
    ends = ["\n", "\r\n", "\r"]
    for shift in range(3):
        # no empty lines: behind a carriage return, their line feed would belong to it
        lines = source("        del self.__x, self.p\n").replace("\n\n", "\n").splitlines()
        before = "".join(line + ends[(n + shift) % 3] for n, line in enumerate(lines))
        at = next(n for n, line in enumerate(lines) if "del" in line)
        end = ends[(at + shift) % 3]
        after = before.replace(
            "        del self.__x, self.p" + end,
            f"        self.__x = None{end}        del self.p{end}",
        )
        assert fixed(before.encode()) == after.encode()


@pytest.mark.parametrize("end", ["", "  # bye", "\n\n\n", "\n    \n", "\n# bye"])
def test_end_of_file(end: str) -> None:
    start = HEAD.format(value="None").partition("    def finish")[0]
    start += TAIL[1:] + "\n    def finish(self):\n        "
    assert (
        fixed((start + "del self.__x" + end).encode()) == (start + "self.__x = None" + end).encode()
    )
    assert (
        fixed((start + "del self.__x, self.p" + end).encode())
        == (start + "self.__x = None\n        del self.p" + end).encode()
    )


def test_all_on_one_line() -> None:
    before = (
        "class C:\n def make(self): self.__x = 1\n"
        " def finish(self): del self.__x, self.p\n def use(self): return self.__x"
    )
    after = before.replace("del self.__x, self.p", "self.__x = None; del self.p")
    assert fixed(before.encode()) == after.encode()


# --- what is applied ------------------------------------------------------------------------------

UNSAFE = source("        del self.__x\n    def has(self):\n        return hasattr(self, '_C__x')\n")


def test_unsafe_fix_is_withheld_with_a_reason() -> None:
    result = run(UNSAFE.encode())
    assert not result.changed
    (finding,) = result.left
    assert finding.fix is not None
    assert "line 11" in finding.fix.withheld


def test_unsafe_fix_is_applied_on_demand() -> None:
    after = fixed(UNSAFE.encode(), unsafe_fixes=True)
    expected = UNSAFE.replace("del self.__x", "self.__x = None")
    expected = expected.replace("hasattr(self, '_C__x')", "self.__x is not None")
    assert after == expected.encode()


def test_safe_and_unsafe_target_in_one_statement() -> None:
    before = UNSAFE.replace("del self.__x", "del self.__x, self.__y")
    result = run(before.encode())
    assert len(result.fixed) == len(result.left) == 1
    assert (
        result.after
        == UNSAFE.replace("del self.__x", "del self.__x\n        self.__y = None").encode()
    )


@pytest.mark.parametrize(
    "statement",
    [
        "(lambda: delattr(self, '_C__x'))()",
        "print(delattr(self, '_C__x'))",
        "value = self.__dict__.pop('_C__x')",
        "delattr(self, '_C__x'), print()",
        "[self.__dict__.pop('_C__x') for _ in peer]",
    ],
)
def test_deletion_inside_an_expression_has_no_fix(statement: str) -> None:
    before = wrap(statement)
    for unsafe_fixes in (False, True):
        result = run(before, unsafe_fixes=unsafe_fixes)
        assert result.after == before


@pytest.mark.parametrize(
    "statement",
    [
        'delattr(self if peer else self, "_C__x")',
        'delattr(peer or self, "_C__x")',
        "del self.__x, self.__x",
    ],
)
def test_odd_statement_does_not_break_the_fix(statement: str) -> None:
    run(wrap(statement))


def test_suppressed_finding_is_not_fixed() -> None:
    before = wrap("del self.__x  # noqa: MGL001")
    assert fix(before, PATH).after == before


@pytest.mark.parametrize("separator", ["\f", "\x1c", "\u2028", "\x85", "\v"])
def test_only_line_ends_count_as_lines_for_noqa(separator: str) -> None:
    """str.splitlines() knows more line ends than Python's grammar: a comment must not move."""
    before = f"# {separator} a {separator} b\n".encode() + wrap("del self.__x  # noqa")
    assert check(before, PATH).findings == ()
    before = f"# {separator} noqa {separator}\n".encode() * 9 + wrap("del self.__x")
    assert len(check(before, PATH).findings) == 1


def test_file_without_findings_is_returned_as_it_is() -> None:
    for data in (b"", b"\n", b"\f", b"\xef\xbb\xbf", b"x = 1", wrap("self.__x = None")):
        result = fix(data, PATH, Options(prefilter=False))
        assert result.failure is None
        assert result.after is data or result.after == data
        assert not result.changed


def test_deletion_inside_the_target_of_another_one_is_left_alone() -> None:
    before = source('        del table[self.__dict__.pop("_C__x")]\n').encode()
    result = fix(before, PATH, Options(unsafe_fixes=True))
    assert result.failure is None
    assert result.after == before
    assert result.left
