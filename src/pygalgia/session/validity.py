"""Refuse an answer that its question does not have: every problem at once, in words that can be acted on."""

import sys
from collections.abc import Mapping

from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import PersonQuestion
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import CaseError, Problem
from pygalgia.interview import ASK, Given, QuestionId, question_id
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED
from pygalgia.session.lines import lines_of
from pygalgia.texts import _

#: An answer is quoted in a message up to this many characters.
WIDEST = 80
OLDEST = 120
#: Not infinity, not NaN, and not an integer that is too large for a float.
_GREATEST = sys.float_info.max


def refuse_wrong(question: str, given: Given, base: KnowledgeBase) -> None:
    """Refuse an answer that the question does not have; states of single findings are left to `intake`.

    Raises:
        CaseError: with where, found, expected and fix.
    """
    asked = question_id(question)
    if asked.kind == "person":
        _refuse_wrong_person(base.interview.persons[asked.name], given)
    elif asked.is_lines:
        _refuse_wrong_list(asked, given, base)
    elif asked.is_time and asked.name in base.findings:
        _refuse_wrong_time(asked, given, base)
    elif asked.kind == "check" or asked.is_time or asked.name not in base.findings:
        raise wrong(
            question, question, expected=_("the id of a question"), fix=_("ask for the next step again")
        )
    elif not _has_a_form(given):
        raise wrong(
            question,
            given,
            expected=_('a state, a list of regions, or {"value": a finite number, "unit": ...}'),
            fix=_("send one of them"),
        )


def _refuse_wrong_person(row: PersonQuestion, given: Given) -> None:
    if given in (UNKNOWN, SKIPPED):
        return
    if row.kind == "choice" and not (isinstance(given, str) and given in {each.id for each in row.choices}):
        expected = ", ".join(each.id for each in row.choices)
        raise wrong(
            row.id,
            given,
            expected=_("one of %(states)s, unknown", states=expected),
            fix=_("choose one of them"),
        )
    if row.kind == "text" and not isinstance(given, str):
        raise wrong(row.id, given, expected=_("text"), fix=_("write it in words"))
    if row.kind == "number" and not _is_age(given):
        raise wrong(
            row.id,
            given,
            expected=_("a number of years from 0 to %(oldest)s, or unknown", oldest=OLDEST),
            fix=_("correct it"),
        )


def _refuse_wrong_time(asked: QuestionId, given: Given, base: KnowledgeBase) -> None:
    times = base.interview.times
    known = [each.id for each in (times.since if asked.kind == "since" else times.courses)]
    if given not in (UNKNOWN, SKIPPED, *known):
        expected = _("one of %(states)s, unknown", states=", ".join(known))
        raise wrong(str(asked), given, expected=expected, fix=_("choose one of them"))


def _is_age(given: Given) -> bool:
    return _is_number(given) and isinstance(given, int | float) and 0 <= given <= OLDEST


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _GREATEST


def _has_a_form(given: Given) -> bool:
    """Return whether an answer to a single finding has a form that `intake` can judge."""
    if isinstance(given, Mapping):
        return (
            given.keys() == {"value", "unit"}
            and _is_number(given["value"])
            and isinstance(given["unit"], str)
        )
    return isinstance(given, str | tuple) or _is_number(given)


def _refuse_wrong_list(asked: QuestionId, given: Given, base: KnowledgeBase) -> None:
    if given in (UNKNOWN, SKIPPED):
        return
    lines = lines_of(asked, base.interview)
    if not lines or not isinstance(given, Mapping):
        raise wrong(
            str(asked),
            given,
            expected=_("a state for each line, unknown or skipped"),
            fix=_("use Question.ticked"),
        )
    problems = [
        each for name, said in given.items() if (each := wrong_line(asked, name, said, base, lines=lines))
    ]
    if problems:
        raise CaseError(problems)


def wrong_line(
    asked: QuestionId, name: str, said: object, base: KnowledgeBase, *, lines: tuple[str, ...]
) -> Problem | None:
    """Return what is wrong with one line of a list's answer, or None.

    Args:
        asked: The list.
        name: The finding of the line.
        said: What was said of it.
        base: What is known.
        lines: The findings that the list can ask about.
    """
    if name in lines and said in (*base.findings[name].states, UNKNOWN, SKIPPED, UNTICKED, ASK):
        return None
    expected = _states(base.findings[name]) if name in lines else _("a finding of this list")
    return problem(f"{asked} ({name})", said, expected=expected)


def _states(finding: Finding) -> str:
    return _("one of %(states)s, unknown", states=", ".join(finding.states))


def problem(where: str, found: object, *, expected: str, fix: str = "") -> Problem:
    """Return one problem; what was found is quoted, shortened."""
    text = repr(found)
    return Problem(
        where=where,
        found=text if len(text) <= WIDEST else text[: WIDEST - 3] + "...",
        expected=expected,
        fix=fix or _("choose one of them"),
    )


def wrong(where: str, found: object, *, expected: str, fix: str) -> CaseError:
    """Return one problem as an error to raise."""
    return CaseError([problem(where, found, expected=expected, fix=fix)])
