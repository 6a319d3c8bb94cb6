"""One page does not deny itself: exercises and causes, the level and its reasons, a fear and its answer."""

import re
from dataclasses import replace

import pytest

from circumstances import case, plan
from pygalgia import assessing
from pygalgia.care.referral import EMERGENCY_SERVICES
from pygalgia.domain.logic import leaves
from pygalgia.domain.urgency import Urgency
from pygalgia.report.heard import Heard, answers_to
from pygalgia.report.patient_page import SMALLEST_CARED_FOR, patient_page
from pygalgia.report.plain_text import person_text
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: What the first causes forbid, and the caution by which an exercise that does it is left out.
FORBIDDEN_BY_A_CAUSE = {
    "greater-trochanteric-pain-syndrome": ("cross your legs", "leg-crossing-hurts"),
    "femoroacetabular-impingement": ("Avoid deep bends", "hip-pinch"),
    "hip-labral-tear": ("avoid deep bends", "hip-pinch"),
    "proximal-hamstring-tendinopathy": ("stop hard stretching", "hamstring-tendon-pain"),
}


@pytest.mark.parametrize("cause", FORBIDDEN_BY_A_CAUSE)
def test_no_exercise_does_what_a_cause_forbids(cause):
    """The advice not to cross the legs stood above an exercise that turns with the leg crossed."""
    words, caution = FORBIDDEN_BY_A_CAUSE[cause]
    forbidding = {
        each.id for each in BASE.care.exercises.values() if caution in {o.caution for o in each.avoid_if}
    }
    made = plan(BASE, leading=cause, urgency=Urgency.ROUTINE, probability=SMALLEST_CARED_FOR)
    offered = {each.exercise for each in made.exercises if not each.blocked_by}
    assert any(words in each.plain for each in BASE.conditions[cause].treatment)
    assert offered.isdisjoint(forbidding)
    assert all(cause not in each.helps for each in BASE.care.exercises.values() if each.id in forbidding)


def test_every_exercise_that_crosses_the_leg_is_left_out_where_that_hurts():
    crossing = re.compile(r"\bcross|opposite shoulder", re.IGNORECASE)
    rows = [
        each for each in BASE.care.exercises.values() if crossing.search(" ".join((each.name, *each.steps)))
    ]
    assert rows
    assert [e.id for e in rows if "leg-crossing-hurts" not in {own.caution for own in e.avoid_if}] == []


#: Words by which the list to go at once names a sign.
AT_ONCE = re.compile(r"\b(foot drops|leg or foot gets weaker|weakness grows|bladder changes|numb between)\b")


def test_no_visit_that_can_wait_is_due_on_a_sign_to_go_at_once():
    """A surgeon was to be seen if the foot drops, beside the order to go at once if a leg gets weaker."""
    waiting = [
        (name, each.condition)
        for name, condition in BASE.conditions.items()
        if Urgency.from_id(condition.action.urgency) < Urgency.SAME_DAY
        for each in condition.see
        if each.service not in EMERGENCY_SERVICES and AT_ONCE.search(each.condition)
    ]
    assert waiting == []


def test_who_leaves_exercises_is_not_told_to_do_more_each_week():
    for urgency in (Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.WITHIN_TWO_WEEKS):
        made = plan(
            BASE, leading="lumbar-radiculopathy", urgency=urgency, states={"saddle-numbness": "present"}
        )
        assert any(each.plain == "Exercises at home" for each in made.avoid)
        better = next(each.plain for each in made.follow_up.decisions if each.outcome == "better")
        assert "more each week" not in better


