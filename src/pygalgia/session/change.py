"""What is left of later answers after an earlier one was changed."""

from collections.abc import Mapping
from dataclasses import replace

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import applies
from pygalgia.frozen import Frozen
from pygalgia.interview import ASK, Interview, Step
from pygalgia.interview.opening import concerns
from pygalgia.interview.state import UNKNOWN
from pygalgia.texts import _, later, listed

#: Why an answer is taken out that contradicts a changed one.
NOT_WITH_IT = later("it does not go with the changed answer")


class Dropped(Frozen):
    """An answer that no longer holds, and why, in plain words.

    Attributes:
        question: The id of its question.
        what: What it was about, in words; empty where the question says it.
        finding: The line of a list that was dropped alone; empty where the question says it.
    """

    question: str
    why: str
    what: str = ""
    finding: str = ""


class Changed(Frozen):
    """An interview after an earlier answer was changed."""

    interview: Interview
    dropped: tuple[Dropped, ...]


def what_holds(kept: Interview, step: Step, case: Case, base: KnowledgeBase) -> tuple[Step | None, str]:
    """Return what is left of a step after an earlier change, and why a part was dropped, if any.

    Args:
        kept: What holds of the answers before the step.
        step: The step.
        case: `kept` as a case.
        base: What is known.
    """
    if step.id.kind == "person":
        rules = base.interview.persons.get(step.id.name)
        due = rules is None or concerns(rules, kept)
        return (step, "") if due else (None, _("it is not asked any more"))
    if step.id.is_time:
        is_there = case.states.get(step.id.name) not in (None, *NOTHING)
        return (step, "") if is_there else (None, _("it asked about a sign that is not there"))
    if step.lines is None:
        misfit = _misfit(case, step.question, base)
        return (None, misfit) if misfit else (step, "")
    fits = {name: said for name, said in step.lines.items() if not _misfit(case, name, base)}
    gone = [name for name, said in step.lines.items() if name not in fits and said not in (UNKNOWN, *NOTHING)]
    names = listed([base.findings[name].name for name in gone], "apart")
    why = _("no longer fits: %(answers)s", answers=names) if gone else ""
    return (replace(step, given=fits) if fits else None), why


def _misfit(case: Case, name: str, base: KnowledgeBase) -> str:
    finding = base.findings.get(name)
    if finding is None:
        return _("it is not asked any more")
    if not applies(finding, case):
        return _("it does not apply to this person")
    parent = finding.asked_if
    if parent is not None and case.states.get(parent.finding) not in parent.states:
        return _("it depended on the answer that was changed")
    return ""


def with_states(so_far: Interview, states: Mapping[str, str]) -> Interview:
    """Return the interview with these findings' answers replaced, wherever they were given."""
    steps = []
    for step in so_far.steps:
        if step.lines is not None:
            mended = {name: states.get(name, said) for name, said in step.lines.items()}
            steps.append(replace(step, given=mended))
        elif step.question not in states:
            steps.append(step)
        elif states[step.question] != ASK:
            steps.append(replace(step, given=states[step.question]))
    return replace(so_far, steps=tuple(steps))
