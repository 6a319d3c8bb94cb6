"""How someone answers a question, for whom a whole case is already known."""

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.interview_rules import CourseChoice, TimeQuestion
from pygalgia.domain.timing import Since, Timing
from pygalgia.interview.question import ASK, Question
from pygalgia.interview.question_id import PERSON, question_id
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED, Given


def given_by(case: Case, question: Question, *, times: TimeQuestion | None = None) -> Given:
    """Return how the answers of a case answer a question: `unknown` where the case is silent.

    Person questions are answered by the case's age, sex and setting; own words are passed over.

    Args:
        case: What is known.
        question: What is asked.
        times: What the answers about the time of a sign mean; without it none is given.
    """
    if question.kind == "several":
        return _given_list(case, question)
    if question.id in PERSON:
        return _given_person(case, question.id)
    if question.kind == "regions":
        return case.regions or UNKNOWN
    asked = question_id(question.id)
    if asked.is_time:
        timing = case.times.get(asked.name)
        return UNKNOWN if timing is None or times is None else _given_time(timing, times, asked.kind)
    return case.states.get(question.id, UNKNOWN)


def _given_time(timing: Timing, times: TimeQuestion, part: str) -> str:
    if part == "course":
        told = [each.id for each in times.courses if _goes(timing, each)]
    else:
        told = [
            each.id for each in times.since if timing.since is not None and _within(timing.since, each.since)
        ]
    return told[0] if told else UNKNOWN


def _goes(timing: Timing, choice: CourseChoice) -> bool:
    if timing.past:
        return choice.past is True
    return choice.course is not None and choice.course == timing.course


def _within(since: Since, span: Since) -> bool:
    return span.from_days <= since.from_days < span.below_days and since.below_days <= span.below_days


def _given_list(case: Case, question: Question) -> Given:
    known = {name: case.states[name] for name in question.findings if name in case.states}
    if not known:
        return UNKNOWN
    return {name: _line(question, name, known.get(name)) for name in question.findings}


def _line(question: Question, name: str, state: str | None) -> str:
    """Return how a finding's lines are ticked by someone for whom it is in this state."""
    lines = [option for option in question.options if option.finding == name]
    if state is None:
        return UNKNOWN
    if state in NOTHING and lines[0].nothing == UNTICKED:
        return UNTICKED
    if state in NOTHING or state in {option.state for option in lines}:
        return state
    if not lines[0].state:
        return ASK
    return UNTICKED if lines[0].nothing == UNTICKED else UNKNOWN


def _given_person(case: Case, question: str) -> Given:
    if question == "for-whom":
        return "self" if case.setting == "self" else "patient"
    if question == "age":
        return UNKNOWN if case.age_years is None else case.age_years
    return {"sex": case.sex, "setting": case.setting}.get(question, SKIPPED)
