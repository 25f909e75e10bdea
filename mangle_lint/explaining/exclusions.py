"""What can be excluded where no rule explains an error, and what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PureWindowsPath

from mangle_lint.engine.inspection import Act, Owner
from mangle_lint.explaining.chapter import Chapter
from mangle_lint.facts.events import EventKind
from mangle_lint.tracebacks.log import Incident
from mangle_lint.tracebacks.messages import Of

_COPYING = {
    "copy.py": "copy",
    "copyreg.py": "pickle",
    "pickle.py": "pickle",
    "cloudpickle.py": "pickle",
}
_MAKING = tuple(
    "__new__ __copy__ __deepcopy__ __reduce__ __reduce_ex__ __getstate__ __setstate__".split()
)
"""Methods by which objects may come to be without `__init__`."""

_WAYS = "`copy`, `pickle`, `__new__` without `__init__`"


def conclusions(incident: Incident, chapter: Chapter) -> Iterator[str]:
    """Say what the code excludes, in sentences, and then what may have happened all the same."""
    owner = chapter.owner
    deleted = [act for act in owner.acts if act.kind is EventKind.DELETION]
    assigned = [act for act in owner.acts if act.kind is EventKind.ASSIGNMENT]
    making = [act for act in assigned if act.is_making and act.is_own]
    certain = [act for act in making if act.is_certain]
    yield from _wrong_object(incident, chapter)
    yield _deletions(chapter, deleted)
    if owner.is_class_level:
        yield "the class has a value of that name, which its objects fall back to"
    elif not assigned:
        yield from _never_assigned(owner)
    elif certain:
        where = f"{'only ' if making == assigned else ''}in {methods(certain)}"
        yield f"assigned {where}, whenever that returns; {_so(incident, chapter)}"
        if not deleted:
            yield from _made_without(incident, chapter)
    elif making:
        yield f"assigned in {methods(making)} on some paths only: it may be made without it"
    else:
        yield f"assigned only in {methods(assigned)}: it is missing until that has run"


def methods(acts: Sequence[Act]) -> str:
    """Where acts stand, method by method, with their lines."""
    lines: dict[str, dict[str, None]] = {}
    for act in acts:
        lines.setdefault(act.method.rpartition(".")[2], {})[str(act.span.start.line)] = None
    return ", ".join(
        f"`{method}` (line{'s' if len(at) > 1 else ''} {', '.join(at)})"
        for method, at in lines.items()
    )


def _deletions(chapter: Chapter, deleted: Sequence[Act]) -> str:
    if not deleted:
        return f"nothing deletes `{chapter.private}`, nor `{chapter.inspection.attribute}`"
    reasons = dict(chapter.inspection.silences)
    lines = dict.fromkeys(act.span.start.line for act in deleted)
    told = [f"; line {line} is not reported: {reasons[line]}" for line in lines if line in reasons]
    return f"deleted in {methods(deleted)}{''.join(told)}"


def _never_assigned(owner: Owner) -> Iterator[str]:
    yield "nothing in the class assigns it"
    if owner.unknown:
        yield f"it may be assigned out of sight: {owner.unknown}"
    if owner.unseen:
        yield f"a base class that was not seen may assign it: {', '.join(owner.unseen)}"


def _wrong_object(incident: Incident, chapter: Chapter) -> Iterator[str]:
    """The object may be none of the class: then the code was given another one than it expects."""
    message, owner = incident.message, chapter.owner
    known = {owner.name, *(heir.name for heir in owner.heirs)}
    if message.of is Of.SUPER:
        yield "`super()` looks it up in the base classes alone, not in the object"
    elif message.of is Of.CLASS and message.owner == owner.name:
        yield "it was asked of the class itself, not of an object"
    elif message.owner and message.owner not in known and chapter.mine is None:
        if message.owner[0].islower() or message.owner == "NoneType":
            yield f"the object is a `{message.owner}`, not a `{owner.name}`"
        else:
            yield f"the object is a `{message.owner}`: a subclass out of sight, or another class"


def _so(incident: Incident, chapter: Chapter) -> str:
    """What follows for an object that a constructor would have given the attribute."""
    if passed := _constructors_passed(incident, chapter.owner):
        return f"the traceback passes {', '.join(passed)}, so the object was still being made"
    if any(act.kind is EventKind.DELETION for act in chapter.owner.acts):
        return "so it was deleted, or the object was made without it"
    if any(s.frames and s.frames[-1].function == "__del__" for s in incident.sightings):
        return "so that raised before (`__del__` runs all the same), or the object was made without"
    return "so the object was made without it"


def _constructors_passed(incident: Incident, owner: Owner) -> list[str]:
    """The constructors of the class that the traceback passes, each with the line."""
    making = {act.method.rpartition(".")[2] for act in owner.acts if act.is_certain}
    found = {
        f"`{frame.function}` (line {frame.line})": None
        for sighting in incident.sightings
        for frame in sighting.frames
        if frame.function in making and frame.file == sighting.frames[-1].file
        if owner.first <= frame.line <= owner.last
    }
    return list(found)


def _made_without(incident: Incident, chapter: Chapter) -> Iterator[str]:
    """How the object may have come to be without `__init__`."""
    owner = chapter.owner
    if _constructors_passed(incident, owner):
        return
    told = [*_copies(incident), *_skipping(incident, chapter), *_own_ways(owner)]
    yield from told
    if incident.message.owner == owner.name:
        yield f"no subclass is in question, for the object is a `{owner.name}` itself"
        ways = _WAYS
    else:
        ways = f"{_WAYS}, or a subclass that does not call `super().__init__()`"
    if not told:
        yield f"in question: {ways}"


def _copies(incident: Incident) -> Iterator[str]:
    files = {frame.file for sighting in incident.sightings for frame in sighting.frames}
    modules = {_COPYING.get(PureWindowsPath(file).name, "") for file in files} - {""}
    for module in sorted(modules):
        yield f"the traceback passes `{module}`, which makes objects without `__init__`"


def _skipping(incident: Incident, chapter: Chapter) -> Iterator[str]:
    """The subclasses in sight that leave the `__init__` out, of which the object may be."""
    name, owner, mine = incident.message.owner, chapter.owner, chapter.mine
    if mine is not None and mine.skips_in:
        yield f"`{name}.__init__` in {mine.skips_in} does not call `super().__init__()`"
        return
    above = {name, *(mine.bases if mine is not None else ())}
    is_unknown = mine is None and name not in {owner.name, *(heir.name for heir in owner.heirs)}
    for heir in owner.heirs:
        if heir.skips and (heir.name in above or is_unknown):
            called = "" if heir.skips == heir.name else f", which `{heir.name}` extends,"
            file = chapter.inspection.path
            yield f"`{heir.skips}.__init__` in {file}{called} does not call `super().__init__()`"


def _own_ways(owner: Owner) -> Iterator[str]:
    own = [f"`{name}`" for name in _MAKING if name in owner.functions]
    if own:
        yield f"`{owner.qualname}` defines {', '.join(own)}, by which it may be made without it"
