"""Fixes of generated statements: every shape, white space, comment and line end that fits."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from hypothesis import assume, given
from hypothesis import strategies as st

from mangle_lint.engine import fix
from tests.harness import HEAD, PATH, TAIL, comments, run, source

PRIVATE = ("self.__x", "self.__y", "self.__z")
PUBLIC = ("self.p", "self.q", "peer[0]", "peer.a['#']")

NOTES = st.sampled_from(["# a", "#b", "# del self.__x", "# é", "#", "# 'quoted", "# (open"])
BLANK = st.sampled_from(["", " ", "  ", "\t", " \f"])


@dataclass(frozen=True)
class Statement:
    """A deletion as text, without line end; `noted` tells whether a comment is inside it."""

    text: str
    targets: tuple[str, ...]
    noted: bool


@st.composite
def gaps(draw: st.DrawFn, *, inside: bool) -> str:
    """White space between two tokens; inside of brackets it may hold line ends and comments."""
    if not inside:
        return draw(st.one_of(BLANK, st.just(" \\\n  ")))
    parts = draw(
        st.lists(st.one_of(BLANK, st.just("\n"), NOTES.map(lambda n: f"  {n}\n")), max_size=3)
    )
    return "".join(parts)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    chosen = draw(st.lists(st.sampled_from(PRIVATE + PUBLIC), min_size=1, max_size=5, unique=True))
    assume(any(target in PRIVATE for target in chosen))
    opening, closing = draw(st.sampled_from([("", ""), ("(", ")"), ("[", "]")]))
    inside = bool(opening)
    gap = gaps(inside=inside)
    pieces = []
    for target in chosen:
        if draw(st.integers(0, 5)) == 0:
            target = f"({target})"
        pieces.append(draw(gap) + target + draw(gap))
    comma = "," if draw(st.booleans()) else ""
    if inside and len(chosen) == 1 and opening == "(":
        comma = draw(st.sampled_from(["", ","]))
    text = ",".join(pieces) + comma + (draw(gap) if comma and inside else "")
    statement = f"del {opening}{text}{closing}".rstrip(" \t\f")
    assume(not statement.endswith("\\\n"))
    return Statement(statement, tuple(chosen), _has_comment(statement))


def _has_comment(code: str) -> bool:
    return any(comments(f"{code}\n".encode()).values())


FRAMES = [
    "{}",
    "{}{behind}",
    "print(); {}",
    "{}; print()",
    "print(); {}; print()",
    "if peer: {}",
    "if peer: {}{behind}",
    "if peer:\n            {}{behind}",
    "if peer:\n            # before\n\n            {}{behind}\n            # after",
    "for peer in peer: {}; print()",
    "try:\n            print()\n        finally:\n            {}",
    "if self.__x and peer:\n            {}\n        else:\n            pass",
]


@st.composite
def files(draw: st.DrawFn) -> tuple[Statement, str, str, str]:
    """A statement, the text before and after it, and the line end of the file."""
    statement = draw(statements())
    behind = draw(st.one_of(st.just(""), NOTES.map(lambda note: f"  {note}")))
    frame = draw(st.sampled_from(FRAMES)).replace("{behind}", behind)
    before, after = frame.split("{}")
    start, end = f"{HEAD.format(value='peer')}        {before}", f"{after}\n{TAIL}"
    return statement, start, end, draw(st.sampled_from(["\n", "\r\n", "\r"]))


AROUND = [
    "if self.__x:{note}\n{inner}",
    "if self.__x is not None:{note}\n{inner}",
    "if hasattr(self, '_C__x'):{note}\n{inner}",
    "if '_C__x' in vars(self):{note}\n{inner}",
    "if peer:{note}\n{inner}",
    "try:{note}\n{inner}\nexcept AttributeError:{other}\n    pass{last}",
    "try:{note}\n{inner}\nexcept (KeyError, AttributeError):{other}\n    ...{last}",
    "try:{note}\n{inner}\nexcept KeyError:{other}\n    pass{last}",
    "try:{note}\n{inner}\nfinally:{other}\n    print(){last}",
    "with suppress(AttributeError):{note}\n{inner}",
    "with open(peer):{note}\n{inner}",
    "while hasattr(self, '_C__x'):{note}\n{inner}",
    "if not hasattr(self, '_C__x'):{note}\n    print(){last}\nelse:{other}\n{inner}",
]


@st.composite
def framed(draw: st.DrawFn) -> str:
    """A deletion inside of frames, some of which a fix takes away, with comments anywhere."""
    note = st.one_of(st.just(""), st.just(""), NOTES.map(lambda text: f"  {text}"))
    code = draw(
        st.sampled_from(["del self.__x", "del self.__x, self.__y", "delattr(self, '_C__x')"])
    )
    code += draw(note)
    for frame in draw(st.lists(st.sampled_from(AROUND), max_size=3)):
        above, below = (draw(st.sampled_from(["", "", "# line\n", "print()\n"])) for _ in "ab")
        inner = f"{above}{code}\n{below}".rstrip("\n")
        inner = "\n".join(f"    {line}" for line in inner.split("\n"))
        code = frame.format(inner=inner, note=draw(note), other=draw(note), last=draw(note))
    return code.replace("\n", "\n        ")


def deletes(module: str) -> list[str]:
    """The simple statements of a text, one by one; a `del` of several is several."""
    found: list[str] = []
    for node in ast.parse(module).body:
        if isinstance(node, ast.Delete):
            found += [f"del {name}" for target in node.targets for name in _flat(target)]
        else:
            found.append(ast.unparse(node))
    return found


def _flat(target: ast.expr) -> list[str]:
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for element in target.elts for name in _flat(element)]
    return [ast.unparse(target)]


@given(files())
def test_only_the_statement_changes(made: tuple[Statement, str, str, str]) -> None:
    statement, start, end, line_end = made
    parts = [part.replace("\n", line_end) for part in (start, statement.text, end)]
    result = run("".join(parts).encode())
    after = result.after.decode()
    if result.left:
        # a comment inside, and code or a comment behind, on the same line: there is no place for it
        assert statement.noted
        assert end.partition("\n")[0]
        assert not result.fixed
        return
    assert after.startswith(parts[0])
    assert after.endswith(parts[2])
    middle = after[len(parts[0]) : len(after) - len(parts[2])]
    lines = middle.replace(line_end, "\n").split("\n")
    assert deletes("\n".join(_dedented(lines))) == [
        f"{name} = None" if name in PRIVATE else f"del {name}" for name in statement.targets
    ]


def _dedented(lines: list[str]) -> list[str]:
    """Lines of a block whose first line has already lost its indentation."""
    return [lines[0], *(line.lstrip(" ") for line in lines[1:])]


@given(
    framed(),
    st.sampled_from(["", "; print()", "  # behind"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_frames(code: str, behind: str, line_end: str, unsafe_fixes: bool) -> None:
    """`run` compares the comments, and asks for a file that parses and needs no second fix."""
    assume(not (behind.startswith(";") and ("#" in code or "\n" in code)))
    before = source(f"        {code}{behind}\n").replace("\n", line_end)
    after = run(before.encode(), unsafe_fixes=unsafe_fixes).after.decode()
    start, end = (part.replace("\n", line_end) for part in (HEAD.format(value="connect()"), TAIL))
    assert after.startswith(start)
    assert after.endswith(line_end + end)


@given(st.lists(statements(), min_size=2, max_size=4), st.booleans())
def test_several_statements(several: list[Statement], on_one_line: bool) -> None:
    """Statements side by side are fixed as each of them is on its own."""
    separator = "; " if on_one_line else "\n        "
    body = separator.join(statement.text for statement in several)
    before = f"{HEAD.format(value='peer')}        {body}\n{TAIL}".encode()
    result = fix(before, PATH)
    assert result.failure is None
    assert comments(result.after) == comments(before)
    again = fix(result.after, PATH)
    assert again.failure is None
    assert not again.changed
    if not any(statement.noted for statement in several):
        wanted = [
            f"{name} = None" if name in PRIVATE else f"del {name}"
            for statement in several
            for name in statement.targets
        ]
        tree = ast.parse(result.after)
        (cls,) = tree.body
        assert isinstance(cls, ast.ClassDef)
        finish = cls.body[1]
        assert isinstance(finish, ast.FunctionDef)
        found = deletes("\n".join(map(ast.unparse, finish.body)))
        assert sorted(found) == sorted(wanted)
        assert found == wanted


@given(st.text(max_size=60), st.sampled_from(["utf-8", "latin-1", "cp1252"]))
def test_comments_of_any_text_survive(comment: str, encoding: str) -> None:
    comment = "".join(c for c in comment if c not in "\r\n\0#" and c.isprintable())
    header = f"# coding: {encoding}\n"
    before = f"{header}{HEAD.format(value='None')}        del self.__x  # {comment}\n{TAIL}"
    assume("noqa" not in comment.lower())
    try:
        data = before.encode(encoding)
    except UnicodeEncodeError:
        return
    expected = before.replace("del self.__x ", "self.__x = None ").encode(encoding)
    result = fix(data, PATH)
    assert result.failure is None
    assert result.after == expected
