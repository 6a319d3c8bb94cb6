"""Put a question to whoever answers: whose pain it is, a parent, a carer, a friend, a clinician."""

from dataclasses import replace

from pygalgia.domain.another_person import about, line_about, named
from pygalgia.interview.question import Option, Question
from pygalgia.interview.question_id import question_id
from pygalgia.interview.state import Interview


def addressed(question: Question, interview: Interview) -> Question:
    """Return the question as it is put to whoever answers this interview."""
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


def spoken_of(question: str, text: str, name: str) -> str:
    """Return the text of a question as one about another person; of a time, the line as it stands."""
    return line_about(text) if question_id(question).is_time else about(text, name)


def name_in(interview: Interview) -> str:
    """Return how the person is named to whoever answers; empty where that is the person."""
    # A child whose age was left open is spoken of as a child all the same.
    return named(0 if interview.is_grown_up is False else interview.age_years, interview.audience)
