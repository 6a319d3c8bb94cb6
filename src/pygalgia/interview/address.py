"""Speak of the person who has the pain, where somebody else answers: a parent, a carer, a friend.

Knowledge words its questions to the person with the pain ("your leg") and its lines in their mouth ("my").
"They" takes the same forms of the verb as "you", so that each question needs no second wording; the first
mention names whom it is about.
"""

import re
from dataclasses import replace

from pygalgia.domain.case import GROWN_UP
from pygalgia.interview.question import Option, Question
from pygalgia.interview.question_id import question_id
from pygalgia.interview.state import Interview

#: "Have you" becomes "Has your child".
_SINGULAR = {
    "have": "has",
    "do": "does",
    "are": "is",
    "were": "was",
    "did": "did",
    "can": "can",
    "could": "could",
    "had": "had",
}
_ASKED = re.compile(rf"\b({'|'.join(_SINGULAR)}) you\b", re.IGNORECASE)
#: After these, or at the end of a clause, "you" is whom something is done to.
_OBJECT = re.compile(
    r"\b(told|makes?|stops?|wakes?|keeps?|sent|behind|for|than|lets?|around|with|of|to|from) you\b"
    r"|\byou\b(?=[?.,;:]|$)",
    re.IGNORECASE,
)
_SAID = re.compile(r"You (have|are|were|may|cannot|can|might|must|had)\b")
_REST = {
    "yourself": "themselves",
    "yours": "theirs",
    "your": "their",
    "you": "they",
    "i am": "they are",
    "i was": "they were",
    "and am": "and are",
    "i": "they",
    "my": "their",
    "me": "them",
}
_ANY = re.compile(r"\b(yourself|yours|your|you|I am|I was|and am|I|my|me)\b")
_ANY_START = re.compile(r"^(Yourself|Yours|Your|You|My)\b|(?<=[.?!] )(Yourself|Yours|Your|You|My)\b")


def addressed(question: Question, interview: Interview) -> Question:
    """Return the question as it is put to whoever answers this interview."""
    if interview.audience != "someone-else" or question_id(question.id).kind == "person":
        return question
    name = named(interview.age_years)

    def line(option: Option) -> Option:
        return replace(option, text=_in_third_person(option.text), heading=of_another(option.heading, name))

    return replace(
        question,
        text=of_another(question.text, name),
        help=_in_third_person(question.help),
        options=tuple(line(each) for each in question.options),
        more=tuple(line(each) for each in question.more),
    )


def name_in(interview: Interview) -> str:
    """Return how the person is named to whoever answers; empty where that is the person, or a clinician."""
    return named(interview.age_years) if interview.audience == "someone-else" else ""


def named(age_years: float | None) -> str:
    """Return how the person with the pain is named to somebody else."""
    return "your child" if age_years is not None and age_years < GROWN_UP else "the person"


def of_another(text: str, name: str) -> str:
    """Return a question to the person with the pain as one about that person, named at the first mention."""
    asked = _ASKED.search(text)
    if asked is not None:
        verb = _SINGULAR[asked[1].lower()]
        verb = verb.capitalize() if asked[1][0].isupper() else verb
        before = _in_third_person(text[: asked.start()])
        return f"{before}{verb} {name}{_in_third_person(text[asked.end() :])}"
    owned = re.search(r"\b[Yy]our\b", text)
    if owned is None or re.search(r"\b[Yy]ou\b", text[: owned.start()]):
        return _in_third_person(text)
    whose = f"{name}’s"
    whose = whose[0].upper() + whose[1:] if owned[0][0] == "Y" else whose
    before = _in_third_person(text[: owned.start()])
    return f"{before}{whose}{_in_third_person(text[owned.end() :])}"


def told_of(text: str, name: str) -> str:
    """Return a statement or an order about the person, for whoever is with them: "Your child cannot ...".

    What is told to do stays told to whoever reads it.
    """
    subject = _SAID.match(text)
    if subject is None:
        return _in_third_person(text, orders=True)
    verb = _SINGULAR.get(subject[1], subject[1])
    return f"{name[0].upper()}{name[1:]} {verb}{_in_third_person(text[subject.end() :], orders=True)}"


def _in_third_person(text: str, *, orders: bool = False) -> str:
    if orders:
        # "Do not drive yourself", "take someone with you": whoever reads it does so.
        kept = re.split(r"(\byourself\b|\bwith you\b|, if you can\b)", text)
        return "".join(part if n % 2 else _in_third_person(part) for n, part in enumerate(kept))
    text = _OBJECT.sub(lambda found: f"{found[1]} them" if found[1] else "them", text)
    text = _ANY_START.sub(lambda found: _REST[found[0].lower()].capitalize(), text)
    return _ANY.sub(lambda found: _REST[found[0].lower()], text)
