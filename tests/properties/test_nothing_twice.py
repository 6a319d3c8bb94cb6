"""Over random walks nothing is asked twice, none again without a reason; what tells leads behind "more"."""

import random

import pytest

from pygalgia import Interviewer
from pygalgia.interview import Ask, answers
from pygalgia.interview.question_id import question_id
from pygalgia.interview.value import Worth

#: Answers that leave something to ask.
OPEN = {"unknown", "skipped", "ask", "unticked"}
PERSONS = [
    (9, "male", "someone-else"),
    (34, "female", "self"),
    (45, "male", "self"),
    (82, "female", "someone-else"),
]


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def answer_to(question, rng, person):
    """Return some answer to a question: mostly no, now and then yes, or not known."""
    age, sex, audience = person
    given = {"for-whom": audience, "age": age, "sex": sex}.get(question.id)
    if given is not None:
        return given
    if question.kind == "regions":
        return tuple(rng.sample(["buttock-left", "groin-left", "posterior-thigh-left", "low-back-left"], 2))
    if question.kind == "several":
        lines = [each.id for each in question.lines]
        return question.ticked(rng.sample(lines, min(len(lines), rng.choice([0, 0, 1, 1, 2]))))
    if question.kind == "text" or not question.options:
        return "skipped"
    return rng.choice([*(each.id for each in question.options), "unknown"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_nothing_is_asked_twice(seed, interviewer):
    rng, person = random.Random(seed), PERSONS[seed % len(PERSONS)]
    so_far, told, put, texts, seen = interviewer.begin(), {}, set(), {}, set()
    explained = False
    measured = {each.finding for each in interviewer.knowledge.base.interview.self_checks}
    for _ in range(70):
        step = interviewer.next_step(so_far)
        if not isinstance(step, Ask):
            if not step.can_continue or step.kind != "emergency":
                break
            so_far = interviewer.go_on(so_far)
            continue
        question = step.question
        promised = {name for name, said in answers(so_far).items() if said == "ask"}
        assert question.id not in put, question.id
        if question_id(question.id).kind not in ("check", "since", "course"):
            shown = {each.finding for each in question.lines if each.finding} or {question.id}
            assert {name: told[name] for name in shown if name in told} == {}, question.id
            fresh = {each.finding for each in question.more}
            assert fresh & seen == set(), (question.id, "passed over, and behind more again")
            is_follow_up = question.id in promised or question.id in measured
            explained |= "earlier list" in question.help
            assert explained or is_follow_up or not shown & seen, question.id
            seen |= shown
        again = [text for text in (each.text for each in question.lines) if text in texts and len(text) > 25]
        assert question.kind != "several" or again == [], (question.id, again)
        put.add(question.id)
        if question.kind == "several":
            texts |= {each.text: question.id for each in question.options}
        so_far = interviewer.answer(so_far, question.id, answer_to(question, rng, person))
        newest = so_far.steps[-1]
        lines = newest.lines if newest.lines is not None else {question.id: newest.given}
        told |= {name: state for name, state in lines.items() if isinstance(state, str) and state not in OPEN}
    assert len(put) > 8


def test_what_tells_most_stands_first_behind_more(interviewer):
    so_far = interviewer.begin()
    given = {
        "for-whom": "self", "age": 45, "sex": "male", "pain-site": ("buttock-left",), "onset": "gradual",
        "duration": "days",
    }  # fmt: skip
    while isinstance(step := interviewer.next_step(so_far), Ask) and not step.question.more:
        question = step.question
        answer = question.ticked([]) if question.kind == "several" else given.get(question.id, "unknown")
        so_far = interviewer.answer(so_far, question.id, answer)

    lines = step.question.more
    worth = Worth(interviewer.situation(so_far))
    best = {
        each.heading: max(worth.of(one.finding) for one in lines if one.heading == each.heading)
        for each in lines
    }
    assert list(best.values()) == sorted(best.values(), reverse=True)
    for heading in best:
        under = [worth.of(each.finding) for each in lines if each.heading == heading]
        assert under == sorted(under, reverse=True)
