"""Write what is told by docstrings: `docs/rules/`, and the map of modules in CONTRIBUTING.md.

`--check` only tells whether it is done.
"""

import ast
import re
import sys
from pathlib import Path

from mangle_lint.rules import RULES

ROOT = Path(__file__).parent.parent
RULE_PAGES = ROOT / "docs" / "rules"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PACKAGE = ROOT / "mangle_lint"

MAP = re.compile(r"(?<=<!-- map -->\n).*?(?=<!-- /map -->)", re.DOTALL)


def documents() -> dict[Path, str]:
    """The documents, as they should be, by their paths."""
    contributing = CONTRIBUTING.read_text(encoding="utf-8")
    found = {CONTRIBUTING: MAP.sub(lambda _: module_map(), contributing)}
    for code, rule in RULES.items():
        title, _, body = rule.documentation.partition("\n\n")
        found[RULE_PAGES / f"{code}.md"] = f"# {title.rstrip('.')}\n\n{body.strip()}\n"
    return found


def module_map() -> str:
    """Every module with the first line of its docstring, folder by folder."""
    lines = ["```text"]
    for folder in [PACKAGE, *sorted(path.parent for path in PACKAGE.rglob("*/__init__.py"))]:
        package = folder.relative_to(PACKAGE).as_posix()
        if folder != PACKAGE:
            lines += ["", f"{package}/  {summary(folder / '__init__.py')}"]
        for path in sorted(folder.glob("*.py")):
            if path.name != "__init__.py":
                name = path.relative_to(PACKAGE).as_posix()
                lines.append(f"{name:<40}  {summary(path)}")
    return "\n".join([*lines, "```", ""])


def summary(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_bytes())) or ""
    return text.partition("\n")[0]


def main() -> int:
    """Write the documents that are not as they should be; with `--check` name them instead."""
    stale = {
        path: text
        for path, text in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    }
    if "--check" not in sys.argv[1:]:
        RULE_PAGES.mkdir(exist_ok=True)
        for path, text in stale.items():
            path.write_text(text, encoding="utf-8")
        return 0
    for path in stale:
        print(f"{path} is not what the docstrings say; run docs/generate.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
