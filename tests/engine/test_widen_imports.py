"""Where `Optional` comes from: what the file has already, or one import where isort puts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mangle_lint.engine.widening import widen

from .harness import PATH

CLASS = """\
class C:
    __x: {}

    def f(self) -> None:
        self.__x = None
"""

OWN = "from typing import Optional\n"

IMPORTS = {
    # before: (after, how Optional is spelled)
    "nothing": ("", OWN + "\n\n"),
    "docstring": ('"""Doc."""\n\n\n', f'"""Doc."""\n\n{OWN}\n\n'),
    "docstring of many lines": (
        '"""Doc.\n\nimport os\n# more\n"""  # end\n\n\n',
        f'"""Doc.\n\nimport os\n# more\n"""  # end\n\n{OWN}\n\n',
    ),
    "comment of the file": ("#!/bin/python\n# coding: utf-8\n\n", None),
    "comment of the file close by": ("# coding: utf-8\n", f"# coding: utf-8\n{OWN}\n\n"),
    "comment of the file, and one of the class": (
        "# licence\n\n# about C\n",
        f"# licence\n\n{OWN}\n\n# about C\n",
    ),
    "other code first": ("x = 1\n\n\n", f"{OWN}\nx = 1\n\n\n"),
    "future": (
        "from __future__ import division\n\n\n",
        f"from __future__ import division\n\n{OWN}\n\n",
    ),
    "docstring and future": (
        '"""Doc."""\n\nfrom __future__ import division\n\n\n',
        f'"""Doc."""\n\nfrom __future__ import division\n\n{OWN}\n\n',
    ),
    "future and code": (
        "from __future__ import division\n\nx = 1\n\n\n",
        f"from __future__ import division\n\n{OWN}\nx = 1\n\n\n",
    ),
    "docstring and code close by": ('"""Doc."""\nx = 1\n\n\n', f'"""Doc."""\n\n{OWN}\nx = 1\n\n\n'),
    "plain imports": ("import os\nimport sys\n\n\n", f"import os\nimport sys\n{OWN}\n\n"),
    "plain and from": (
        "import os\nimport zlib\nfrom enum import Enum  # e\nfrom uuid import UUID\n\n\n",
        f"import os\nimport zlib\nfrom enum import Enum  # e\n{OWN}from uuid import UUID\n\n\n",
    ),
    "only later ones": ("from uuid import UUID\n\n\n", f"{OWN}from uuid import UUID\n\n\n"),
    "mixed": (
        "import os\nfrom re import X\nimport sys\nimport zlib\n\n\n",
        f"import os\nfrom re import X\nimport sys\n{OWN}import zlib\n\n\n",
    ),
    "sections": (
        "import os\n\nimport numpy\n\nfrom . import x\n\n\n",
        f"import os\n{OWN}\nimport numpy\n\nfrom . import x\n\n\n",
    ),
    "third party alone": ("import numpy\n\n\n", f"{OWN}\nimport numpy\n\n\n"),
    "third party behind a future": (
        "from __future__ import division\n\n# arrays\nimport numpy\n\n\n",
        f"from __future__ import division\n\n{OWN}\n# arrays\nimport numpy\n\n\n",
    ),
    "standard once, standard since": (
        "import imp\nimport tomllib\n\nimport numpy\n\n\n",
        f"import imp\nimport tomllib\n{OWN}\nimport numpy\n\n\n",
    ),
    "relative alone": ("from . import x\n\n\n", f"{OWN}\nfrom . import x\n\n\n"),
    "multi-line import before": (
        "from os import (\n    path,  # p\n)\n\n\n",
        f"from os import (\n    path,  # p\n)\n{OWN}\n\n",
    ),
    "list in order": (
        "from typing import Any, Union\n\n\n",
        "from typing import Any, Optional, Union\n\n\n",
    ),
    "list, at its start": (
        "from typing import Union\n\n\n",
        "from typing import Optional, Union\n\n\n",
    ),
    "list, at its end": (
        "from typing import Any  # a\n\n\n",
        "from typing import Any, Optional  # a\n\n\n",
    ),
    "list by kind": (
        "from typing import TYPE_CHECKING, Any, cast\n\n\n",
        "from typing import TYPE_CHECKING, Any, Optional, cast\n\n\n",
    ),
    "list by letter": (
        "from typing import Any, cast, TYPE_CHECKING\n\n\n",
        "from typing import Any, cast, Optional, TYPE_CHECKING\n\n\n",
    ),
    "list without an order": (
        "from typing import Union, Any\n\n\n",
        "from typing import Union, Any, Optional\n\n\n",
    ),
    "list with an alias": (
        "from typing import Any as A, Union as U\n\n\n",
        "from typing import Any as A, Optional, Union as U\n\n\n",
    ),
    "bracketed list": (
        "from typing import (\n    Any,\n    Union,  # u\n)\n\n\n",
        "from typing import (\n    Any,\n    Optional,\n    Union,  # u\n)\n\n\n",
    ),
    "bracketed list, at its end": (
        "from typing import (\n    Any,\n    List,  # (l)\n)\n\n\n",
        "from typing import (\n    Any,\n    List,  # (l)\n    Optional,\n)\n\n\n",
    ),
    "bracketed list without a last comma": (
        "from typing import (\n    Any,\n    List  # l\n)\n\n\n",
        "from typing import (\n    Any,\n    List,  # l\n    Optional\n)\n\n\n",
    ),
    "bracketed list on one line": (
        "from typing import (Any,\n                    List)\n\n\n",
        "from typing import (Any,\n                    List,\n                    Optional)\n\n\n",
    ),
    "bracketed list of rows": (
        "from typing import (\n    Any, List,\n)\n\n\n",
        "from typing import (\n    Any, List, Optional,\n)\n\n\n",
    ),
    "continued line": (
        "from typing import Any, \\\n    Union\n\n\n",
        "from typing import Any, \\\n    Optional, Union\n\n\n",
    ),
    "statements on one line": (
        "import os; from typing import Any; x = 1\n\n\n",
        "import os; from typing import Any, Optional; x = 1\n\n\n",
    ),
    "seen by type checkers alone": (
        f"from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    {OWN}\n\n",
        f"from typing import TYPE_CHECKING, Optional\n\nif TYPE_CHECKING:\n    {OWN}\n\n",
    ),
    "bound too late": ("", OWN + "\n\n"),
}


