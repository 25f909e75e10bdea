"""The pre-commit hooks: the manifest, and a run of the real pre-commit."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest  # type: ignore[import-untyped]

from ..conftest import BAD, FIXED, ROOT, Done, run_process

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="copies of git repositories")

IDENTITY = ["-c", "user.name=Test", "-c", "user.email=test@example.com"]


def git(*arguments: str | Path, cwd: Path) -> Done:
    """Run git; in the checkout itself it never writes, not even its index."""
    done = run_process(
        "git", *IDENTITY, *arguments, cwd=cwd, GIT_OPTIONAL_LOCKS="0", GIT_CONFIG_GLOBAL="/dev/null"
    )
    assert done.status == 0, done.err
    return done


def commit_all(folder: Path) -> None:
    git("init", "--quiet", cwd=folder)
    git("add", "--all", "--force", cwd=folder)
    git("commit", "--quiet", "--no-verify", "--message", "all", cwd=folder)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with the files of this one as they are now, committed or not."""
    folder = tmp_path / "mangle-lint"
    folder.mkdir()
    listed = git("ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT)
    names = [name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name, follow_symlinks=False)
    commit_all(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with two bad files, and one that is none of Python's."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "bad.py").write_text(BAD, encoding="utf-8")
    (folder / "script").write_text("#!/usr/bin/env python3\n" + BAD, encoding="utf-8")
    (folder / "script").chmod(0o755)
    (folder / "bad.txt").write_text(BAD, encoding="utf-8")
    commit_all(folder)
    return folder


def test_manifest() -> None:
    check, fix = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert check["id"] == "mangle-lint"
    assert check["entry"] == "mangle-lint check"
    assert fix["id"] == "mangle-lint-fix"
    assert fix["entry"] == "mangle-lint codemod --apply"
    for hook in (check, fix):
        assert hook["args"] == []  # a user's own take their place
        assert hook["language"] == "python"
        assert hook["types_or"] == ["python"]
        assert hook["require_serial"]
        assert hook["pass_filenames"]


def test_both_hooks(checkout: Path, project: Path, tmp_path: Path) -> None:
    """pre-commit makes an environment for them; that takes a package index."""
    done = run_process(
        *(sys.executable, "-m", "pre_commit", "try-repo", checkout, "--verbose", "--all-files"),
        cwd=project,
        timeout=240,
        PRE_COMMIT_HOME=str(tmp_path / "home"),
        PRE_COMMIT_COLOR="never",
    )
    text = done.stdout
    assert done.status == 1, text + done.stderr
    first, second = text.split("- hook id: ")[1:]
    assert first.startswith("mangle-lint\n")
    assert "- exit code: 1\n" in first
    assert "bad.py:9:13" in first
    assert "AttributeError: 'Player' object has no attribute '_Player__file'" in first
    assert "script:10:13" in first
    assert "bad.txt" not in text
    assert second.startswith("mangle-lint-fix\n")
    assert "- files were modified by this hook\n" in second
    assert "Applied 2 fixes in 2 files." in second
    assert (project / "bad.py").read_text(encoding="utf-8") == FIXED
    assert (project / "script").read_text(encoding="utf-8").endswith(FIXED)
    assert (project / "bad.txt").read_text(encoding="utf-8") == BAD
