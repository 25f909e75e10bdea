"""Write `docs/rules/` from the docstrings of the rules; `--check` only tells whether it is done."""

import sys
from pathlib import Path

from mangle_lint.rules import RULES

FOLDER = Path(__file__).parent / "rules"


def pages() -> dict[Path, str]:
    """The page of each rule, by the file that it belongs in."""
    found = {}
    for code, rule in RULES.items():
        title, _, body = rule.documentation.partition("\n\n")
        found[FOLDER / f"{code}.md"] = f"# {title.rstrip('.')}\n\n{body.strip()}\n"
    return found


def main() -> int:
    """Write the pages that are not as they should be; with `--check` name them instead."""
    stale = {
        path: text
        for path, text in pages().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        for path, text in stale.items():
            path.write_text(text, encoding="utf-8")
        return 0
    for path in stale:
        print(f"{path} is not what the docstrings say; run docs/generate.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
