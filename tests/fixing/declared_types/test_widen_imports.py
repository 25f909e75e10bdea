"""Where `Optional` comes from: what the file has already, or an import that LibCST adds."""

from __future__ import annotations

import ast

import pytest

from mangle_lint.engine.widening import widen
from tests.harness import PATH, comments

CLASS = """\
class C:
    __x: {}

    def f(self) -> None:
        self.__x = None
"""

OWN = "from typing import Optional\n"

ADDED = {
    # above the class: what it becomes
    "": f"{OWN}\n",
    "#!/bin/python\n# coding: utf-8\n": f"#!/bin/python\n# coding: utf-8\n{OWN}\n",
    "# licence\n\n\n": f"# licence\n\n\n{OWN}\n",
    "x = 1\n": f"{OWN}\nx = 1\n",
    # behind the other imports at the top
    "import os\n\n\n": f"import os\n{OWN}\n\n",
    "import os  # o\n# about C\n": f"import os  # o\n{OWN}\n# about C\n",
    "import os, \\\n    sys\n\nfrom .typing import X\n\n\n": (
        f"import os, \\\n    sys\n\nfrom .typing import X\n{OWN}\n\n"
    ),
    "import os; x = 1\n\n\n": f"{OWN}\nimport os; x = 1\n\n\n",
    "import os\n\f\n\n": f"import os\n{OWN}\f\n\n",
    "\f\nimport os\n\n\fx = 1\n": f"\f\nimport os\n{OWN}\n\fx = 1\n",
    "try:\n    import os\nfinally:\n    pass\n": (
        f"{OWN}\ntry:\n    import os\nfinally:\n    pass\n"
    ),
    f"if TYPE_CHECKING:\n    {OWN}": f"{OWN}\nif TYPE_CHECKING:\n    {OWN}",
    # docstrings and `from __future__` stay first
    '"""Doc.\n\nimport os\n"""  # d\n\n\n': f'"""Doc.\n\nimport os\n"""  # d\n{OWN}\n\n',
    "'Do' 'c.'\n\n\n": f"'Do' 'c.'\n{OWN}\n\n",
    "'Doc.'; x = 1\n\n\n": f"'Doc.'; x = 1\n{OWN}\n\n",
    "'Doc.'\nfrom __future__ import division\n\n\n": (
        f"'Doc.'\nfrom __future__ import division\n{OWN}\n\n"
    ),
    "'Do' 'c.'\nfrom __future__ import division; import os\nimport sys\n\n\n": (
        f"'Do' 'c.'\nfrom __future__ import division; import os\nimport sys\n{OWN}\n\n"
    ),
    # one more name in an import that is there
    "from typing import OrderedDict  # o\n\n\n": (
        "from typing import Optional, OrderedDict  # o\n\n\n"
    ),
    "from typing import Any as A, \\\n    Union\nimport os\n\n\n": (
        "from typing import Optional, Any as A, \\\n    Union\nimport os\n\n\n"
    ),
    "from typing import (  # t\n    # a\n    Any,  # b\n    Union\n)\n\n\n": (
        "from typing import (  # t\n    # a\n    Optional, Any,  # b\n    Union\n)\n\n\n"
    ),
}


@pytest.mark.parametrize("tail", ["", f"\n\n{OWN}", "\n\nx = 1"], ids=["", "late", "no newline"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("top", ADDED)
def test_import(top: str, line_end: str, tail: str) -> None:
    before = (top + CLASS.format("int") + tail).replace("\n", line_end)
    expected = (ADDED[top] + CLASS.format("Optional[int]") + tail).replace("\n", line_end)
    result = widen(before.encode(), PATH)
    assert result.failure is None
    assert result.after.decode() == expected
    assert widen(result.after, PATH).after == result.after
    compile(result.after, PATH, "exec")  # where `from __future__` is late, it raises
    assert ast.get_docstring(ast.parse(result.after)) == ast.get_docstring(ast.parse(before))
    assert comments(result.after) == comments(before.encode())


@pytest.mark.parametrize("top", ["\fimport os\n", "\\\nimport os\n", "\ffrom typing import Any\n"])
@pytest.mark.parametrize("name", ["Optional", "typing"])
def test_what_libcst_does_not_print_as_it_is(top: str, name: str) -> None:
    before = top + ("" if name == "Optional" else "Optional = 1\n") + CLASS.format("int")
    result = widen(before.encode(), PATH)
    assert result.after == before.encode()
    (refusal,) = result.refusals
    reason = f"`{name}` must be imported first, by hand: LibCST would change more"
    assert refusal.reason == reason
    pipe = before.replace("int", "int | None")
    assert widen(before.encode(), PATH, (3, 10)).after == pipe.encode()


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
    "from typing import *\nif x:\n    from typing_extensions import Optional\n": "Optional",
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
     "Optional = 1\n", "import Optional\n", "from typing import Any as Optional\n"],
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
