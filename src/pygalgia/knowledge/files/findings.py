"""Read the vocabulary of findings."""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.finding import (
    ABSENT,
    PRESENT,
    Asked,
    AskedOf,
    Bin,
    Finding,
    Implication,
    NotHad,
    RegionRule,
    Scale,
    Unit,
)
from pygalgia.knowledge.beliefs import BeliefReader
from pygalgia.knowledge.files.flags import time_test
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.findings import (
    AskedOfRow,
    AskedRow,
    FindingRow,
    FindingsFile,
    ImplicationRow,
    ScaleRow,
)


def read_findings(shelf: Shelf, beliefs: BeliefReader) -> dict[str, Finding]:
    """Return every finding."""
    return shelf.collected("finding", _findings(shelf, beliefs))


def _findings(shelf: Shelf, beliefs: BeliefReader) -> Iterable[tuple[Finding, str]]:
    for document, file in shelf.every("findings", FindingsFile):
        for index, row in enumerate(file.findings):
            bare = _finding(row, topic=file.topic)
            background = None
            if row.background is not None:
                place = document.where(("findings", index, "background"))
                background = beliefs.belief(row.background, states=bare.states, where=place)
            yield replace(bare, background=background), document.where(("findings", index))


def _finding(row: FindingRow, *, topic: str) -> Finding:
    # Without its background belief, which needs the figures.
    states, names = _states(row)
    return Finding(
        id=row.id,
        name=row.name,
        topic=topic,
        kind=row.kind,
        states=states,
        state_names=names,
        who=row.who,
        question=row.question,
        clinician=row.clinician,
        help=row.help,
        why=row.why,
        coding=row.coding or "",
        not_had=None if row.not_had is None else NotHad(text=row.not_had.text, share=row.not_had.share),
        mechanism=row.mechanism,
        scored=row.scored and row.kind != "regions",
        asked_if=None if row.asked_if is None else _asked(row.asked_if),
        asked_of=None if row.asked_of is None else _asked_of(row.asked_of),
        superseded_by=tuple(row.superseded_by),
        implies=tuple(_implication(each) for each in row.implies),
        from_regions=tuple(RegionRule(state=r.state, regions=tuple(r.regions)) for r in row.from_regions),
        scale=None if row.scale is None else _scale(row.scale),
        critical=row.critical,
        denies=row.denies,
        only_sex=row.only_sex,
        only_sex_of=dict(row.only_sex_of),
        min_age=row.min_age,
        max_age=row.max_age,
        seconds=row.seconds,
        burden=row.burden,
        synonyms=tuple(row.synonyms),
        codes={system: tuple(codes) for system, codes in row.codes.items()},
        renamed_from=tuple(row.renamed_from),
    )


def _states(row: FindingRow) -> tuple[tuple[str, ...], dict[str, str]]:
    if row.kind == "yes-no":
        return (ABSENT, PRESENT), {ABSENT: "no", PRESENT: "yes"} | (row.states or {})
    if row.scale is not None:
        names = {each.state: each.name for each in row.scale.bins}
        return tuple(names), names
    return tuple(row.states or ()), dict(row.states or {})


def _implication(row: ImplicationRow) -> Implication:
    return Implication(state=row.state, finding=row.finding, then=row.then, time=time_test(row))


def _asked(row: AskedRow) -> Asked:
    return Asked(finding=row.finding, states=tuple(row.states))


def _asked_of(row: AskedOfRow) -> AskedOf:
    return AskedOf(
        min_age=row.min_age,
        max_age=row.max_age,
        not_pregnant=row.not_pregnant,
        not_while=None if row.not_while is None else _asked(row.not_while),
    )


def _scale(row: ScaleRow) -> Scale:
    return Scale(
        units=tuple(Unit(code=u.code, factor=u.factor, offset=u.offset) for u in row.units),
        minimum=row.minimum,
        maximum=row.maximum,
        bins=tuple(Bin(state=b.state, below=b.below) for b in row.bins),
    )
