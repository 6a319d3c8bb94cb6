"""Put a question to whoever answers: whose pain it is, a parent, a carer, a friend, a clinician."""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.another_person import about, line_about, named
from pygalgia.domain.interview_rules import OtherWords
from pygalgia.interview.question import Option, Question
from pygalgia.interview.question_id import question_id
from pygalgia.interview.state import Interview


def addressed(question: Question, interview: Interview, others: Iterable[OtherWords]) -> Question:
    """Return the question as it is put to whoever answers this interview, about this person.

    Args:
        question: In the words of the knowledge.
        interview: Says who answers, and of what sex and age the person is.
        others: What is said otherwise to some.
    """
    question = _fitting(question, interview, others)
    name = name_in(interview)
    if not name or question_id(question.id).kind == "person":
        return question

    def line(option: Option) -> Option:
        return replace(option, text=line_about(option.text), heading=about(option.heading, name))

    return replace(
        question,
        text=spoken_of(question.id, question.text, name),
        help=line_about(question.help),
        why=line_about(question.why),
        options=tuple(line(each) for each in question.options),
        more=tuple(line(each) for each in question.more),
    )


def _fitting(question: Question, interview: Interview, others: Iterable[OtherWords]) -> Question:
    """Return the question without words that fit another sex or age."""
    words = _theirs(interview, others)
    if not words:
        return question

    def line(option: Option) -> Option:
        text = _said_otherwise(option.text, words)
        # Nearly all stay: a long list is not made anew for one line.
        return option if text == option.text else replace(option, text=text)

    return replace(
        question,
        text=_said_otherwise(question.text, words),
        help=_said_otherwise(question.help, words),
        options=tuple(line(each) for each in question.options),
        more=tuple(line(each) for each in question.more),
    )


def fitting(text: str, interview: Interview, others: Iterable[OtherWords]) -> str:
    """Return a text that may hold what is said otherwise to this person, as it is said to them."""
    return _said_otherwise(text, _theirs(interview, others))


def _theirs(interview: Interview, others: Iterable[OtherWords]) -> list[OtherWords]:
    """Return what is said otherwise to this person."""
    sex, age, grown_up = interview.sex, interview.age_years, interview.is_grown_up
    return [
        each
        for each in others
        if each.is_for(sex=sex, age_years=age, grown_up=grown_up, audience=interview.audience)
    ]


def _said_otherwise(text: str, words: Iterable[OtherWords]) -> str:
    for each in words:
        text = text.replace(each.of, each.say)
    return text


def spoken_of(question: str, text: str, name: str) -> str:
    """Return the text of a question as one about another person; of a time, the line as it stands."""
    return line_about(text) if question_id(question).is_time else about(text, name)


def name_in(interview: Interview) -> str:
    """Return how the person is named to whoever answers; empty where that is the person."""
    # A child whose age was left open is spoken of as a child all the same.
    return named(0 if interview.is_grown_up is False else interview.age_years, interview.audience)
