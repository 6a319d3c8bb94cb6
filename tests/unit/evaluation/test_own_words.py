"""The measure of a reading: by kind, against a coding, with plainer readers beside it."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest

from pygalgia.domain.case import Case
from pygalgia.evaluation.comparators.keywords import by_context, by_keywords
from pygalgia.evaluation.measures import own_words as measures
from pygalgia.evaluation.replay import own_words as replays
from pygalgia.evaluation.replay import spared as sparing
from pygalgia.evaluation.sets.played import read_played
from pygalgia.own_words import lexicon, read

TEXT = "Pain in my right buttock for 3 weeks, worse sitting. No fever. I can't feel my foot."
CASE = Case(
    id="a", sex="female", setting="self", age_years=46.0, regions=("buttock-right",),
    states={"duration": "two-to-six-weeks", "worse-sitting": "present", "fever": "absent",
            "leg-numbness": "present", "leg-weakness": "absent"},
    values={"duration": 3.0},
)  # fmt: skip


def tallied(found, case, base):
    tally = measures.Tally()
    measures.add(
        tally,
        measures.proposed(found, base),
        measures.coded(case, base),
        case,
        base,
        codable=frozenset(base.findings),
    )
    return tally


def test_a_reading_is_counted_right_missed_and_by_kind(knowledge):
    measured = measures.metrics(tallied(read(TEXT, lexicon(), knowledge.base).answers, CASE, knowledge.base))
    assert measured["precision_all"].value == 1.0
    assert measured["recall_site"].value == 1.0
    assert measured["recall_time"].value == 1.0
    assert measured["recall_negated"].value == 0.5
    assert measured["false_absent_dangers"].value == 0


def test_a_danger_sign_that_is_wrongly_read_as_absent_is_counted_apart(knowledge):
    case = replace(CASE, states=CASE.states | {"fever": "present"})
    tally = tallied(read(TEXT, lexicon(), knowledge.base).answers, case, knowledge.base)
    assert tally.false_absent == 1


def test_a_wider_word_for_a_place_counts_as_the_place(knowledge):
    case = replace(CASE, regions=("buttock-right", "leg"))
    found = read("Pain in my right buttock and calf", lexicon(), knowledge.base).answers
    assert tallied(found, case, knowledge.base).missed["site"] == 0


def test_a_keyword_alone_takes_a_denial_for_the_sign_and_context_does_not(knowledge):
    plain = {each.finding: each.state for each in by_keywords("no night sweats", knowledge.base)}
    heard = {each.finding: each.state for each in by_context("no night sweats", knowledge.base, lexicon())}
    assert plain["night-sweats"] == "present"
    assert heard["night-sweats"] == "absent"


def test_the_interview_is_spared_what_was_read_and_ends_no_lower(knowledge):
    # A line of a list spares no question, and places are shown again: these two have questions of their own.
    told = f"{TEXT} It came on slowly. I walk as usual."
    case = replace(CASE, states=CASE.states | {"onset": "gradual", "getting-about": "normally"})
    (spared,) = sparing.spared({"a": told}, [case], knowledge)
    assert spared.after < spared.without
    assert spared.urgency_after >= spared.urgency_told


@pytest.mark.parametrize("name", replays.READERS)
def test_every_reader_is_measured_on_the_same_texts(knowledge, name):
    measured = replays.compared({"a": TEXT}, [CASE], knowledge)
    document = replays.document(measured, {}, accounts=1)
    assert json.loads(json.dumps(document))["readers"][name]["recall_all"]["n"] == 6


def test_a_place_that_was_not_read_is_added_on_the_page_and_not_asked(knowledge):
    further = replace(CASE, regions=("buttock-right", "groin-right"))
    (once,), (again,) = (sparing.spared({"a": TEXT}, [case], knowledge) for case in (CASE, further))
    assert again.without - again.after >= once.without - once.after - 1


def test_what_nobody_of_a_set_was_ever_asked_counts_as_it_was_read(knowledge):
    text = "Pain in my right buttock, I told the physio and she said it was a muscle"
    older = Case(id="a", sex="male", setting="self", age_years=50.0, regions=("buttock-right",))
    asked = replace(older, id="b", states={"told-by-clinician": "nothing-found"})
    alone, beside = (
        sparing.spared({"a": text, "b": ""}, cases, knowledge)[0] for cases in ([older], [older, asked])
    )
    assert alone.without == beside.without
    assert alone.after <= beside.after


def test_who_was_played_is_interviewed_by_what_they_answered_and_what_their_account_tells(
    knowledge, tmp_path
):
    row = {"id": "a", "steps": [{"question": "fever", "given": "absent"}, {"question": "age", "given": 46}]}
    folder = tmp_path / "played"
    folder.mkdir()
    (folder / "one.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    told = replace(CASE, states={"fever": "present", "duration": "days"}, values={})
    coded = SimpleNamespace(case=told)
    problems = []
    (case,) = sparing.played_cases(read_played(tmp_path, problems), [coded], knowledge, problems=problems)
    assert not problems
    assert case.states["fever"] == "absent"
    assert case.states["duration"] == "days"
    assert [way for way, _, _ in sparing.ways([CASE], [case])] == [
        "coded",
        "played",
        "played, the rest denied",
    ]
