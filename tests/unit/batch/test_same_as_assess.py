"""A row of a batch says what `assess` says of that case, about everything that a batch says."""

import random
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest

import pygalgia
import tables
from pygalgia.assessing import Knowledge
from pygalgia.assessing.ranking import fits_best, ranking
from pygalgia.assessing.steps import Steps
from pygalgia.batch import assess_table, judging
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.errors import CaseError
from pygalgia.inference import DRAWS
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import read_yaml

CASES = Path(__file__).parents[3] / "cases"
SETS = ("dev", "second", "third", "fourth", "people")


def documents() -> list[dict]:
    files = [file for name in SETS for file in sorted((CASES / name).glob("*.yaml"))]
    read = [read_yaml(file, name=file.name).value for file in files]
    return [each for each in read if isinstance(each, dict) and each.get("schema") == "pygalgia/case/1"]


def read_alone(document: dict, knowledge: Knowledge) -> Case | None:
    """Return a case file as a case, or None where it is refused."""
    try:
        return encode_case(CaseRow.model_validate(document), knowledge.vocabulary)
    except CaseError:
        return None


@dataclass(frozen=True)
class Told:
    """What a batch should say of a case, and its probabilities."""

    words: dict[str, object]
    probability: list[float]


def told(case, urgency, reasons, verdicts, ranked, best, *, enough) -> Told:
    words = {
        "id": case.id,
        "urgency": urgency.id,
        # Who is fetched and does not go there alone is told so; it holds no urgency up.
        "reasons": [
            f"{each.kind}:{each.id}"
            for each in reasons
            if each.urgency == urgency and each.id != "unfit-to-travel"
        ],
        "flags_raised": [each.flag.id for each in verdicts if each.verdict == "raised"],
        "flags_open": [each.flag.id for each in verdicts if each.verdict == "open"],
        "causes": [each.id for each in ranked[:5]],
        "fits_best": [each.id for each in best[:5]],
        "enough_told": enough,
        "problem": None,
    }
    return Told(words, [each.probability for each in ranked[:5]])


def told_by_assess(case: Case, knowledge: Knowledge) -> Told:
    whole = pygalgia.assess(case, knowledge, draws=1)
    ranked, best = whole.conditions, whole.fits_best
    return told(
        case, whole.urgency, whole.reasons, whole.red_flags, ranked, best, enough=whole.enough_to_rank
    )


def told_by_its_steps(case: Case, knowledge: Knowledge) -> Told:
    """Return the same without the plan and what else a batch leaves out, which takes ten times as long."""
    steps = Steps(case=case, knowledge=knowledge)
    ranked = ranking(steps, draws=1, seed=0)
    return told(
        case, steps.urgency, steps.triage.reasons, steps.standing.verdicts, ranked, fits_best(ranked),
        enough=steps.enough_to_rank,
    )  # fmt: skip


def said_in(row: dict) -> dict[str, object]:
    causes = [row[f"cause_{n}"] for n in range(1, 6) if row[f"cause_{n}"] is not None]
    kept = {name: row[name] for name in ("id", "urgency", "reasons", "flags_raised", "flags_open")}
    return {
        **kept, "causes": causes, "fits_best": row["fits_best"], "enough_told": row["enough_told"],
        "problem": row["problem"],
    }  # fmt: skip


def compare(documents: list[dict], knowledge: Knowledge) -> int:
    """Compare every row with what is said of its case; return how many cases were refused, by both."""
    rows = assess_table(tables.table_of(documents), knowledge).to_pylist()
    refused = 0
    for number, (document, row) in enumerate(zip(documents, rows, strict=True)):
        case = read_alone(document, knowledge)
        if case is None:
            assert row["problem"] is not None, document["id"]
            assert row["urgency"] is None
            refused += 1
            continue
        alone = (told_by_its_steps if number % 20 else told_by_assess)(case, knowledge)
        assert said_in(row) == alone.words
        said = [row[f"probability_{n}"] for n in range(1, len(alone.probability) + 1)]
        assert said == pytest.approx(alone.probability, rel=1e-9)
    return refused


@pytest.mark.slow
def test_every_published_case_and_every_person_gets_the_same_answer(knowledge):
    found = documents()
    assert len(found) > 300

    assert compare(found, knowledge) == 0


@pytest.mark.slow
def test_random_cases_get_the_same_answer_and_the_same_are_refused(knowledge):
    rng = random.Random(18)
    made = [tables.random_document(rng, knowledge, f"r{n}") for n in range(400)]

    refused = compare(made, knowledge)

    assert 10 < refused < 200


OLD = {"since": {"value": 200, "unit": "d"}}
TIMES = (
    {},
    {**OLD, "course": "same"},
    {**OLD, "past": True},
    {"past": True},
    {"since": "today", "course": "growing"},
)


def timed_signs(knowledge: Knowledge) -> list[dict]:
    """Return cases with one sign each that a time can calm: undated, old, over, and fresh."""
    made = list[dict]()
    for name in sorted({name for rule in knowledge.base.calming.values() for name in rule.findings}):
        finding = knowledge.base.findings[name]
        age = 6 if name.startswith("child-") else 60
        for state in sorted(set(finding.states) - {finding.denial, *NOTHING, "unknown"}):
            given = state == "present" if finding.kind == "yes-no" else state
            for time in TIMES:
                answers: dict[str, object] = {"pain-site": ["buttock-left"]}
                if finding.asked_if is not None:
                    answers[finding.asked_if.finding] = finding.asked_if.states[0]
                answers[name] = {"state": given, **time} if time else given
                row = {"schema": "pygalgia/case/1", "id": f"t{len(made)}", "sex": "male"}
                made.append({**row, "setting": "unknown", "age_years": age, "answers": answers})
    return made


def test_a_danger_sign_weighs_as_much_by_its_time_as_in_an_assessment(knowledge):
    """Every sign that a rule calms, with every kind of time; none is refused."""
    made = timed_signs(knowledge)
    assert len(made) > 150

    assert compare(made, knowledge) == 0


def test_what_single_precision_leaves_open_is_the_same_in_double(knowledge, monkeypatch):
    """With a margin that nothing is beyond, double precision decides every case."""
    made = tables.table_of(documents()[::4])
    quick = assess_table(made, knowledge)

    monkeypatch.setattr(judging, "ROUNDING", 1e30)

    assert assess_table(made, knowledge).equals(quick)


def test_the_knowledge_that_ships_is_what_a_table_is_assessed_with():
    made = tables.table_of(documents()[:10])

    assert assess_table(made).equals(assess_table(made, pygalgia.load()))


def test_a_table_may_come_in_pieces(knowledge):
    made = documents()[:40]
    whole = tables.table_of(made)
    pieces = pa.concat_tables([whole.slice(0, 7), whole.slice(7, 20), whole.slice(27)])

    assert assess_table(pieces, knowledge).equals(assess_table(whole, knowledge))


def test_intervals_are_those_of_an_assessment(knowledge):
    made = documents()[::15]
    rows = assess_table(tables.table_of(made), knowledge, intervals=True).to_pylist()

    for document, row in zip(made, rows, strict=True):
        steps = Steps(case=read_alone(document, knowledge), knowledge=knowledge)
        for place, cause in enumerate(ranking(steps, draws=DRAWS, seed=0)[:5], 1):
            told = (row[f"low_{place}"], row[f"high_{place}"])
            assert told == pytest.approx(cause.interval, abs=1e-5), document["id"]
