"""Read the opinions: rates that independent judges gave, finding by finding."""

from collections.abc import Iterable, Mapping

from pygalgia.domain.finding import ABSENT, PRESENT, Finding
from pygalgia.domain.opinion import Opinion
from pygalgia.knowledge.beliefs import ROUNDING
from pygalgia.knowledge.files.shelf import Shelf
from pygalgia.knowledge.rows.opinions import OpinionFile, OpinionRow
from pygalgia.reading.document import Document

#: No opinion is certain: a state never gets less than this, before the states are made to sum to 1.
SMALLEST = 0.002
Rates = dict[str, dict[str, float]]


def read_opinions(
    shelf: Shelf, *, findings: Mapping[str, Finding], conditions: Iterable[str]
) -> dict[str, Opinion]:
    """Return every opinion; what cannot be read of one is noted."""
    return shelf.collected("opinion", _opinions(shelf, findings, tuple(conditions)))


def _opinions(
    shelf: Shelf, findings: Mapping[str, Finding], conditions: tuple[str, ...]
) -> Iterable[tuple[Opinion, str]]:
    for document, file in shelf.every("opinions", OpinionFile):
        rates = {}
        _note_unknown(shelf, document, file, conditions)
        new = {*file.later, *file.unjudged}
        for name, rows in file.rates.items():
            where = document.where(("rates", name))
            if name not in findings:
                shelf.problems.unknown(where, kind="finding", name=name, known=findings)
                continue
            judged = tuple(each for each in conditions if each not in new)
            made = _of_finding(shelf, document, findings[name], rows, conditions=judged)
            rates[name] = made | {later: made[old] for later, old in file.later.items() if old in made}
        opinion = Opinion(id=file.id, n=file.n, how=file.how, rates=rates, later=file.later)
        yield opinion, document.where(("id",))


def _note_unknown(shelf: Shelf, document: Document, file: OpinionFile, conditions: tuple[str, ...]) -> None:
    named = {"later": [each for pair in file.later.items() for each in pair], "unjudged": file.unjudged}
    for key, names in named.items():
        for name in names:
            if name not in conditions:
                shelf.problems.unknown(document.where((key,)), kind="condition", name=name, known=conditions)


def _of_finding(
    shelf: Shelf,
    document: Document,
    finding: Finding,
    rows: list[OpinionRow],
    *,
    conditions: tuple[str, ...],
) -> Rates:
    result: Rates = {}
    rest: dict[str, float] | None = None
    for index, row in enumerate(rows):
        where = document.where(("rates", finding.id, index))
        states = _states(shelf, finding, row, where)
        if states is None:
            continue
        if row.c == "rest":
            rest = states
            continue
        for name in row.c:
            if name not in conditions:
                shelf.problems.unknown(where, kind="condition", name=name, known=conditions)
            elif name in result:
                shelf.problems.add(
                    where, found=f"{name!r} again", expected="each cause once", fix="name it in one row"
                )
            else:
                result[name] = states
    if rest is not None:
        result |= {name: rest for name in conditions if name not in result}
    return result


def _states(shelf: Shelf, finding: Finding, row: OpinionRow, where: str) -> dict[str, float] | None:
    given = row.p if isinstance(row.p, dict) else {ABSENT: 1 - row.p, PRESENT: row.p}
    strange = sorted(set(given) - set(finding.states))
    total = sum(given.values())
    if strange or abs(total - 1) > ROUNDING:
        shelf.problems.add(
            where,
            found=f"the states {strange}" if strange else f"states that sum to {total:.4f}",
            expected=f"states of {finding.id}: {', '.join(finding.states)}, summing to 1",
            fix="mend the row",
        )
        return None
    raised = {state: max(given.get(state, 0.0), SMALLEST) for state in finding.states}
    return {state: p / sum(raised.values()) for state, p in raised.items()}
