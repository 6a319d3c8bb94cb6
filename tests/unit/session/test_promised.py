"""A ticked line that promises another question is never lost, whatever becomes of that question."""

from itertools import product

import pytest

from pygalgia import Interviewer
from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.in_names import in_names
from pygalgia.interview import Ask
from pygalgia.session.saving import restored, saved

PEOPLE = (
    {"age": 44.0, "sex": "male", "leg-pain-extent": "foot"},
    {"age": 81.0, "sex": "female", "osteoporosis": "present"},
    {"age": 9.0, "sex": "male"},
)
SAID = ("unknown", "skipped", None)


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def promising(knowledge):
    """Return the lines whose tick leads to another question: where each stands, and what it counts as."""
    rules = knowledge.base.interview
    where = [(f"screen/{row.id}", row) for row in rules.screen]
    where += [
        (f"list/{sheet.id}", row) for sheet in rules.sheets for row in rules.lists if row.id in sheet.lists
    ]
    return [(question, each) for question, row in where for each in row.ticks if each.state is None]


def ticking(interviewer, person, question, finding, said):
    """Return the interview of somebody who ticks one line, and says no more or nothing of its kind."""
    so_far = interviewer.begin()
    for name, given in {"for-whom": "self", **person}.items():
        so_far = interviewer.answer(so_far, name, given)
    if finding:
        so_far = interviewer.answer(so_far, question, {finding: "ask"})
    return so_far if said is None else interviewer.answer(so_far, finding, said)


def test_what_is_ticked_counts_where_nobody_can_say_more(interviewer, knowledge):
    lines = [
        each
        for each in promising(knowledge)
        if set(knowledge.base.findings[each[1].finding].states) - set(NOTHING)
    ]
    assert {"bladder-change", "trauma", "cancer-history"} <= {each.finding for _, each in lines}
    for person, (question, line), said in product(PEOPLE, lines, SAID):
        so_far = ticking(interviewer, person, question, line.finding, said)
        assert interviewer.case(so_far).states[line.finding] == line.unsaid, (person, line.finding, said)
        again = restored(saved(so_far, interviewer), interviewer).interview
        assert interviewer.case(again).states[line.finding] == line.unsaid


def test_a_tick_of_unknown_kind_is_never_less_urgent_than_no_tick(interviewer, knowledge):
    for person, (question, line), said in product(PEOPLE, promising(knowledge), SAID):
        silent = interviewer.case(ticking(interviewer, person, question, "", None))
        ticked = interviewer.case(ticking(interviewer, person, question, line.finding, said))
        levels = [urgency_and_probability(case, knowledge)[0].urgency for case in (silent, ticked)]
        assert levels == sorted(levels), (person, line.finding, said)


def test_trouble_with_passing_urine_is_looked_at_today_whatever_its_kind(interviewer):
    for said in SAID:
        so_far = ticking(interviewer, PEOPLE[0], "screen/nerves", "bladder-change", said)
        assert interviewer.assess(so_far).urgency.id in ("same-day", "emergency")


def test_no_alarm_comes_before_the_question_that_a_tick_promised(interviewer):
    so_far = ticking(interviewer, PEOPLE[0], "screen/nerves", "bladder-change", None)
    step = interviewer.next_step(so_far)
    while isinstance(step, Ask) and step.phase == "opening":
        so_far = interviewer.answer(so_far, step.question.id, "unknown")
        step = interviewer.next_step(so_far)
    assert isinstance(step, Ask)
    assert step.question.id == "bladder-change"


def followed(interviewer, question, finding, *, audience="self", sex="female"):
    """Return the question that the tick of one line leads to."""
    so_far = interviewer.begin()
    for name, given in (("for-whom", audience), ("setting", "emergency"), ("age", 58.0), ("sex", sex)):
        if name != "setting" or audience == "patient":
            so_far = interviewer.answer(so_far, name, given)
    so_far = interviewer.answer(so_far, question, {finding: "ask"})
    step = interviewer.next_step(so_far)
    while step.phase == "opening":
        so_far = interviewer.answer(so_far, step.question.id, "unknown")
        step = interviewer.next_step(so_far)
    assert step.question.id == finding
    return so_far, step.question


def test_a_tick_can_be_taken_back_by_who_finds_nothing_that_fits(interviewer, knowledge):
    """Who leaked only on coughing had no other answer than those that mean a squeezed nerve."""
    for (question, line), audience in product(promising(knowledge), ("self", "someone-else", "patient")):
        so_far, asked = followed(interviewer, question, line.finding, audience=audience)
        finding = knowledge.base.findings[line.finding]
        assert {each.id for each in asked.options} == {
            state for state in finding.states if finding.only_sex_of.get(state, "female") == "female"
        }
        for state in set(finding.states) & NOTHING:
            back = interviewer.answer(so_far, line.finding, state)
            assert interviewer.case(back).states[line.finding] == state
            assert urgency_of(interviewer, back) <= urgency_of(interviewer, so_far)


def urgency_of(interviewer, so_far):
    return interviewer.situation(so_far).urgency


def test_what_was_ticked_is_not_asked_from_the_start_again(interviewer, knowledge):
    """After a tick at cancer came "Have you ever had cancer?", after a fall "Was there an injury?"."""
    for question, line in promising(knowledge):
        _, asked = followed(interviewer, question, line.finding)
        assert asked.text == line.asks != knowledge.base.findings[line.finding].question
        assert [each.text for each in asked.options if each.id in NOTHING] == [line.neither]
        _, clinical = followed(interviewer, question, line.finding, audience="patient")
        said = knowledge.base.findings[line.finding].clinician
        assert clinical.text == in_names(said, knowledge.base.findings)


def test_leaking_only_on_coughing_is_no_new_trouble_of_the_nerves(interviewer):
    so_far, asked = followed(interviewer, "screen/nerves", "bladder-change")
    assert "coughing" in asked.help
    (none,) = (each.id for each in asked.options if "coughing" in each.text)
    back = interviewer.answer(so_far, "bladder-change", none)
    assert not {"same-day", "emergency"} & {interviewer.assess(back).urgency.id}


@pytest.mark.parametrize(("sex", "offered"), [("female", False), ("male", True), ("unknown", True)])
def test_nobody_is_offered_a_cancer_that_only_the_other_sex_has(interviewer, sex, offered):
    so_far, asked = followed(interviewer, "list/danger", "cancer-history", sex=sex)
    assert ("prostate" in {each.id for each in asked.options}) is offered
    said = interviewer.answer(so_far, "cancer-history", "bowel")
    put = next(question for question, _ in interviewer.put(said) if question.id == "cancer-history")
    assert ("prostate" in {each.id for each in put.options}) is offered