def after_of(name: str) -> str:
    before, after = IMPORTS[name]
    return f"{before}{OWN}\n\n" if after is None else after


@pytest.mark.parametrize("name", IMPORTS)
def test_import(name: str) -> None:
    tail = "\n\nfrom typing import Optional\n" if name == "bound too late" else ""
    before = IMPORTS[name][0] + CLASS.format("int") + tail
    expected = after_of(name) + CLASS.format("Optional[int]") + tail
    result = widen(before.encode(), PATH)
    assert result.failure is None
    assert result.after.decode() == expected
    assert widen(result.after, PATH).after == result.after


def test_sorted_imports_stay_sorted(tmp_path: Path) -> None:
    """Where ruff finds the imports in order before, it finds them in order after."""
    for number, name in enumerate(IMPORTS):
        for folder, text in (("before", IMPORTS[name][0]), ("after", after_of(name))):
            path = tmp_path / folder / f"m{number:02}.py"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text + CLASS.format("int"), encoding="utf-8")
    unsorted = {
        folder: {
            line.split(":")[0]
            for line in subprocess.run(
                [sys.executable, "-m", "ruff", "check", "--isolated", "--select=I001",
                 "--output-format=concise", "."],
                cwd=tmp_path / folder, capture_output=True, text=True, check=False,
            ).stdout.splitlines()
            if " I001 " in line
        }
        for folder in ("before", "after")
    }  # fmt: skip
    assert unsorted["after"] <= unsorted["before"]
    assert len(unsorted["before"]) < len(IMPORTS) / 3


KNOWN = {
    # what the file has: how Optional is spelled then
    "from typing import Optional\n": "Optional",
    "from typing import Any, Optional as Opt\n": "Opt",
    "from typing_extensions import Optional\n": "Optional",
    "import typing\n": "typing.Optional",
    "import typing as t\n": "t.Optional",
    "import typing as t\nfrom typing import Any, Optional\n": "Optional",
    "import typing as t\nfrom typing import Any\n": "t.Optional",
    "import os, typing\n": "typing.Optional",
    "from typing import *\n": "Optional",
    "from compat import *\n\nx: Optional[str] = None\n": "Optional",
    "try:\n    from typing import Optional\nexcept ImportError:\n    pass\n": "Optional",
    "if os:\n    import typing as t\n": "t.Optional",
    "if TYPE_CHECKING:\n    pass\nelse:\n    import typing as t\n": "t.Optional",
}


@pytest.mark.parametrize("top", KNOWN)
def test_what_the_file_has(top: str) -> None:
    before = f"{top}\n\n{CLASS.format('int')}"
    expected = f"{top}\n\n{CLASS.format(f'{KNOWN[top]}[int]')}"
    assert widen(before.encode(), PATH).after.decode() == expected


def test_what_type_checkers_see_is_enough_for_what_is_not_evaluated() -> None:
    top = "if TYPE_CHECKING:\n    from typing import Optional\n\n\nx: 'Optional[str]'\n\n\n"
    before = f"{top}{CLASS.format(repr('int'))}".replace("__x: 'int'", "__x = 1  # type: int")
    expected = before.replace("type: int", "type: Optional[int]")
    assert widen(before.encode(), PATH).after.decode() == expected


@pytest.mark.parametrize(
    "taken",
    ["from voluptuous import Optional\n", "class Optional: ...\n", "def f(Optional): ...\n",
     "Optional = 1\n", "import Optional\n"],
)  # fmt: skip
def test_taken_name(taken: str) -> None:
    after = widen(f"{taken}\n\n{CLASS.format('int')}".encode(), PATH).after.decode()
    assert "import typing\n" in after
    assert "__x: typing.Optional[int]\n" in after
    assert taken in after


def test_both_names_are_taken() -> None:
    before = f"Optional = typing = 1\n\n\n{CLASS.format('int')}".encode()
    result = widen(before, PATH)
    assert result.after == before
    (refusal,) = result.refusals
    assert refusal.reason == "both `Optional` and `typing` mean something else in this file"
    assert widen(before, PATH, (3, 10)).after == before.replace(b"int", b"int | None")
