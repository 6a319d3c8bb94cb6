"""A danger sign that somebody is not sure of is asked once by itself, where an answer can change advice."""

import pytest

from pygalgia.domain.finding import NOTHING
from pygalgia.interview import Ask, Interview, Step
from pygalgia.interview.doubted import MOST
from pygalgia.session import Interviewer

ADULT = {"for-whom": "self", "age": 44, "sex": "male", "pain-site": ("buttock-right",)}
CHILD = {"for-whom": "someone-else", "age": 3, "sex": "female", "pain-site": ("buttock-right",)}


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def calm(question, unsure):
    """Return the calmest answer, unsure of some lines of the screen."""
    if question.kind == "several":
        marked = [each.id for each in question.options if each.finding in unsure]
        return question.ticked([], unsure=marked)
    return next((each.id for each in question.options if each.id in NOTHING), "unknown")


def played(interviewer, person, unsure, said=None):
    """Return the questions put to somebody calm, each with the interview before it, and the whole."""
    so_far, put = interviewer.begin(), []
    while isinstance(step := interviewer.next_step(so_far), Ask):
        question = step.question
        put.append((question, so_far))
        given = person.get(question.id, (said or {}).get(question.id, calm(question, unsure)))
        so_far = interviewer.answer(so_far, question.id, given)
    return put, so_far


def signs(interviewer):
    return [tick.finding for row in interviewer.knowledge.base.interview.screen for tick in row.ticks]


@pytest.mark.parametrize("person", [ADULT, CHILD], ids=["adult", "child"])
def test_who_is_unsure_of_a_danger_sign_is_asked_for_it_openly(interviewer, person):
    """It was named at the end as what to look for, and never asked again."""
    asked = dict[str, bool]()
    for sign in signs(interviewer):
        put, so_far = played(interviewer, person, {sign}, {sign: "unknown"})
        if any(sign in each.lines for each in so_far.steps if each.id.kind == "screen" and each.lines):
            asked[sign] = sign in [question.id for question, _ in put]
            assert [question.id for question, _ in put].count(sign) <= 1
            assert asked[sign] or not moves(interviewer, so_far, sign), sign
    assert sum(asked.values()) > len(asked) / 2


def moves(interviewer, so_far: Interview, sign: str) -> bool:
    """Return whether an answer to the sign would change the advice at the end of an interview."""
    finding, now = interviewer.knowledge.base.findings[sign], interviewer.situation(so_far).urgency
    after = (
        interviewer.situation(so_far.with_step(Step(question=sign, given=state))).urgency
        for state in finding.states
    )
    return any(each != now for each in after)


def test_it_is_said_why_it_is_asked_again(interviewer):
    put, _ = played(interviewer, ADULT, {"saddle-numbness"}, {"saddle-numbness": "absent"})
    question = next(question for question, _ in put if question.id == "saddle-numbness")

    assert question.kind == "yes-no"
    assert question.help.startswith("This was marked as not sure.")
    assert "To check" in question.help


def test_who_is_unsure_of_most_of_a_list_is_not_asked_one_by_one(interviewer):
    nerves = next(row for row in interviewer.knowledge.base.interview.screen if row.id == "nerves")
    unsure = [tick.finding for tick in nerves.ticks][: MOST + 1]
    put, _ = played(interviewer, ADULT, set(unsure))

    assert not {question.id for question, _ in put} & {*unsure}


@pytest.mark.parametrize(
    ("question", "finding", "first", "own", "changed"),
    [
        ("screen/sudden", "trauma", "ask", "low-fall", "none"),
        ("screen/nerves", "saddle-numbness", "unknown", "absent", "present"),
        ("screen/nerves", "saddle-numbness", "unknown", "present", "absent"),
    ],
)
def test_the_newest_answer_to_a_line_holds(interviewer, question, finding, first, own, changed):
    """An older answer to its own question used to outlive the list's being answered anew."""
    so_far = interviewer.begin()
    for name, given in ADULT.items():
        so_far = interviewer.answer(so_far, name, given)
    so_far = interviewer.answer(so_far, question, {finding: first})
    so_far = interviewer.answer(so_far, finding, own)

    kept = interviewer.change(so_far, question, {finding: first})
    anew = interviewer.change(so_far, question, {finding: changed})

    assert kept.interview.answers[finding] == own
    assert anew.interview.answers[finding] == changed
    assert [each.question for each in anew.dropped] == [finding]
