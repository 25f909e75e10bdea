"""The oldest Python that a file must run on."""

from __future__ import annotations

from pathlib import Path

import pytest

from mangle_lint.runs.target_version import minimum_python, oldest


@pytest.mark.parametrize(
    ("specifiers", "expected"),
    [
        (">=3.9", (3, 9)),
        (">= 3.10", (3, 10)),
        (">=3.9,<4", (3, 9)),
        ("<4,>=3.9", (3, 9)),
        (" <4 , >=3.8.1 , !=3.9.* ", (3, 8)),
        (">=3.8,>=3.10", (3, 10)),
        ("~=3.8", (3, 8)),
        ("~=3.8.2", (3, 8)),
        ("==3.11.*", (3, 11)),
        ("===3.11.2", (3, 11)),
        (">3.8", (3, 8)),
        (">=3", (3, 0)),
        ("<3.12", None),
        ("!=3.9", None),
        ("", None),
        ("3.9", None),
        ("nonsense", None),
    ],
)
def test_specifiers(specifiers: str, expected: tuple[int, int] | None) -> None:
    assert oldest(specifiers) == expected


def project(folder: Path, content: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(content, encoding="utf-8")


REQUIRES = "[project]\nrequires-python = '>=3.{}'\n"


def test_nearest_project_that_states_it(tmp_path: Path) -> None:
    project(tmp_path, REQUIRES.format(9))
    project(tmp_path / "sub", "[tool.ruff]\n")
    project(tmp_path / "sub" / "deep", REQUIRES.format(11))
    assert minimum_python(tmp_path / "m.py") == (3, 9)
    assert minimum_python(tmp_path / "sub" / "m.py") == (3, 9)
    assert minimum_python(tmp_path / "sub" / "deep" / "er" / "m.py") == (3, 11)


def test_relative_path(folder: Path) -> None:
    project(folder, REQUIRES.format(8))
    assert minimum_python(Path("m.py")) == (3, 8)
    assert minimum_python(Path("sub", "m.py")) == (3, 8)


@pytest.mark.parametrize(
    "content",
    [
        "[project]\nrequires-python = 3\n",
        "[project]\nrequires-python = ''\n",
        "[project\n",
        "[project]\nrequires-python = '>=3.9'\nrequires-python = '>=3.9'\n",
    ],
)
def test_what_cannot_be_read_says_nothing(tmp_path: Path, content: str) -> None:
    project(tmp_path, REQUIRES.format(9))
    project(tmp_path / "sub", content)
    assert minimum_python(tmp_path / "sub" / "m.py") is None


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    assert minimum_python(tmp_path / "m.py") is None


@pytest.mark.parametrize("content", ["", "project = 1\n", "[project]\nname = 'x'\n"])
def test_project_without_it_is_passed_over(tmp_path: Path, content: str) -> None:
    project(tmp_path, REQUIRES.format(9))
    project(tmp_path / "sub", content)
    assert minimum_python(tmp_path / "sub" / "m.py") == (3, 9)
