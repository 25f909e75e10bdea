"""The overlay is what the second run imports, however the command finds the code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mangle_lint.verify.scenario import Report, Verdict
from mangle_lint.verify.target import package_target

from .conftest import SENDER, STOPPED, Environment, Verify, snapshot, write

PYTEST = ("-m", "pytest", "-p", "no:cacheprovider")

CRASH = STOPPED + "sender.report()\n"


def check(report: Report) -> None:
    assert report.verdict is Verdict.CONFIRMED, report
    assert report.before.imported
    assert report.after.imported


def test_script_beside_the_module(project: Path, run_both: Verify) -> None:
    write(project, {"app.py": CRASH})
    check(run_both(project, project / "app.py"))


def test_script_elsewhere(project: Path, tmp_path: Path, run_both: Verify) -> None:
    write(tmp_path / "scripts", {"app.py": CRASH})
    check(run_both(project, tmp_path / "scripts" / "app.py"))


def test_module_of_the_working_directory(
    project: Path, run_both: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, {"app.py": CRASH})
    monkeypatch.chdir(project)
    check(run_both(Path(), "-m", "app"))
    check(run_both(Path(), "app.py"))
    check(run_both(Path(), "-c", CRASH))


def test_script_that_has_the_finding_itself(project: Path, run_both: Verify) -> None:
    write(project, {"app.py": f"{SENDER}\nsender = Sender()\nsender.stop()\nsender.report()\n"})
    check(run_both(project, project / "app.py"))


def test_package_by_its_own_folder(tmp_path: Path, run_both: Verify) -> None:
    write(tmp_path, {"lib/media/__init__.py": "from .sender import Sender\n"})
    write(tmp_path, {"lib/media/sender.py": SENDER, "lib/media/deep/__init__.py": SENDER})
    check(run_both(tmp_path / "lib" / "media", "-c", CRASH))
    deep = CRASH.replace("from media import", "from media.deep import")
    check(run_both(tmp_path / "lib" / "media" / "deep", "-c", deep))


def test_package_as_a_command(tmp_path: Path, run_both: Verify) -> None:
    write(tmp_path, {"media/__init__.py": SENDER, "media/__main__.py": CRASH})
    check(run_both(tmp_path / "media", "-m", "media"))


def test_source_folder_below_the_given_one(project: Path, run_both: Verify) -> None:
    """`src` layout, found by way of PYTHONPATH as an editable install would be."""
    write(project, {"src/camera/__init__.py": "", "src/camera/sender.py": SENDER})
    crash = CRASH.replace("from media import", "from camera.sender import")
    check(run_both(project, "-c", crash, PYTHONPATH=str(project / "src")))


def test_module_beside_a_script_in_a_subfolder(project: Path, run_both: Verify) -> None:
    write(project, {"tools/camera.py": SENDER, "other/camera.py": "raise SystemExit(3)\n"})
    write(project, {"tools/app.py": CRASH.replace("from media", "from camera")})
    check(run_both(project, project / "tools" / "app.py"))


def test_same_name_elsewhere_is_not_replaced(project: Path, run_both: Verify) -> None:
    write(project, {"tools/camera.py": SENDER, "other/camera.py": "print('other')\n"})
    write(project, {"other/app.py": "import camera\n" + CRASH})
    report = run_both(project, project / "other" / "app.py")
    check(report)
    assert "other" in report.before.tail
    assert "other" in report.after.tail


def test_namespace_package(project: Path, run_both: Verify) -> None:
    write(project, {"studio/media.py": SENDER})
    code = CRASH.replace("from media", "from studio.media")
    check(run_both(project, "-c", code))
    write(project, {"app.py": code})
    check(run_both(project, project / "app.py"))


def test_namespace_in_a_source_folder(project: Path, run_both: Verify) -> None:
    write(project, {"src/studio/camera/__init__.py": "", "src/studio/camera/sender.py": SENDER})
    crash = CRASH.replace("from media import", "from studio.camera.sender import")
    check(run_both(project, "-c", crash, PYTHONPATH=str(project / "src")))


def test_folder_that_is_a_package_by_mistake(
    project: Path, run_both: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its modules are imported as if it were none."""
    write(project, {"__init__.py": "", "app.py": CRASH})
    check(run_both(project, project / "app.py"))
    monkeypatch.chdir(project)
    check(run_both(Path(), "-c", CRASH))


