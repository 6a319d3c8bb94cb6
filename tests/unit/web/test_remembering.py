"""Remembering changes nothing but the time it takes."""

import random

from pygalgia.interview import Ask
from pygalgia.session import Interviewer
from pygalgia.web.edge.remembering import RememberingInterviewer


def some_answer(question, rng):
    if question.kind == "several":
        return question.ticked([rng.choice(question.options).id] if rng.random() < 0.3 else [])
    if question.kind == "regions":
        return ("buttock-left",)
    if question.id == "age":
        return rng.randint(3, 90)
    return rng.choice(question.options).id if question.options else "unknown"


def test_it_asks_and_explains_exactly_as_any_interviewer(knowledge):
    plain, remembering = Interviewer(knowledge), RememberingInterviewer(knowledge)
    rng = random.Random(5)
    for person in range(3):
        here = plain.begin(id_=f"person-{person}")
        for _ in range(14):
            step = plain.next_step(here)
            assert remembering.next_step(here) == remembering.next_step(here) == step
            if not isinstance(step, Ask):
                break
            assert remembering.why(here, step.question) == plain.why(here, step.question)
            here = plain.answer(here, step.question.id, some_answer(step.question, rng))


def test_what_is_shared_names_nobody(knowledge):
    remembering = RememberingInterviewer(knowledge)
    ann, bob = remembering.begin(id_="ann"), remembering.begin(id_="bob")
    assert remembering.situation(ann) is remembering.situation(bob)
    assert remembering.situation(ann).case.id not in ("ann", "bob")
    assert remembering.assess(ann).case.id == "ann"


def test_other_answers_are_another_situation(knowledge):
    remembering = RememberingInterviewer(knowledge)
    start = remembering.begin()
    mine, theirs = (remembering.answer(start, "for-whom", who) for who in ("self", "someone-else"))
    assert remembering.situation(mine) is not remembering.situation(theirs)
