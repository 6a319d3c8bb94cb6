"""A page about a baby or a small child speaks of nothing that nobody of that age does."""

import re
from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.assessment import Reason
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.logic import is_asked_of, leaves
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.report.patient_page import patient_page

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
SCREEN = {
    tick.finding: BASE.findings[tick.finding].states[0]
    for each in BASE.interview.screen
    for tick in each.ticks
}
STILL_LEG = {"child-refuses-to-walk": "present", "cannot-bear-weight": "present"}
#: Nobody says it of a small child: it follows from the leg that is kept still.
FOLLOWS = "cannot-bear-weight"
#: What leads to pages of several levels and causes.
TOLD = {
    "still leg": STILL_LEG,
    "still leg after a fall": {**STILL_LEG, "trauma": "low-fall"},
    "fever": {"fever": "present"},
    "still leg and fever": {**STILL_LEG, "fever": "present"},
    "pale": {"child-pallor": "present"},
    "red skin": {"skin-redness-warmth": "present", "duration": "days"},
    "swollen leg": {"leg-swelling": "present"},
    "for weeks": {"duration": "two-to-six-weeks"},
}
#: From which age, in years, a page may say it; written here by hand.
NOT_BEFORE = {
    1: r"\b(walk(?! in\b)\w*|stand(?!ing orders)\w*|limp\w*|step|put weight)\b",
    12: r"\b(smok\w+|cigarette\w*)\b",
    14: r"\b(alcohol|your (work|job)|at work|sick leave|sexual\w*|drive yourself)\b",
}
AGES = (0.33, 1.2, 3, 6)


def page_of(age, told):
    """Return what a parent reads, but for what everybody is to bring."""
    who = replace(case(), age_years=age, sex="male", regions=("thigh-back-left",), states={})
    asked = {name: state for name, state in SCREEN.items() if is_asked_of(BASE.findings[name], who)}
    states = {**asked, **told}
    who = replace(who, states=states, origins=dict.fromkeys({FOLLOWS} & told.keys(), "implied"))
    assessment = assessing.assess(who, KNOWLEDGE, draws=5)
    page = patient_page(assessment, BASE, audience="someone-else")
    parts = (
        page.reasons, page.do_now, page.go_at_once_if, page.to_do, page.ask_first, page.not_to_do,
        page.outlook, page.prevention, page.breaks, *page.checks, *page.decisions, (page.lead, page.say),
        *((each.why,) for each in page.visits),
    )  # fmt: skip
    return [line for part in parts for line in part]


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize("age", AGES)
def test_a_page_speaks_of_nothing_that_nobody_of_that_age_does(age, told):
    """Of a baby that kept its leg still a page said that the child will not walk or stand."""
    lines = page_of(age, told)
    for years, words in NOT_BEFORE.items():
        if age < years:
            assert [line for line in lines if re.search(words, line)] == []


def assessed_as(level, *, likely, told, states=None):
    """Return an assessment of this level: by likely causes and by these flags."""
    who = replace(case(), age_years=13, sex="male", regions=("buttock-left",), states=states or {})
    made = assessing.assess(who, KNOWLEDGE, draws=5)
    deeds = {each: BASE.red_flags[each].do_now for each in told}
    deeds |= {each: BASE.conditions[each].action.do_now for each in likely}
    reasons = tuple(
        Reason(
            kind="red-flag" if name in told else "threshold", id=name, urgency=level, text="-",
            plain=f"It may be {name}.", do_now=deed, sources=(), findings=(),
        )
        for name, deed in deeds.items()
    )  # fmt: skip
    named = [replace(made.conditions[0], id=each, probability=0.3) for each in likely]
    return replace(
        made, urgency=level, reasons=reasons, conditions=tuple(named), red_flags=(),
        enough_to_rank=True,
    )  # fmt: skip


#: Dangers of childhood that have to be seen the same day.
URGENT = [
    each
    for each in BASE.conditions.values()
    if each.group == "child" and Urgency.from_id(each.action.urgency) >= Urgency.SAME_DAY
]
#: Flags about children that hold somebody to a visit today while they are open.
HOLDING = [
    each
    for each in BASE.red_flags.values()
    if each.hazard == "child"
    and any(Urgency.from_id(floor.urgency) >= Urgency.SAME_DAY for floor in each.floors)
]


@pytest.mark.parametrize("cause", URGENT, ids=lambda each: each.id)
def test_a_danger_of_childhood_says_what_examination_tells(cause):
    """A slipped growth plate in the second place was told like any other: book within two weeks."""
    assert re.search(r"X-ray|blood test|examination", cause.action.do_now)
    assert re.search(r"ask for", cause.action.do_now, re.IGNORECASE)


@pytest.mark.parametrize("level", [Urgency.WITHIN_TWO_WEEKS, Urgency.SAME_DAY])
@pytest.mark.parametrize("cause", URGENT, ids=lambda each: each.id)
def test_what_to_do_about_a_danger_of_childhood_stands_first(cause, level):
    made = assessed_as(level, likely=[cause.id], told=("child-limp", "child-lasting-pain"))
    first = cause.action.do_now.split(". ")[0]

    assert patient_page(made, BASE, audience="someone-else").do_now[0].startswith(first)


@pytest.mark.parametrize("flag", HOLDING, ids=lambda each: each.id)
def test_an_open_danger_of_childhood_says_what_it_is(flag):
    """A limp and what is not known of it named neither the danger nor the X-ray that rules it out."""
    states = {leaf.finding: leaf.states[0] for leaf in leaves(flag.when) if leaf.finding}
    made = assessed_as(Urgency.SAME_DAY, likely=[], told=(), states=states)
    verdict = FlagVerdict(flag=flag, verdict="open", floor=Urgency.SAME_DAY, because_of=("onset",))
    reason = Reason(
        kind="not-excluded", id=flag.id, urgency=Urgency.SAME_DAY, text="-", plain="-", do_now="",
        sources=(), findings=("onset",),
    )  # fmt: skip
    made = replace(made, red_flags=(verdict,), reasons=(reason,))
    page = patient_page(made, BASE, audience="someone-else")

    assert page.reasons[0].startswith(flag.plain)
    # A call for help now is not said to whoever has to be seen today.
    asked_for = any("X-ray" in each for each in page.do_now)
    assert asked_for == (flag.urgency == "same-day")


@pytest.mark.parametrize("level", [Urgency.ROUTINE, Urgency.WITHIN_TWO_WEEKS, Urgency.SAME_DAY])
@pytest.mark.parametrize("cause", sorted(BASE.conditions.keys() - {UNLISTED}))
def test_every_cause_that_a_page_names_is_explained_on_it(cause, level):
    """An irritable hip was to be checked today, and nothing said what that is."""
    made = assessed_as(level, likely=[cause], told=())
    page = patient_page(made, BASE)
    explained = BASE.conditions[cause].plain.split(". ")[0]

    assert any(explained in each for each in (*page.reasons, *(each.plain for each in page.causes)))
