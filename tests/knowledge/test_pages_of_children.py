"""A page about a baby or a small child speaks of nothing that nobody of that age does."""

import re
from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.logic import is_asked_of
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
