"""Whoever answers for somebody else is spoken to about that person: a parent, a carer, a friend."""

import re

import pytest

from pygalgia import Interviewer
from pygalgia.domain.another_person import about, line_about
from pygalgia.interview import Ask
from pygalgia.interview.question_id import PERSON


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Have you lost weight without trying?", "Has your child lost weight without trying?"),
        ("Is your leg or foot weak?", "Is your child’s leg or foot weak?"),
        ("Does the pain wake you, or keep you awake?", "Does the pain wake your child, or keep them awake?"),
        ("Do you wake, and are your legs stiff?", "Does your child wake, and are their legs stiff?"),
        ("How far can you walk before it stops you?", "How far can your child walk before it stops them?"),
        ("Where does it hurt?", "Where does it hurt?"),
    ],
)  # fmt: skip
def test_a_question_is_about_the_one_who_has_the_pain(own, other):
    assert about(own, "your child") == other


def played(interviewer, audience, age):
    """The questions of an interview in which nothing is there."""
    so_far, questions = interviewer.begin(), []
    person = {"for-whom": audience, "age": age, "sex": "male", "pain-site": ("buttock-left",)}
    while isinstance(step := interviewer.next_step(so_far), Ask):
        question = step.question
        questions.append(question)
        given = question.ticked([]) if question.kind == "several" else person.get(question.id, "unknown")
        so_far = interviewer.answer(so_far, question.id, given)
    return [each for each in questions if each.id not in PERSON]


@pytest.mark.parametrize(("age", "name"), [(8, "your child"), (70, "the person")])
def test_no_question_about_somebody_else_says_you(interviewer, age, name):
    questions = played(interviewer, "someone-else", age)

    texts = [each.text for each in questions]
    texts += [line.text for each in questions for line in (*each.options, *each.more)]
    assert any(name in text for text in texts)
    spoken = re.compile(r"\b(you|yours|yourself|I|my|me)\b|\byour\b(?! child)", re.IGNORECASE)
    own = (
        "I don’t know",
        "I am not sure",
        "I have",
        "I do",
        "Have you newly noticed",
        "Have you noticed",
        "Have you seen",
    )
    assert [text for text in texts if spoken.search(text) and not text.startswith(own)] == []


def test_what_the_reader_does_stays_the_readers(interviewer, knowledge):
    """A carer was told "They may leave it open", and alone can leave it open."""
    rules = knowledge.base.interview
    helps = [each.help for each in knowledge.base.findings.values()] + [rules.times.help]
    for each in helps:
        told = line_about(each)
        assert told.count("You may leave") == each.count("You may leave"), told
        assert not re.search(r"\bthey (may leave|do not know)\b", told, re.IGNORECASE), told
    assert line_about(rules.times.help) == rules.times.help


def test_the_person_with_the_pain_is_spoken_to(interviewer):
    assert any(re.search(r"\byou\b", each.text) for each in played(interviewer, "self", 40))


def test_an_emergency_of_a_child_is_told_about_the_child(interviewer):
    so_far = interviewer.begin()
    for question, given in (("for-whom", "someone-else"), ("age", 8), ("sex", "male")):
        so_far = interviewer.answer(so_far, question, given)
    so_far = interviewer.answer(so_far, "bladder-change", "cannot-pass")
    so_far = interviewer.answer(so_far, "saddle-numbness", "present")

    stop = interviewer.next_step(so_far)

    assert stop.kind == "emergency"
    assert "Your child" in stop.reason or "child’s" in stop.reason or "their" in stop.reason
    assert not re.search(r"\byou\b", stop.reason)


@pytest.mark.parametrize("name", ["your baby", "your child", "the person"])
def test_what_the_reader_sees_is_asked_of_the_reader(knowledge, name):
    """A parent was asked whether the baby had seen blood in its urine."""
    base = knowledge.base
    lists = (*base.interview.screen, *base.interview.lists)
    texts = [each.question for each in base.findings.values() if each.who == "patient"]
    told = [about(each, name) for each in (*texts, *(each.question for each in lists))]

    wrong = re.compile(rf"{name}(’s|'s)? (\w+ly )?(seen|noticed|hand)\b|\bases\b", re.IGNORECASE)
    assert [each for each in told if wrong.search(each)] == []
    assert (
        about("Have you newly noticed any of these?", name)
        == f"Have you newly noticed any of these in {name}?"
    )
    assert about("Have you seen your midwife?", name) == "Have you seen your midwife?"
