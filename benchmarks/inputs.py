"""Write the files to measure; the generated ones are the same on every machine."""

from __future__ import annotations

import random
import shlex
import shutil
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapes import CONNECTION, DELETES, FUNCTION, HARMLESS, HEAD

HERE = Path(__file__).resolve().parent
NOUNS = "buffer channel decoder handle index journal lease monitor peer queue reader socket".split()
DENSE_FILES = 2000
DENSE_LINES = 340
HUGE_CLASSES = 2000
HUGE_LINES = 100_000
ONE_IN = 7
SAMPLE_EVERY = 10
LINEAR_EVERY = 13


@dataclass(frozen=True)
class Inputs:
    """The paths of the files to measure.

    `with_deletion` are the files of the dense tree that have a finding. `sample` is every tenth
    file of the dense tree, `thirteenth` every 13th file of the sparse one.
    """

    folder: Path
    sparse: Path
    dense: Path
    sample: Path
    huge: Path
    clean: Path
    thirteenth: Path
    with_deletion: tuple[Path, ...]

    def spelled(self, command: Sequence[str]) -> str:
        """A command as one would type it; measured paths become words such as `LIB` and `DENSE`."""
        program, *arguments = command
        words = dict.fromkeys(map(self._word, arguments))  # all CANDIDATES become one word
        return shlex.join([Path(program).name, *words])

    def _word(self, argument: str) -> str:
        path = Path(argument)
        if not path.is_absolute():
            return argument
        if path == self.sparse:
            return "LIB"
        if path in self.with_deletion:
            return "CANDIDATES"
        if path in (self.dense, self.sample, self.thirteenth):
            return path.name.upper()
        root = self.folder if path.is_relative_to(self.folder) else HERE.parent
        return str(path.relative_to(root))


def build(folder: Path, sparse: Path | None = None) -> Inputs:
    """Write all files into `folder`, which is emptied first.

    `sparse` is the sparse tree; None means the standard library of this Python.
    """
    shutil.rmtree(folder, ignore_errors=True)
    dense, sample, thirteenth = folder / "dense", folder / "sample", folder / "thirteenth"
    for each in (dense, sample, thirteenth):
        each.mkdir(parents=True)
    library = sparse or Path(sysconfig.get_path("stdlib"))
    with_deletion = []
    for number, (text, deletes) in enumerate(dense_files()):
        path = dense / f"module_{number:04}.py"
        path.write_text(text, encoding="utf-8")
        if deletes:
            with_deletion.append(path)
        if number % SAMPLE_EVERY == 0:
            shutil.copy(path, sample)
    for number, path in enumerate(sorted(library.rglob("*.py"))):
        if number % LINEAR_EVERY == 0 and path.is_file():
            shutil.copyfile(path, thirteenth / f"{number:05}.py")
    huge = folder / "huge.py"
    huge.write_text(huge_file(), encoding="utf-8")
    clean = folder / "clean.py"
    clean.write_text(module(random.Random(0), 0, deletes=False), encoding="utf-8")
    shutil.copy(HERE / "fixit_rule.py", folder)
    enabled = '[tool.fixit]\nroot = true\nenable = [".fixit_rule"]\ndisable = ["fixit.rules"]\n'
    (folder / "pyproject.toml").write_text(enabled, encoding="utf-8")
    return Inputs(folder, library, dense, sample, huge, clean, thirteenth, tuple(with_deletion))


def dense_files() -> Iterator[tuple[str, bool]]:
    """Yield the text of each file of the dense tree, and whether it has a finding."""
    chance = random.Random(20)
    for number in range(DENSE_FILES):
        deletes = number % ONE_IN == 0
        yield module(chance, number, deletes=deletes), deletes


def module(chance: random.Random, number: int, *, deletes: bool) -> str:
    """The text of a file of about DENSE_LINES lines."""
    parts: list[str] = []
    while sum(part.count("\n") + 1 for part in parts) < DENSE_LINES - 70:
        suffix = f"{number}x{len(parts)}"
        parts.append(one_class(chance, chance.choice(HARMLESS), suffix))
        parts.append(FUNCTION.format(number=len(parts)))
    shape = DELETES if deletes else CONNECTION
    parts.insert(chance.randrange(len(parts)), one_class(chance, shape, f"{number}"))
    return "\n".join([HEAD.format(number=number), *parts])


def one_class(chance: random.Random, shape: str, suffix: str) -> str:
    """A class of this shape, with random names."""
    noun = chance.choice(NOUNS)
    return shape.format(
        name=f"{noun.title()}{suffix}",
        attribute=chance.choice(NOUNS),
        number=chance.randrange(2, 99),
    )


def huge_file() -> str:
    """The text of a file of HUGE_LINES lines and HUGE_CLASSES classes."""
    chance = random.Random(100)
    parts = [HEAD.format(number=0)]
    lines = 0
    for number in range(HUGE_CLASSES):
        shape = DELETES if number % ONE_IN == 0 else chance.choice(HARMLESS)
        parts.append(one_class(chance, shape, str(number)))
        lines += parts[-1].count("\n") + 1
        while lines < HUGE_LINES * (number + 1) // HUGE_CLASSES:
            parts.append(FUNCTION.format(number=lines))
            lines += parts[-1].count("\n") + 1
    return "\n".join(parts)
