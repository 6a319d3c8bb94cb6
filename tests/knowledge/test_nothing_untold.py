"""What reaches a person as said of them states nothing that nobody told: no "or" over several answers."""

import re
from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.finding import ABSENT, PRESENT
from pygalgia.domain.logic import is_asked_of, leaves
from pygalgia.report.patient_page import patient_page

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: A sentence with one of these says what can be, what to do, or a rule; it does not say how it is.
LEFT_OPEN = re.compile(
    r"\b(can|cannot wait|may|might|could|should|must|needs?|deserves?|calls? for|if|whether|mostly|suggests"
    r"|points? to|looks? like|not ruled out)\b|^Do not ",
    re.IGNORECASE,
)
#: Signs that are one question with this very "or", so that it says what was told; written here by hand.
ONE_QUESTION = {"saddle-numbness", "bowel-control-change"}
#: Rules on everybody: what does not belong to a strain, who is in danger.
ON_EVERYBODY = {"fever-with-pain", "newly-confused-or-hard-to-wake", "pregnancy-new-nerve-loss"}


def stated(text):
    """Return the sentences that say how it is and name alternatives."""
    said = re.split(r"(?<=[.?!]) ", text)
    return [each for each in said if re.search(r"\bor\b", each) and not LEFT_OPEN.search(each)]


@pytest.mark.parametrize("flag", BASE.red_flags.values(), ids=lambda each: each.id)
def test_a_warning_sign_states_no_alternatives(flag):
    """Whose erection was never asked for read that genital feeling or erection had changed."""
    if flag.id not in ONE_QUESTION | ON_EVERYBODY:
        assert stated(flag.plain) == []


def test_every_exception_is_needed():
    with_or = {each.id for each in BASE.red_flags.values() if stated(each.plain)}
    assert with_or == ONE_QUESTION | ON_EVERYBODY


@pytest.mark.parametrize("caution", BASE.care.cautions.by_id.values(), ids=lambda each: each.id)
def test_a_reason_to_leave_something_out_states_alternatives_of_one_answer_alone(caution):
    """Whose leg was pale read: it is cold or pale, hurts at rest, or has a sore that does not heal."""
    answers = {leaf.finding for test in caution.tests for leaf in leaves(test)} | set(caution.suspected)
    if len(answers) > 1:
        assert stated(caution.plain) == []


@pytest.mark.parametrize("flag", BASE.red_flags.values(), ids=lambda each: each.id)
def test_nobody_is_told_to_say_one_of_several_illnesses(flag):
    """Who has diabetes was told to say that they have diabetes or a weak immune system."""
    said = re.findall(r"Say that you [^.,]*", flag.do_now)
    if flag.id != "sight-lost":  # one question: gone or double
        assert [each for each in said if re.search(r"\bor\b", each)] == []


#: What a page says of somebody of whom something told points to it.
SUSPECTED = re.compile(r"\bmay (be|have) (broken|cracked|slipped|an infection|a blood clot|badly squeezed)")


@pytest.mark.parametrize("age", [3, 8, 11, 14, 20, 34, 66, 85])
@pytest.mark.parametrize("sex", ["female", "male"])
def test_who_denies_everything_is_told_of_nothing_that_may_be_broken(age, sex):
    """At twenty, with some weeks of pain in the groin and all else denied, stood: a bone may be broken."""
    who = replace(case(), age_years=age, sex=sex, regions=("groin-left",), states={})
    denied = {
        each.id: ABSENT
        for each in BASE.findings.values()
        if each.states == (ABSENT, PRESENT) and each.who == "patient" and is_asked_of(each, who)
    }
    denied |= {"site-groin": PRESENT, "duration": "two-to-six-weeks", "trauma": "none"}
    page = patient_page(assessing.assess(replace(who, states=denied), KNOWLEDGE, draws=5), BASE)

    lines = (page.lead, *page.reasons, *page.do_now, *page.not_to_do, *page.to_do)
    assert [each for each in lines if SUSPECTED.search(each)] == []