def test_a_cause_that_is_not_named_is_no_frightening_reason_to_leave_something():
    """Beside an ordinary visit stood that a nerve may be badly squeezed and must be checked first."""
    ranked = [("lumbar-radiculopathy", 0.9), ("cauda-equina-syndrome", 0.03)]
    for urgency in (Urgency.ROUTINE, Urgency.SAME_DAY):
        made = plan(BASE, leading="lumbar-radiculopathy", ranked=ranked, urgency=urgency)
        why = " ".join(each.plain_why for each in made.avoid)
        assert "badly squeezed" not in why
    told = plan(BASE, leading="lumbar-radiculopathy", ranked=[("cauda-equina-syndrome", 0.1)])
    assert any("badly squeezed" in each.plain_why for each in told.avoid)


@pytest.mark.parametrize("sign", ["leg-weakness", "leg-numbness"])
def test_whoever_has_a_weak_or_numb_leg_is_told_of_heights_and_of_driving(sign):
    left = [each.plain for each in plan(BASE, leading="lumbar-radiculopathy", states={sign: "present"}).avoid]
    assert {"Ladders, roofs and other heights", "Driving"} <= set(left)
    assert "Driving" not in [each.plain for each in plan(BASE, leading="lumbar-radiculopathy").avoid]


@pytest.mark.parametrize(
    "sign", ["night-sweats", "weight-loss", "unsteady-gait", "immune-suppression", "anticoagulants"]
)
def test_a_reason_that_speaks_of_something_names_it(sign):
    """For a year of night sweats the page said that there was something new."""
    made = assessing.assess(case(**{sign.replace("-", "_"): "present"}), KNOWLEDGE, draws=5)
    reasons = " ".join(patient_page(made, BASE).reasons)
    assert "something new" not in reasons
    if "you told of something" in reasons or "With what there is besides" in reasons:
        assert BASE.findings[sign].name.lower() in reasons.lower()


@pytest.mark.parametrize("fear", BASE.care.fears, ids=lambda each: each.id)
def test_every_fear_gets_its_answer_on_both_pages(fear):
    """Calmed where no answer points to it, and told that it is looked at where one does."""
    known = replace(
        case(worse_sitting="present"), age_years=9.0 if fear.when and fear.when.below_age else 46.0
    )
    states = {leaf.finding: leaf.states[0] for leaf in leaves(fear.when) if leaf.finding} if fear.when else {}
    made = assessing.assess(replace(known, states={**known.states, **states}), KNOWLEDGE, draws=5)
    flags = [replace(each, verdict="excluded") for each in made.red_flags]
    calm = replace(made, red_flags=tuple(flags), conditions=())
    heard = Heard(fear=f"I fear {fear.words[0]}")
    assert fear.plain in answers_to(heard, calm, BASE)
    assert " ".join(fear.plain.split()) in " ".join(person_text(calm, BASE, heard=heard).split())
    for hazard in fear.hazards:
        flag = replace(next(each.flag for each in made.red_flags), hazard=hazard)
        raised = replace(made.red_flags[0], flag=flag, verdict="raised")
        told = answers_to(heard, replace(calm, red_flags=(raised,)), BASE)
        assert fear.plain not in told
        assert any("has to be looked at" in each for each in told)


@pytest.mark.parametrize("cause", BASE.conditions.values(), ids=lambda each: each.id)
def test_no_name_of_a_cause_says_how_urgent_it_is(cause):
    """On a calm page a less likely cause was named with "(an emergency)" behind it."""
    assert not re.search(r"emergency|urgent|at once|today", cause.plain_name, re.IGNORECASE)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (Urgency.ROUTINE, {"cauda-equina-syndrome", "cellulitis"}),
        (Urgency.SAME_DAY, {"cauda-equina-syndrome"}),
        (Urgency.EMERGENCY, set()),
    ],
)
def test_of_a_cause_more_urgent_than_the_page_the_haste_is_taken_back(level, expected):
    made = assessing.assess(case(worse_sitting="present"), KNOWLEDGE, draws=5)
    names = ("gluteal-strain-or-contusion", "cauda-equina-syndrome", "cellulitis")
    causes = tuple(replace(made.conditions[0], id=each) for each in names)

    assert view(replace(made, urgency=level, conditions=causes), BASE)["hasty"] == expected
