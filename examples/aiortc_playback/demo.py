"""The whole story in one command: check, codemod, verify, on the installed aiortc.

Exits with status 0 if the deletion is found and all three scenarios confirm the fix.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCENARIOS = ("playback_end", "shared_track", "session_end")
MANGLE_LINT = (sys.executable, "-m", "mangle_lint")


def show(*arguments: str) -> int:
    """Print and run one mangle-lint command; return its exit status."""
    print(f"\n$ mangle-lint {' '.join(arguments)}", flush=True)
    return subprocess.run([*MANGLE_LINT, *arguments], check=False).returncode


def verify(scenario: str) -> dict[str, Any]:
    """Run a scenario before and after the fix; return the report of `verify --json`."""
    command = [sys.executable, str(HERE / f"{scenario}.py")]
    done = subprocess.run(
        [*MANGLE_LINT, "verify", "--package", "aiortc", "--json", "--", *command],
        stdout=subprocess.PIPE,
        check=False,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    """Run everything; return the exit status."""
    found = show("check", "--package", "aiortc")
    pending = show("codemod", "--package", "aiortc")
    print("\n$ mangle-lint verify --package aiortc -- python SCENARIO   (three scenarios)\n")
    with ThreadPoolExecutor(max_workers=2) as pool:
        reports = dict(zip(SCENARIOS, pool.map(verify, SCENARIOS), strict=True))
    print(f"{'scenario':<14} {'before the fix':<28} {'after the fix':<28} verdict")
    for scenario, report in reports.items():
        before, after = (describe(report[run]) for run in ("before", "after"))
        print(f"{scenario:<14} {before:<28} {after:<28} {report['verdict']}")
    confirmed = all(report["verdict"] == "confirmed" for report in reports.values())
    return 0 if (found, pending) == (1, 1) and confirmed else 1


def describe(run: dict[str, Any]) -> str:
    """Describe one run in a few words."""
    status = "timed out" if run["timed_out"] else f"exit {run['exit_status']}"
    count = run["predicted_errors"]
    return f"{status}, {count} AttributeError{'' if count == 1 else 's'}"


if __name__ == "__main__":
    sys.exit(main())