def test_pytest_in_the_project(
    project: Path, run_both: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = "from media import Sender\n\n\ndef test_report():\n    "
    body = "sender = Sender()\n    sender.stop()\n    assert sender.report() == 'idle'\n"
    write(project, {"tests/__init__.py": "", "tests/test_media.py": test + body})
    monkeypatch.chdir(project)
    report = run_both(Path(), *PYTEST, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    check(report)
    assert report.before.outcome.status == 1
    assert report.before.predicted == 1


def test_pytest_with_tests_inside_the_package(
    tmp_path: Path, run_both: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "".join(f"    {line}\n" for line in CRASH.splitlines())
    test = f"def test_report():\n{body}"
    write(tmp_path, {"media/__init__.py": SENDER, "media/tests/__init__.py": ""})
    write(tmp_path, {"media/tests/test_media.py": test, "media/conftest.py": ""})
    monkeypatch.chdir(tmp_path)
    check(run_both(Path("media"), *PYTEST, "media", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"))


def test_installed_package(environment_folder: Environment, run_both: Verify) -> None:
    environment_folder.install(
        "studio-media", {"media/__init__.py": SENDER, "media/data.txt": "data"}
    )
    before = snapshot(environment_folder.packages)
    target = package_target("studio-media", environment_folder.python)
    data = (
        "from importlib.metadata import version\n"
        "from importlib.resources import files\n"
        "assert version('studio-media') == '1.0'\n"
        "assert (files('media') / 'data.txt').read_text() == 'data'\n"
    )
    report = run_both(target, "-c", data + CRASH, command=[str(environment_folder.python)])
    check(report)
    assert snapshot(environment_folder.packages) == before


def test_installed_package_wins_over_one_in_the_working_directory(
    environment_folder: Environment,
    project: Path,
    run_both: Verify,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environment_folder.install("media", {"media/__init__.py": SENDER})
    write(project, {"media.py": "raise SystemExit(3)\n"})
    monkeypatch.chdir(project)
    target = package_target("media", environment_folder.python)
    check(run_both(target, "-c", CRASH, command=[str(environment_folder.python)]))


def test_installed_parts_of_a_namespace(environment_folder: Environment, run_both: Verify) -> None:
    environment_folder.install(
        "first", {"studio/media/__init__.py": SENDER, "studio/data.txt": "data"}
    )
    environment_folder.install("second", {"studio/camera/__init__.py": "NAME = 'camera'\n"})
    target = package_target("first", environment_folder.python)
    assert target.contents == (Path("studio/data.txt"), Path("studio/media"))
    code = "from studio.camera import NAME\nfrom studio.media import Sender\n"
    crash = code + STOPPED.partition("\n")[2] + "sender.report()\n"
    check(run_both(target, "-c", crash, command=[str(environment_folder.python)]))


def test_editable_install(environment_folder: Environment, project: Path, run_both: Verify) -> None:
    """A finder that the environment puts up serves the project's code; ours comes first."""
    finder = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "class Editable:\n"
        "    @classmethod\n"
        "    def find_spec(cls, name, path=None, target=None):\n"
        f"        where = [{str(project)!r}] if name == 'media' else []\n"
        "        return PathFinder.find_spec(name, where)\n"
        "sys.meta_path.insert(0, Editable)\n"
    )
    write(environment_folder.packages, {"editable.py": finder, "editable.pth": "import editable\n"})
    check(run_both(project, "-c", CRASH, command=[str(environment_folder.python)]))


def test_compiled_files_come_along(environment_folder: Environment, run_both: Verify) -> None:
    """An extension module in the package is imported from the copy, its libraries found."""
    import _json as extension  # any that has a file

    if not getattr(extension, "__file__", None):
        pytest.skip("the extension modules of this Python are built in")
    name = Path(extension.__file__).name
    environment_folder.install(
        "media", {"media/__init__.py": SENDER, f"media/{name}": "", "media.libs/libx.so": "x"}
    )
    binary = Path(extension.__file__).read_bytes()
    (environment_folder.packages / "media" / name).write_bytes(binary)
    target = package_target("media", environment_folder.python)
    assert Path("media.libs/libx.so") in target.contents
    code = (
        "import os.path, media._json\n"
        "folder = os.path.dirname(media._json.__file__)\n"
        "assert folder == os.path.dirname(media.__file__)\n"
        "assert os.path.exists(os.path.join(folder, '..', 'media.libs', 'libx.so'))\n"
    )
    check(run_both(target, "-c", code + CRASH, command=[str(environment_folder.python)]))


def test_own_sitecustomize_still_runs(project: Path, tmp_path: Path, run_both: Verify) -> None:
    own = "import sys\nsys.flag_of_mine = __file__\nprint('own', __file__)\n"
    site = write(tmp_path / "site", {"sitecustomize.py": own})
    code = "import sitecustomize, sys\nassert sitecustomize.__file__ == sys.flag_of_mine\n"
    report = run_both(project, "-c", code + CRASH, PYTHONPATH=str(site))
    check(report)
    for run in (report.before, report.after):
        assert f"own {site / 'sitecustomize.py'}" in run.tail


def test_own_sitecustomize_that_fails_is_reported_by_python(
    project: Path, tmp_path: Path, run_both: Verify
) -> None:
    site = write(tmp_path / "site", {"sitecustomize.py": "raise ValueError('mine')\n"})
    report = run_both(project, "-c", CRASH, PYTHONPATH=str(site))
    check(report)
    assert any("mine" in line for line in report.after.tail)


def test_code_that_is_never_imported(project: Path, run_both: Verify) -> None:
    report = run_both(project, "-c", "pass")
    assert report.verdict is Verdict.NOT_REPRODUCED
    assert not report.before.imported
    assert not report.after.imported


def test_other_module_of_the_same_name_does_not_count(project: Path, run_both: Verify) -> None:
    write(project, {"tools/camera.py": SENDER, "other/camera.py": ""})
    write(project, {"other/app.py": "import camera\n"})
    report = run_both(project, project / "other" / "app.py")
    assert not report.before.imported
    assert not report.after.imported


def test_fix_that_is_not_imported_is_not_confirmed(
    project: Path, tmp_path: Path, run_both: Verify
) -> None:
    """The second run does not come to the code, so it proves nothing."""
    once = write(tmp_path / "once", {"first": ""}) / "first"
    code = f"import os\nif os.path.exists({str(once)!r}):\n    os.remove({str(once)!r})\n"
    crash = "".join(f"    {line}\n" for line in CRASH.splitlines())
    report = run_both(project, "-c", code + crash)
    assert report.before.predicted == 1
    assert report.after.outcome.status == 0
    assert report.verdict is Verdict.NOT_REPRODUCED


@pytest.mark.skipif(os.name == "nt", reason="has no such links")
def test_target_behind_links(tmp_path: Path, run_both: Verify) -> None:
    """As some installers lay out site-packages: the files are links to a cache."""
    write(tmp_path / "cache", {"one.py": SENDER})
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "media.py").symlink_to(tmp_path / "cache" / "one.py")
    (tmp_path / "link").symlink_to(tmp_path / "project")
    before = snapshot(tmp_path)
    check(run_both(tmp_path / "link", "-c", CRASH))
    assert snapshot(tmp_path) == before


def test_nothing_of_the_project_changes(project: Path, run_both: Verify) -> None:
    write(project, {"app.py": CRASH, "data/readme.txt": "text"})
    before = snapshot(project)
    check(run_both(project, project / "app.py"))
    assert snapshot(project) == before


def test_shell_as_command(project: Path, run_both: Verify) -> None:
    write(project, {"app.py": CRASH})
    line = subprocess.list2cmdline([sys.executable, str(project / "app.py")])
    shell = ["cmd", "/c", line] if os.name == "nt" else ["sh", "-c", line]
    check(run_both(project, command=shell))
