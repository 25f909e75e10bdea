"""Give a finding its witness, with places in the text."""

from __future__ import annotations

from dataclasses import replace

from mangle_lint.findings import Finding, Step
from mangle_lint.rules.diagnosis import Diagnosis
from mangle_lint.source.positions import Places


def with_witness(finding: Finding, diagnosis: Diagnosis, places: Places) -> Finding:
    """The finding of a diagnosis with its witness; as it is if nothing is raised."""
    if diagnosis.witness is None:
        return finding
    facts = diagnosis.facts
    found = diagnosis.witness()
    steps = []
    for point in found.steps:
        start, _ = places.offsets(point.node)
        _, end = places.offsets(point.last or point.node)
        method = facts.qualname if point.body is None else facts.bodies[point.body].qualname
        steps.append(Step(places.between(start, end), point.kind, method, point.text))
    return replace(finding, witness=tuple(steps), witness_note=found.note)
