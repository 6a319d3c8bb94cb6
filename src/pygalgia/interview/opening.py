"""Which questions open an interview: they are put in a fixed order, each to whom it concerns."""

from pygalgia.domain.case import Case
from pygalgia.domain.interview_rules import PersonQuestion
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import is_asked_of
from pygalgia.interview.state import SKIPPED, UNKNOWN, Interview


def opening_questions(interview: Interview, base: KnowledgeBase) -> tuple[str, ...]:
    """Return the opening questions that were put or may still be, in their order.

    What is not known yet, such as the sex, rules none of them out.
    """
    return tuple(name for name in base.interview.opening if _is_due(name, interview, base))


def _is_due(name: str, interview: Interview, base: KnowledgeBase) -> bool:
    if interview.was_asked(name):
        return True
    if name in base.interview.persons:
        return concerns(base.interview.persons[name], interview)
    person = Case(id="opening", sex=interview.sex, setting=interview.setting, age_years=interview.age_years)
    return is_asked_of(base.findings[name], person)


def concerns(row: PersonQuestion, interview: Interview) -> bool:
    """Return whether a question about the person is put to whoever answers."""
    is_left_open = not row.without or interview.given(row.without) in (UNKNOWN, SKIPPED)
    return is_left_open and (not row.only_for or interview.audience in row.only_for)
