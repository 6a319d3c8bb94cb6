"""Read who asks, and how far what they tell can be relied on."""

from collections.abc import Mapping

from pygalgia.domain.belief import Belief
from pygalgia.domain.case_mix import CaseMix, CaseMixes
from pygalgia.domain.condition import ADULT_AGE, AGE_BANDS
from pygalgia.domain.finding import ABSENT, PRESENT, Finding, Who
from pygalgia.domain.telling import Marking, Telling
from pygalgia.knowledge.beliefs import ROUNDING, YES_NO, BeliefReader
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.common import BeliefRow
from pygalgia.knowledge.rows.population import CaseMixFile, CaseMixRow, TellingFile

_NEVER = Belief(states={ABSENT: 1.0, PRESENT: 0.0}, basis="judged", n=1)
_WHO: tuple[Who, ...] = ("patient", "examiner", "laboratory")
_AS_STATED = CaseMix(id="consulting", name="people who consult", share_power=1, person_power=1, because="")


def read_case_mixes(shelf: Shelf) -> CaseMixes:
    """Return every case mix; where the file cannot be read, the rates as they are stated."""
    read = shelf.one("case_mix.yaml", CaseMixFile)
    if read is None:
        named = _AS_STATED.id
        return CaseMixes(default=named, harm=named, mixes={named: _AS_STATED}, adult_ages={})
    document, file = read
    rows = enumerate(file.mixes)
    mixes = shelf.collected(
        "case mix", ((_mix(row), document.where(("mixes", index))) for index, row in rows)
    )
    for key, name in (("default", file.default), ("harm", file.harm)):
        if name not in mixes:
            shelf.problems.unknown(document.where((key,)), kind="case mix", name=name, known=mixes)
    _check_ages(shelf, file.adult_ages, document.where(("adult_ages",)))
    return CaseMixes(default=file.default, harm=file.harm, mixes=mixes, adult_ages=file.adult_ages)


def _mix(row: CaseMixRow) -> CaseMix:
    return CaseMix(**row.model_dump(exclude_none=True))


def _check_ages(shelf: Shelf, ages: Mapping[str, float], where: str) -> None:
    adult = [band for band, start in AGE_BANDS if start >= ADULT_AGE]
    total = sum(ages.values())
    if set(ages) != set(adult) or abs(total - 1) > ROUNDING:
        shelf.problems.add(
            where,
            found=f"{', '.join(ages)}, summing to {total:.3f}",
            expected=f"every band of adults ({', '.join(adult)}) once, summing to 1",
            fix="mend the shares",
        )


def read_telling(
    shelf: Shelf, beliefs: BeliefReader, *, findings: Mapping[str, Finding], marking: Marking
) -> Telling:
    """Return how far an answer can be relied on; where the file cannot be read, every answer in full."""
    read = shelf.one("telling.yaml", TellingFile)
    if read is None:
        return Telling(denied=dict.fromkeys(_WHO, _NEVER), known_better={}, marking=marking)
    document, file = read

    def belief(row: BeliefRow, *path: str | int) -> Belief:
        return beliefs.belief(row, states=YES_NO, where=document.where(path)) or _NEVER

    topics = {each.topic for each in findings.values()}
    better: dict[str, Belief] = {}
    for index, row in enumerate(file.known_better):
        where = document.where(("known_better", index))
        for kind, names, known in (("topic", row.topics, topics), ("finding", row.findings, set(findings))):
            for name in names:
                if name not in known:
                    shelf.problems.unknown(where, kind=kind, name=name, known=known)
                better[name] = belief(row, "known_better", index)
    return Telling(
        denied={who: belief(getattr(file.denials, who), "denials", who) for who in _WHO},
        known_better=better,
        marking=marking,
    )
