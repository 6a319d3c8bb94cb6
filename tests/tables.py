"""Cases as rows of a table, and random ones: what a batch is tested and timed with."""

import random
from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from pygalgia.assessing import Knowledge
from pygalgia.domain.case import Case
from pygalgia.domain.condition import SETTINGS
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import applies
from pygalgia.domain.timing import COURSES

PARTS = ("since", "course", "past")


def table_of(documents: Sequence[Mapping]) -> pa.Table:
    """Return case files as one table: a column for each finding that one of them answers."""
    columns: dict[str, list] = {}
    for number, document in enumerate(documents):
        for name, cell in _cells(document):
            if name not in columns:
                columns[name] = [None] * len(documents)
            columns[name][number] = cell
    return pa.table({name: _column(cells) for name, cells in columns.items()})


def _cells(document: Mapping) -> Iterator[tuple[str, object]]:
    for name in ("id", "age_years", "sex", "setting"):
        if name in document:
            yield name, document[name]
    for name, answer in document["answers"].items():
        if isinstance(answer, Mapping) and "state" in answer:
            yield name, _cell(answer["state"])
            yield from ((f"{name}.{part}", _cell(answer[part])) for part in PARTS if part in answer)
        else:
            yield name, _cell(answer)


def _cell(answer: object) -> object:
    return f"{answer['value']} {answer['unit']}" if isinstance(answer, Mapping) else answer


def _column(cells: list) -> pa.Array:
    given = [cell for cell in cells if cell is not None]
    if len({type(cell) for cell in given}) > 1:
        return pa.array([_text(cell) for cell in cells])
    return pa.array(cells)


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def random_document(rng: random.Random, knowledge: Knowledge, name: str) -> dict:
    """Return a case file with random answers, some with a time; now and then one of them is wrong."""
    base = knowledge.base
    age = rng.choice([None, None, rng.randrange(101), rng.randrange(18, 90), round(rng.uniform(0, 100), 1)])
    sex = rng.choice(["female", "male", "female", "male", "unknown"])
    who = Case(id=name, sex=sex, setting="unknown", age_years=age)
    answers: dict[str, object] = {}
    wanted = rng.sample(list(base.findings.values()), rng.choice([0, 1, 3, 8, 20, 60, 150]))
    for finding in wanted:
        if applies(finding, who) or rng.random() < 0.002:
            _answer(rng, finding, base.findings, answers)
    if rng.random() < 0.4:
        answers["pain-site"] = rng.sample(list(base.regions), rng.choice([1, 1, 2, 4]))
    document = {"schema": "pygalgia/case/1", "id": name, "sex": sex, "answers": answers}
    document["setting"] = rng.choice([*SETTINGS, "unknown"])
    return document if age is None else {**document, "age_years": age}


def _answer(
    rng: random.Random, finding: Finding, findings: Mapping[str, Finding], answers: dict[str, object]
) -> None:
    if finding.kind == "regions":
        return
    parent = finding.asked_if
    if parent is not None and parent.finding not in answers and rng.random() > 0.01:
        answers[parent.finding] = rng.choice(parent.states)
    state = rng.choice(finding.states)
    denial = finding.denial
    if denial is not None and rng.random() < 0.6:
        state = denial
    if rng.random() < 0.03:
        state = "unknown"
    answer: object = state
    if finding.kind == "number" and rng.random() < 0.5:
        unit, scale = rng.choice(finding.scale.units), finding.scale
        amount = rng.uniform(scale.minimum, scale.maximum)
        answer = {"value": round((amount - unit.offset) / unit.factor, 3), "unit": unit.code}
    elif finding.kind == "yes-no" and state in ("present", "absent"):
        answer = state == "present"
    if state not in NOTHING and state != "unknown" and rng.random() < 0.3:
        answer = {"state": answer, **_time(rng)}
    answers.setdefault(finding.id, answer)


def _time(rng: random.Random) -> dict[str, object]:
    time: dict[str, object] = {}
    if rng.random() < 0.7:
        ago = {"value": rng.choice([1, 2, 3, 10, 14, 90, 200]), "unit": rng.choice(["d", "wk", "mo"])}
        time["since"] = rng.choice([ago, "today", "two-weeks", "weeks", "months"])
    if rng.random() < 0.5:
        time["course"] = rng.choice(COURSES)
    if not time or (rng.random() < 0.3 and time.get("course") in (None, "better")):
        time["past"] = rng.choice([True, False])
    return time
