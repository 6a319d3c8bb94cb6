"""Questions that were put and their answers, in words: to show them and to change them."""

from collections.abc import Mapping
from typing import Literal

from pygalgia.domain.finding import ABSENT, NOTHING, PRESENT
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.written_number import Quantity, figure
from pygalgia.interview import ASK, Audience, Given, Question, Step, wording
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED
from pygalgia.session.lines import rows_of
from pygalgia.texts import Words, _, later, listed, parted

_YES_NO = Words({PRESENT: later("yes"), ABSENT: later("no")})


def put_again(step: Step, audience: Audience, base: KnowledgeBase) -> Question:
    """Return the question of a step as it was put: a list with the lines that were answered."""
    rules = base.interview
    if step.id.kind == "person":
        return wording.person_question(rules.persons[step.question], audience)
    if step.id.is_time:
        return _time_question(step, audience, base)
    if step.lines is None:
        return wording.finding_question(base.findings[step.question], audience, findings=base.findings)
    sheet, rows = rows_of(step.id, rules)
    ticks = [(row, tick) for row in rows for tick in row.ticks if tick.finding in step.lines]
    return wording.list_question(
        sheet or rows[0],
        ticks,
        quiet=frozenset(name for name, said in step.lines.items() if said == UNTICKED),
        id_=step.question,
        findings=base.findings,
        audience=audience,
    )


def question_in_words(step: Step, audience: Audience, base: KnowledgeBase) -> str:
    """Return the question of a step in one sentence; for a list, that of the list or of its sheet."""
    if step.id.kind == "person":
        return wording.person_question(base.interview.persons[step.question], audience).text
    if step.id.is_lines:
        sheet, rows = rows_of(step.id, base.interview)
        top = sheet or next(iter(rows), None)
        return step.id.name if top is None else top.question
    if step.id.is_time:
        return _time_question(step, audience, base).text
    return wording.finding_question(base.findings[step.question], audience, findings=base.findings).text


def _time_question(step: Step, audience: Audience, base: KnowledgeBase) -> Question:
    part: Literal["since", "course"] = "since" if step.id.kind == "since" else "course"
    return wording.time_question(part, base.findings[step.id.name], base.interview, audience)


def answer_in_words(step: Step, base: KnowledgeBase) -> str:
    """Return what a step was answered with, in words."""
    given = step.given
    if given in (UNKNOWN, SKIPPED):
        return _("I don’t know") if given == UNKNOWN else _("passed over")
    if step.lines is not None:
        return _ticked(step.lines, base)
    if isinstance(given, Mapping):
        return str(Quantity(value=float(given["value"]), unit=str(given["unit"])))
    if isinstance(given, tuple):
        return listed([base.regions[name].plain for name in given if name in base.regions], "apart")
    if step.id.kind == "person":
        return _person(step.question, given, base)
    return _time(step, base) if step.id.is_time else _state(step.question, str(given), base)


def _time(step: Step, base: KnowledgeBase) -> str:
    texts = {each.id: each.text for each in _time_question(step, "self", base).options}
    return texts.get(str(step.given), str(step.given))


def _ticked(given: Mapping[str, str | float], base: KnowledgeBase) -> str:
    quiet = {UNKNOWN, SKIPPED}
    there = [_line(name, str(state), base) for name, state in given.items() if not _is_nothing(state, quiet)]
    unsure = [base.findings[name].name for name, state in given.items() if state in quiet]
    said = parted(there) or _("none of these")
    if not unsure:
        return said
    return _("%(answers)s (not sure: %(unsure)s)", answers=said, unsure=parted(unsure))


def _is_nothing(state: str | float, quiet: set[str]) -> bool:
    return state in NOTHING or state == UNTICKED or state in quiet


def _line(name: str, state: str, base: KnowledgeBase) -> str:
    finding = base.findings[name]
    if state in (PRESENT, ASK) or finding.kind == "yes-no":
        return finding.name
    return wording.finding_as(finding, state)


def _state(name: str, state: str, base: KnowledgeBase) -> str:
    finding = base.findings[name]
    if finding.kind == "yes-no":
        return _YES_NO.get(state, state)
    return finding.state_names.get(state, state)


def _person(name: str, given: Given, base: KnowledgeBase) -> str:
    if isinstance(given, float | int):
        return _("%(number)s years", number=figure(given))
    choices = {each.id: each.text for each in base.interview.persons[name].choices}
    return choices.get(str(given), str(given))
