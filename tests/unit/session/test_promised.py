"""A ticked line that promises another question is never lost, whatever becomes of that question."""

from itertools import product

import pytest

from pygalgia import Interviewer
from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.finding import NOTHING
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
