"""What a rule needs to find in a file, so that it can have something to say.

Both questions of a sieve are supersets: a yes may be in vain, a no must be right.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from mangle_lint.sieves.mentions import Mentions


class WholeFile(NamedTuple):
    """The file that some statements are of, as bytes in an encoding that keeps ASCII.

    `spelled` tells whether a text in it may be the mangled name of an attribute of its classes.
    """

    data: bytes
    spelled: bool


class Sieve(NamedTuple):
    """What a rule needs.

    `code` is asked about whole statements of a file, and beforehand about all of it. `names` picks
    those of the mentioned names that the rule may have something to say about.
    """

    code: Callable[[bytes, WholeFile], bool]
    names: Callable[[Mentions], Set[str]]
