"""Interviews replayed from cases: what is counted, and what is compared with what."""

import pytest

from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.replay.interviews import (
    OWN,
    _until_emergency,
    answerable_part,
    document,
    metrics,
    outcome,
    replay,
)

CALM, URGENT = Urgency.ROUTINE, Urgency.EMERGENCY


def case(name, **states):
    states = {key.replace("_", "-"): value for key, value in states.items()}
    origins = dict.fromkeys(states, "answered")
    return Case(id=name, sex="male", setting="self", age_years=50, states=states, origins=origins)


@pytest.fixture(scope="module")
def replays(knowledge):
    return replay([case("numb", saddle_numbness="present"), case("calm", worse_sitting="present")], knowledge)


@pytest.mark.parametrize(
    ("trace", "questions"),
    [
        ([CALM, CALM, URGENT], 2),
        ([URGENT, CALM, URGENT, URGENT], 2),
        ([URGENT, URGENT], 0),
        ([URGENT, CALM], None),
    ],
)
def test_an_emergency_counts_from_where_it_is_not_taken_back(trace, questions):
    assert _until_emergency(trace) == questions


def test_the_first_complaint_is_not_counted(replays):
    numb = replays[0]

    assert numb.stop == "emergency"
    assert numb.until_emergency == numb.questions
    assert 4 <= numb.questions <= 8


def test_what_a_case_is_silent_about_is_not_found(replays):
    numb, calm = replays

    assert (numb.known, numb.found) == (1, 1)
    # What changes no advice is not asked, so that not all that is known need be found.
    assert (calm.known, calm.found in (0, 1)) == (1, True)


def test_all_information_is_what_a_patient_can_answer(knowledge):
    examined = case("x", worse_sitting="present", straight_leg_raise="present")

    assert set(answerable_part(examined, knowledge).states) == {"worse-sitting"}
    assert outcome(examined, knowledge)[0] in Urgency


def test_another_policy_keeps_to_its_budget(knowledge):
    (short,) = replay([case("calm")], knowledge, policy="random order", budget={"calm": 5}, seed=1)

    assert short.questions == 5


def test_the_document_names_every_measure_with_its_interval(replays):
    written = document({OWN: replays})

    assert set(written["policies"][OWN]) == set(metrics(replays))
    assert written["policies"][OWN]["same_urgency"]["n"] == 2
    assert [each["case"] for each in written["cases"]] == ["numb", "calm"]
