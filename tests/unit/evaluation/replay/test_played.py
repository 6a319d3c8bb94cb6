"""Interviews that were played: read, judged as played and as they would be held today."""

import json

import pytest

from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.replay.interviews import held
from pygalgia.evaluation.replay.played import judged, played_document, played_metrics
from pygalgia.evaluation.sets.folder import KeyedCase
from pygalgia.evaluation.sets.key import Expected
from pygalgia.evaluation.sets.played import read_played
from pygalgia.session import Interviewer

PERSON = [
    {"question": "for-whom", "given": "self"},
    {"question": "age", "given": 50},
    {"question": "sex", "given": "male"},
]
NUMB = {"id": "numb", "steps": [*PERSON, {"question": "saddle-numbness", "given": "present"}],
        "could_not_say": ["since this morning"], "statements": 9}  # fmt: skip
CALM = {"id": "calm", "answers": {"worse-sitting": True}}


def keyed(name, condition, urgency):
    expected = Expected(
        id=name, condition=condition, acceptable=(), urgency=urgency,
        urgency_acceptable=frozenset({urgency}), group="g", public_benchmark=False,
    )  # fmt: skip
    case = Case(id=name, sex="male", setting="self", age_years=50)
    return KeyedCase(case=case, expected=expected, file=f"{name}.yaml")


KEYED = [
    keyed("numb", "cauda-equina-syndrome", Urgency.EMERGENCY),
    keyed("calm", "proximal-hamstring-tendinopathy", Urgency.ROUTINE),
]


def write(folder, *rows):
    (folder / "played").mkdir(exist_ok=True)
    (folder / "played" / "reader.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.fixture(scope="module")
def found(knowledge, tmp_path_factory):
    """One interview with its steps, one with its answers alone, judged."""
    folder = tmp_path_factory.mktemp("people")
    write(folder, NUMB, CALM)
    problems = []
    (played,) = read_played(folder, problems)
    results = judged(played, KEYED, knowledge, problems=problems)
    assert problems == []
    return results


def test_what_was_played_is_judged_by_todays_knowledge(found):
    # What was answered is an emergency, and a new one always interrupts.
    numb = found[0].as_played

    assert (numb.questions, numb.statements) == (1, 9)
    assert (numb.urgency, numb.stop) == (Urgency.EMERGENCY, "emergency")


def test_answers_alone_say_nothing_about_questions(found):
    calm = found[1]

    assert (calm.as_played.questions, calm.as_played.statements) == (None, None)
    assert calm.today.questions > 0
    assert calm.today.statements >= calm.today.questions


def test_today_asks_what_was_played_and_finds_it_again(found):
    assert found[0].today.urgency is Urgency.EMERGENCY
    assert found[0].today.stop == "emergency"


def test_metrics_and_document_hold_both_ways(found, knowledge):
    measured = played_metrics(found, knowledge)
    document = played_document({"reader": found}, knowledge)

    assert measured["n"].value == 2
    assert measured["could_not_say"].value == 1
    assert measured["as_played_emergency_sensitivity"].value == 1
    assert measured["as_played_questions_median"].n == 1
    assert measured["asked_today_questions_median"].n == 2
    assert {each["id"] for each in document["interviews"]} == {"numb", "calm"}
    assert len(document["interviews"][0]["as_played"]["causes"]) == 5
    json.dumps(document, allow_nan=False)


def test_an_answer_that_no_longer_exists_is_dropped_and_said(knowledge, tmp_path):
    gone = NUMB | {"steps": [*NUMB["steps"], {"question": "finding-of-old", "given": "present"}]}
    write(tmp_path, gone)

    (result,) = judged(read_played(tmp_path, [])[0], KEYED, knowledge, problems=[])

    assert result.dropped == ("finding-of-old",)
    assert result.as_played.urgency is Urgency.EMERGENCY


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"id": "numb"}, "either steps or answers"),
        ({"id": "numb", "answers": {"no-such-finding": True}}, "no-such-finding"),
        ({"id": "nobody", "answers": {}}, "no case with a key"),
    ],
)
def test_what_cannot_be_judged_is_listed_and_the_rest_judged(knowledge, tmp_path, row, words):
    write(tmp_path, row, CALM)
    problems = []

    (played,) = read_played(tmp_path, problems)
    results = judged(played, KEYED, knowledge, problems=problems)

    assert [each.row.id for each in results] == ["calm"]
    assert words in str(problems[0])


def test_an_interview_written_down_and_judged_is_the_interview_itself(knowledge, tmp_path):
    states = {"worse-sitting": "present", "fever": "absent", "onset": "gradual"}
    case = Case(
        id="calm",
        sex="male",
        setting="self",
        age_years=50,
        states=states,
        regions=("buttock-left", "low-back"),
    )
    interview, stop, statements = held(case, Interviewer(knowledge))
    steps = [
        {
            "question": each.question,
            "given": list(each.given) if isinstance(each.given, tuple) else each.given,
        }
        for each in interview.steps
    ]
    write(tmp_path, {"id": "calm", "steps": steps, "statements": statements})
    problems = []

    (played,) = read_played(tmp_path, problems)
    (result,) = judged(played, KEYED, knowledge, problems=problems)

    assert problems == []
    assert result.dropped == ()
    assert (result.as_played.stop, result.today.stop) == (stop.kind, stop.kind)
    assert result.as_played.questions == result.today.questions
    assert result.as_played.urgency == result.today.urgency
    assert result.as_played.probability == pytest.approx(result.today.probability)
