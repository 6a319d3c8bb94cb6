"""No plan names an organ, an examination or somebody to see that is impossible for this person."""

import re
from dataclasses import replace
from itertools import product

import pytest

from circumstances import case, circumstances
from pygalgia import assessing, care
from pygalgia.care import Sentences
from pygalgia.care.choice import _fits
from pygalgia.domain.assessment import Reason
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency

BASE = assessing.load().base
SENTENCES = Sentences(BASE.care.signs)
#: What only the other sex has, is examined for or is seen for; written here by hand.
OF_THE_OTHER = {
    "male": re.compile(
        r"gyna?ecolog|obstetric|midwi|maternity|womb\b|vagin|labia|your periods?\b|ovar(y|ies)|tampon"
        r"|pregnancy test|you are pregnant|person is pregnant|breastfeed",
        re.IGNORECASE,
    ),
    "female": re.compile(r"prostate|testic|scrot|penis|erection|ejaculat|\bPSA\b", re.IGNORECASE),
}
PEOPLE = [
    replace(case(), age_years=age, sex=sex, states={})
    for age, sex in product((6, 13, 15, 40, 70), ("female", "male"))
]
LEVELS = (Urgency.SELF_CARE, Urgency.WITHIN_TWO_WEEKS, Urgency.SAME_DAY, Urgency.EMERGENCY)


def made(who, leading, urgency, **more):
    """Return the plan of this person with their sentences decided."""
    here = circumstances(BASE, leading=leading, urgency=urgency, case=who, sentences=SENTENCES, **more)
    return care.make_plan(here, conditions=BASE.conditions, services=BASE.services, rules=BASE.care)


def told(plan):
    """Return everything that a person reads of a plan."""
    yield from (
        text for each in plan.who_to_see for text in (each.name, each.plain, each.plain_why, each.condition)
    )
    tests = (*plan.investigations, *plan.avoid_investigations)
    yield from (text for each in tests for text in (each.plain, each.condition))
    yield from (each.plain for each in (*plan.treatment, *plan.avoid, *plan.outlook, *plan.prevention))
    yield from (*plan.follow_up.go_at_once_if, *plan.preparation.bring, plan.preparation.say)


def misplaced(plan, who):
    return sorted({each for each in told(plan) if OF_THE_OTHER[who.sex].search(each)})


@pytest.mark.parametrize("who", PEOPLE, ids=lambda each: f"{each.sex} of {each.age_years}")
def test_no_plan_for_a_cause_is_of_the_other_sex(who):
    fitting = [
        name
        for name, each in BASE.conditions.items()
        if _fits(each, circumstances(BASE, leading=name, case=who))
    ]
    wrong = {
        (name, level.id): lines
        for name, level in product(fitting, LEVELS)
        if (lines := misplaced(made(who, name, level), who))
    }

    assert len(fitting) > 50
    assert wrong == {}


@pytest.mark.parametrize("who", PEOPLE, ids=lambda each: f"{each.sex} of {each.age_years}")
def test_no_plan_for_a_warning_sign_is_of_the_other_sex(who):
    """A boy with a blocked bowel was sent on to gynaecology."""
    wrong = {}
    for flag in BASE.red_flags.values():
        if holds(flag.when, who, findings=BASE.findings) is False:
            continue
        level = Urgency.from_id(flag.urgency)
        reason = Reason(
            kind="red-flag", id=flag.id, urgency=level, text=flag.text, plain=flag.plain, do_now=flag.do_now,
            sources=(), findings=(),
        )  # fmt: skip
        verdict = FlagVerdict(flag=flag, verdict="raised", because_of=(), floor=level)
        plan = made(who, "gluteal-strain-or-contusion", level, verdicts=(verdict,), reasons=(reason,))
        lines = [*misplaced(plan, who), *OF_THE_OTHER[who.sex].findall(f"{flag.plain} {flag.do_now}")]
        wrong |= {flag.id: lines} if lines else {}

    assert wrong == {}


def test_of_unknown_sex_everybody_can_be_seen_by_all():
    who = replace(case(), age_years=30, sex="unknown", states={})
    flag = BASE.red_flags["bowel-blocked"]
    level = Urgency.from_id(flag.urgency)
    verdict = FlagVerdict(flag=flag, verdict="raised", because_of=(), floor=level)
    plan = made(who, "gluteal-strain-or-contusion", level, verdicts=(verdict,))

    assert "gynaecology" in {each.service for each in plan.who_to_see}
