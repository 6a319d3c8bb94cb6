"""When an interview may stop: never while an open flag holds the advice up and can still be asked about."""

import pytest

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.replay.asking import asked
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.interview import Ask, answers, stopping
from pygalgia.session import Interviewer

OPENING = {"for-whom": "self", "age": 46, "sex": "female", "pregnancy": "not-pregnant"}


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


@pytest.fixture(scope="module")
def here(interviewer):
    """An interview just begun: floors are in force, because nothing that they need is known."""
    interview = interviewer.begin()
    for question, given in OPENING.items():
        interview = interviewer.answer(interview, question, given)
    return interviewer.situation(interview)


def test_what_an_open_flag_needs_must_be_settled_before_stopping(here):
    holding = [
        each
        for each in here.holding
        if each.verdict == "open" and Urgency.from_id(each.flag.urgency) > here.urgency
    ]
    needed = {name for each in holding for name in each.because_of}

    must = stopping.must_settle(here)

    assert holding
    assert must
    assert must == {name for name in needed if here.is_askable(here.findings[name])}


def test_what_holds_the_advice_up_is_named_gravest_first(here):
    floors = {each.flag.name: each.floor for each in here.holding if each.verdict == "open"}
    named = stopping.still_open(here)

    assert 0 < len(named) <= stopping.MOST
    assert [floors[name] for name in named] == sorted((floors[name] for name in named), reverse=True)


def test_it_stops_only_when_what_must_be_settled_is(interviewer):
    interview = interviewer.begin()
    for question, given in OPENING.items():
        interview = interviewer.answer(interview, question, given)
    asked = set()
    for _ in range(80):
        step = interviewer.next_step(interview)
        if not isinstance(step, Ask):
            break
        asked.update(step.question.findings)
        given = "unknown" if step.question.kind != "several" else step.question.ticked([])
        interview = interviewer.answer(interview, step.question.id, given)

    # Who knows nothing may also have had enough: what is left may sharpen the answer, and holds nothing up.
    assert step.kind in ("settled", "nothing-left", "limit")
    assert stopping.must_settle(interviewer.situation(interview)) == frozenset()
    assert asked


def test_a_parent_is_asked_whether_moving_the_hip_of_a_feverish_child_hurts(knowledge):
    """It stood in no question: an examiner's sign, which whoever dresses the child has seen already."""
    interviewer, put = Interviewer(knowledge), []
    here = interviewer.begin()
    said = {"for-whom": "someone-else", "age": 4, "pain-site": ("hip-left",), "duration": "days"}
    said |= {"fever": "present", "limp": "present"}
    while isinstance(step := interviewer.next_step(here), Ask):
        question = step.question
        put.append(question.id)
        given = said.get(question.id, "unknown")
        if question.kind == "several":
            given = question.ticked([each.id for each in question.options if each.finding in said])
        here = interviewer.answer(here, question.id, given)
    assert "hip-movement-painful" in put


@pytest.mark.parametrize("apart", [{}, {"severity": "moderate", "recent-immobility-or-flight": None}])
def test_what_would_hold_the_advice_up_by_two_levels_is_asked_before_it_settles(knowledge, apart):
    """Hours on one buttock hold the advice up to today while pressure in the muscle is open.

    It raises no flag by itself, so that its worth was that of a line about stairs: whoever denied the
    rest was sent to an ordinary visit without having been asked. The first person is asked for what the
    answer is worth, the second for nothing else.
    """
    told = {
        "pain-site": ["buttock-right", "hip-right", "leg-right"],
        "pain-layer": "deep",
        "duration": {"value": 1, "unit": "d"},
        "course": "stable",
        "constancy": "constant",
        "severity": "severe",
        "analgesic-response": "partial",
        "prolonged-immobilisation-on-buttock": True,
        "recent-immobility-or-flight": True,
    }
    told = {name: given for name, given in (told | apart).items() if given is not None}
    person = {"schema": "pygalgia/case/1", "id": "p", "age_years": 53, "sex": "male", "setting": "self"}
    case = encode_case(CaseRow.model_validate({**person, "answers": told}), knowledge.vocabulary)
    one = asked([case], knowledge, rest="denied")[0]
    assert answers(one.interview).get("prolonged-immobilisation-on-buttock") == "present"
    assert one.urgency >= Urgency.SAME_DAY


#: What somebody sees or feels who is well, beside which an injection means today, or is worth no question.
BESIDE_AN_INJECTION = (
    {"skin-lump": "present"},
    {"skin-redness-warmth": "present"},
    {"skin-lump": "present", "skin-redness-warmth": "present"},
    {"skin-lump": "present", "skin-redness-warmth": "unknown"},
    {"skin-lump": "present", "lump-course": "growing-over-days"},
    {"skin-lump": "present", "lump-soft": "present"},
    {"skin-discharge": "present"},
    {"gluteal-swelling-tense": "present"},
    {"fever": "present"},
    {"leg-weakness": "present"},
    {"leg-numbness": "present"},
    {},
)
HARMLESS = {
    "for-whom": "self", "age": 34, "sex": "female", "pregnancy": "not-pregnant", "onset": "over-days",
    "pain-site": ("buttock-left",), "pain-layer": "skin", "duration": "days", "severity": "mild",
    "course": "stable", "lump-size": "pea-to-grape", "lump-site": "buttock",
}  # fmt: skip


def ended(interviewer, told):
    """Return the interview of somebody who tells this and denies the rest, and what was put."""
    here, put = interviewer.begin(), set()
    while isinstance(step := interviewer.next_step(here), Ask):
        question = step.question
        put |= {*question.findings, question.id}
        here = interviewer.answer(here, question.id, given_to(question, told))
    return here, put


def given_to(question, told):
    """Return the answer to a question: what is told, else that nothing of it is there."""
    if question.kind == "several":
        lines = {each.id: told.get(each.finding) for each in question.options}
        ticked = [name for name, said in lines.items() if said not in (None, "unknown")]
        return question.ticked(ticked, unsure=[name for name, said in lines.items() if said == "unknown"])
    answers = {each.id for each in question.options}
    return told.get(question.id, "absent" if "absent" in answers else "unknown")


@pytest.mark.parametrize("signs", BESIDE_AN_INJECTION, ids=str)
def test_whoever_would_be_sent_today_for_an_injection_is_asked_for_it(interviewer, signs):
    """A pimple on the buttock could wait, after an injection it could not: nobody asked for one."""
    interview, put = ended(interviewer, HARMLESS | signs)
    before = interviewer.situation(interview).urgency
    injected = interviewer.answer(interview, "recent-gluteal-injection", "present")
    after = interviewer.situation(injected).urgency

    assert after < Urgency.SAME_DAY or after == before or "recent-gluteal-injection" in put
