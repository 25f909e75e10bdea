"""What a rule needs to find in a file, so that it can have something to say.

Both questions of a sieve are supersets: a yes may be in vain, a no must be right.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mangle_lint.sieves.code import Code
    from mangle_lint.sieves.mentions import Mentions


class Sieve(NamedTuple):
    """What a rule needs.

    `code` is asked about whole statements of a file, and beforehand about all of it. `names` picks
    those of the mentioned names that the rule may have something to say about.
    """

    code: Callable[[Code], bool]
    names: Callable[[Mentions], Set[str]]
