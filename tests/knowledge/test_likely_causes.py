"""A likely cause makes an emergency only with a sign of danger that was told or measured.

A child of three with a limp of yesterday was told "emergency" for an infected hip before fever, standing on
the leg or anything else had been asked. Most such children have a hip that heals by itself: who frightens all
of them is not believed when it matters.
"""

from itertools import product

import pytest

from pygalgia import Interviewer, assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Ask, Stop

#: How a pain feels, what brings it on and eases it, and when it comes.
HOW_IT_HURTS = ("character", "provocation", "provocation-movement", "rhythm")
#: What people tell first besides, with nothing of it a danger.
TOLD_FIRST = {
    "limp", "getting-about", "must-stop-walking", "daily-life", "walking-aid", "severity", "constancy",
    "course", "onset", "pain-side", "previous-episodes", "seen-and-worse", "malaise-or-aches", "fatigue",
    "poor-sleep", "recent-viral-illness", "recent-infection-elsewhere", "childhood-hip-disease", "heard-pop",
    "recent-overload",
}  # fmt: skip
AGES = (0.5, 2, 3, 5, 8, 12, 15, 25, 45, 65, 85)
PLACES = ("", "site-groin", "site-lateral-hip", "site-anterior-thigh", "site-buttock", "site-low-back")
#: Signs by which clinicians tell an infected hip from one that heals by itself.
DECIDING = ("fever", "chills-rigors", "feeling-very-ill", "cannot-bear-weight", "child-refuses-to-walk")


def told(age, sex, **states):
    known = {name.replace("_", "-"): state for name, state in states.items() if name and state}
    return Case(id="told", age_years=age, sex=sex, setting="unknown", states=known)


def levels_after(case, knowledge):
    """Return what the level is with each mild answer that this person may give: (finding, state), level."""
    here = assessing.situation(case, knowledge)
    mild = [
        (name, state)
        for name, state in here.candidates
        if name in TOLD_FIRST or here.findings[name].topic in HOW_IT_HURTS
        if here.findings[name].who == "patient"
    ]
    assert len(mild) > 50
    return here, list(zip(mild, here.urgency_after(mild), strict=True))


def emergencies(cases, knowledge):
    """Return the mild answers with which a case is an emergency though no emergency flag is raised."""
    found = []
    for case in cases:
        here, levels = levels_after(case, knowledge)
        found += [
            (case, *answer)
            for answer, level in levels
            if level is Urgency.EMERGENCY
            and knowledge.judge.standing(here.with_answer(*answer)).level < Urgency.EMERGENCY
        ]
    return found


@pytest.mark.parametrize("age", AGES)
def test_what_is_no_danger_makes_no_emergency_by_likely_causes(age, knowledge):
    people = product(("female", "male"), ("", "under-3-days"), PLACES)

    assert not emergencies(
        [told(age, sex, duration=since, **{place: "present"}) for sex, since, place in people], knowledge
    )


@pytest.mark.parametrize("age", [1, 3, 3.9, 6])
def test_a_limp_and_one_more_mild_answer_make_no_emergency(age, knowledge):
    children = product(("female", "male"), ("", "under-3-days", "days"), ("", "site-groin"))

    assert not emergencies(
        [
            told(age, sex, limp="present", duration=since, **{place: "present"})
            for sex, since, place in children
        ],
        knowledge,
    )


@pytest.mark.parametrize("age", [0.5, 1, 2, 3, 3.9])
def test_a_limping_child_of_whom_no_more_is_known_is_seen_the_same_day(age, knowledge):
    for sex, since, place in product(("female", "male", "unknown"), ("", "under-3-days", "days"), PLACES):
        case = told(age, sex, limp="present", duration=since, **{place: "present"})

        assert assessing.situation(case, knowledge).urgency is Urgency.SAME_DAY, case


@pytest.mark.parametrize("age", [0.5, 1, 2, 3, 3.9])
@pytest.mark.parametrize("sign", DECIDING)
def test_one_sign_that_decides_makes_a_limping_child_an_emergency(age, sign, knowledge):
    for sex, duration in product(("male", "female", "unknown"), ("", "under-3-days", "days")):
        case = told(age, sex, limp="present", duration=duration, **{sign: "present"})

        assert assessing.situation(case, knowledge).urgency is Urgency.EMERGENCY


def test_what_was_measured_speaks_though_no_emergency_flag_reads_it(knowledge):
    pus = told(3, "male", limp="present", joint_aspirate_purulent="present")

    assert knowledge.judge.standing(pus).level < Urgency.EMERGENCY
    assert assessing.situation(pus, knowledge).urgency is Urgency.EMERGENCY


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def limping(interviewer, *, knows):
    """Return the interview of a parent whose child of three limps since yesterday, and how it ended."""
    given = {"for-whom": "someone-else", "age": 3, "sex": "male", "pain-site": ("lateral-hip-left",)}
    given |= {"duration": {"value": 1, "unit": "d"}}
    here = interviewer.begin()
    while isinstance(step := interviewer.next_step(here), Ask):
        question = step.question
        said = given.get(question.id, "unknown")
        if question.kind == "several":
            ticks = [name for name in question.findings if name == "limp"]
            rest = [name for name in question.findings if name != "limp"]
            said = question.ticked(ticks, unsure=() if knows else rest)
        here = interviewer.answer(here, question.id, said)
    return here, step


@pytest.mark.parametrize("knows", [True, False], ids=["denies the rest", "does not know the rest"])
def test_a_limping_child_is_asked_what_decides_and_is_then_seen_the_same_day(interviewer, knows):
    here, stop = limping(interviewer, knows=knows)
    asked = [name for step in here.steps for name in (step.lines or {})]

    assert isinstance(stop, Stop)
    assert stop.kind != "emergency"
    assert stop.urgency is Urgency.SAME_DAY
    assert "screen/illness" in {each.question for each in here.steps[8:10]}
    assert {*DECIDING} <= {*asked}
