"""Strong pain that nothing explains never ends in home care, whatever else is denied.

A man of thirty with a sudden pain of 8 in the groin denied all else and was told to look after himself: every
flag wanted a second sign beside the pain. Held over ages, sexes, places, strengths, beginnings and durations.
"""

from dataclasses import replace
from itertools import product

import pytest

from denying import denying
from pygalgia import Interviewer, assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Ask

PEOPLE = tuple(product((8, 20, 30, 45, 57, 72, 85), ("male", "female")))
STARTS = ("sudden", "over-days", "gradual", "after-known-load", "unknown")
DURATIONS = ("under-3-days", "days", "three-to-twelve-months")
#: Where organs hang, twist and leak.
ORGANS = ("groin", "perineum", "lower-abdomen", "abdomen-or-flank")
LIMBS = ("buttock", "sit-bone", "lateral-hip", "anterior-thigh", "knee", "natal-cleft", "anus", "coccyx")
#: A back that went suddenly is a matter of its own: neither haste nor a scan helps it (acute_backs.yaml).
BACK = ("low-back", "sacroiliac", "sacrum")


def least(place, severity, onset, duration):
    """Return the least that a clinician would ask for: the rule, as a table."""
    sudden = onset == "sudden" and duration != "three-to-twelve-months"
    if sudden and place in ORGANS:
        return Urgency.SAME_DAY if duration == "under-3-days" else Urgency.WITHIN_TWO_WEEKS
    if sudden and place in LIMBS:
        return Urgency.WITHIN_TWO_WEEKS if severity == "extreme" else Urgency.ROUTINE
    return Urgency.ROUTINE if severity == "extreme" else Urgency.SELF_CARE


def told(person, place, severity, onset, duration):
    answers = {
        f"site-{place}": "present", "severity": severity, "onset": onset, "duration": duration,
        "course": "stable",
    }  # fmt: skip
    known = {name: state for name, state in answers.items() if state != "unknown"}
    return replace(person, states={**person.states, **known})


def flags_ask(case, knowledge):
    return max((each.urgency for each in knowledge.judge.standing(case).verdicts), default=Urgency.SELF_CARE)


@pytest.mark.parametrize(("age", "sex"), PEOPLE)
def test_the_flags_ask_for_what_a_strong_pain_needs(age, sex, knowledge):
    person = denying(age, sex, knowledge)
    low = {}
    for pain in product((*ORGANS, *LIMBS, *BACK), ("severe", "extreme"), STARTS, DURATIONS):
        asked = flags_ask(told(person, *pain), knowledge)
        if asked < least(*pain):
            low[pain] = asked

    assert low == {}


@pytest.mark.parametrize("place", [*ORGANS, *LIMBS])
def test_so_does_the_advice(place, knowledge):
    for age, sex in ((30, "male"), (45, "female")):
        pain = (place, "severe", "sudden", "under-3-days")
        found, _ = assessing.urgency_and_probability(told(denying(age, sex, knowledge), *pain), knowledge)
        assert found.urgency >= least(*pain)


@pytest.mark.parametrize("forgotten", ["onset", "severity", "course"])
def test_what_is_not_known_of_it_calms_no_further_than_within_two_weeks(forgotten, knowledge):
    for place in ORGANS:
        case = told(denying(30, "male", knowledge), place, "severe", "sudden", "under-3-days")
        unknown = replace(case, states={k: v for k, v in case.states.items() if k != forgotten})
        assert flags_ask(unknown, knowledge) >= Urgency.WITHIN_TWO_WEEKS


def test_a_pulled_muscle_up_to_eight_is_still_for_home_care(knowledge):
    case = told(denying(30, "male", knowledge), "groin", "severe", "after-known-load", "days")
    strained = replace(case, states={**case.states, "trauma": "minor", "recent-overload": "present"})
    found, _ = assessing.urgency_and_probability(strained, knowledge)
    assert found.urgency == Urgency.SELF_CARE


@pytest.mark.slow
@pytest.mark.parametrize("severity", [7, 10])
def test_an_interview_in_which_all_else_is_denied_ends_no_lower(severity, knowledge):
    interviewer = Interviewer(knowledge)
    answers = {
        "for-whom": "self", "age": 30, "sex": "male", "own-words": "skipped", "pain-site": ("groin-left",),
        "onset": "sudden", "duration": {"value": 8, "unit": "h"}, "severity": severity,
    }  # fmt: skip
    interview = interviewer.begin()
    while isinstance(step := interviewer.next_step(interview), Ask):
        question = step.question
        denial = next(
            (each.id for each in question.options if each.id in ("absent", "none", "normally")), "unknown"
        )
        given = question.ticked([]) if question.kind == "several" else answers.get(question.id, denial)
        interview = interviewer.answer(interview, question.id, given)

    assert step.urgency >= Urgency.SAME_DAY
