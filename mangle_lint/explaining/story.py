"""The story of an error: where its class is, which rule explains it, and what cures it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from mangle_lint.explaining.chapter import Chapter, read_chapter
from mangle_lint.explaining.sources import Sources, shown
from mangle_lint.findings import Failure
from mangle_lint.known.releases import Known, all_faults
from mangle_lint.source.mangling import mangle, possible_owners, unmangle
from mangle_lint.tracebacks.log import Incident
from mangle_lint.tracebacks.messages import Message, Of


@dataclass(frozen=True, slots=True)
class Story:
    """An error and what explains it.

    `chapter` is None if no file with the class was found or read; `failures` says what could not be
    read. `known` tells of it if the file of the release that raised is not at hand. `more` are
    other files that have such a class.
    """

    incident: Incident
    chapter: Chapter | None
    known: Known | None = None
    failures: tuple[Failure, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def is_unmangled(self) -> bool:
        """Whether the cause is that Python did not mangle the private name that the code asks for.

        Then it is a text, or it stands outside of classes.
        """
        if self.incident.message.is_mangled or self.chapter is None:
            return False
        return bool(self.chapter.owner.acts) or self.chapter.owner.is_class_level

    @property
    def is_explained(self) -> bool:
        """Whether the cause is told."""
        in_code = self.chapter is not None and self.chapter.is_explained
        return in_code or self.known is not None or self.is_unmangled


def tell(incident: Incident, sources: Sources) -> Story:
    """Find the class of an error and what explains it. Raises UserError."""
    message = incident.message
    names = _class_names(message)
    if not names:
        return Story(incident, None)
    attribute = message.attribute if message.is_mangled else mangle(message.attribute, names[0])
    private = unmangle(attribute, names[0]) or attribute
    frames = max((sighting.frames for sighting in incident.sightings), key=len)
    found = sources.find(frames, names, private)
    chapters, failures = [], []
    for file in found:
        read = read_chapter(file, incident, attribute)
        if isinstance(read, Failure):
            failures.append(read)
        elif read is not None:
            chapters.append(read)
            if read.is_explained:
                break
    chapters.sort(key=lambda chapter: not chapter.is_explained)
    if not chapters:
        return Story(incident, None, _known_unseen(incident), tuple(failures))
    chapter, known = chapters[0], None
    if not chapter.is_explained and all(place.is_elsewhere for place in chapter.raised):
        known = _known_unseen(incident)
    others = [name for file in found if (name := shown(file.path)) != chapter.inspection.path]
    return Story(incident, chapter, known, more=tuple(others))


def _class_names(message: Message) -> list[str]:
    """The classes whose code may mean the attribute, without underscores in front."""
    if message.is_mangled:
        return possible_owners(message.attribute)
    is_class = message.of in (Of.OBJECT, Of.CLASS) and message.owner.isidentifier()
    return [name] if is_class and (name := message.owner.lstrip("_")) else []


def _known_unseen(incident: Incident) -> Known | None:
    """The known fault that an error comes from, told without the code of the release."""
    message = incident.message
    files = [frame.file.replace("\\", "/") for s in incident.sightings for frame in s.frames[-1:]]
    for fault in all_faults():
        if fault.attribute == message.attribute and message.owner in ("", fault.class_name):
            if not files or any(fault.is_at(PurePath(file)) for file in files):
                return Known(fault, None)
    return None
