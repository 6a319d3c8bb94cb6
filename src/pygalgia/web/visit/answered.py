"""Every answer so far, in words."""

from dataclasses import dataclass

from pygalgia import Interviewer
from pygalgia.interview import Interview


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One line of "your answers"."""

    index: int
    question: str
    answer: str


def answered(interview: Interview, interviewer: Interviewer) -> tuple[Answered, ...]:
    """Return every step in words."""
    told = (interviewer.in_words(interview, step) for step in interview.steps)
    return tuple(
        Answered(index=index, question=question, answer=answer)
        for index, (question, answer) in enumerate(told)
    )
