"""What one question told and a later one takes back: an interview puts each thing once, a program may not."""

from pygalgia.errors import Problem
from pygalgia.interview import ASK, Given, Interview, Step
from pygalgia.interview.state import SKIPPED, UNKNOWN, UNTICKED

_TOLD_NOTHING = (UNKNOWN, SKIPPED, UNTICKED, ASK)


def taken_back(interview: Interview, *, where: str) -> tuple[Problem, ...]:
    """Return every finding that one step told and a later step says otherwise, as a problem.

    A list that left a line open and the question that then asks about it alone are no such case; that
    somebody does not know any more what was told is one.

    Args:
        interview: The answers so far.
        where: Where its steps stand.
    """
    told: dict[str, tuple[int, Given]] = {}
    problems = []
    for number, step in enumerate(interview.steps):
        for name, said in _findings(step):
            if name in told and said not in (UNTICKED, told[name][1]):
                problems.append(_problem(name, told[name][0], number, where=where))
            elif said not in _TOLD_NOTHING:
                told.setdefault(name, (number, said))
    return tuple(problems)


def _findings(step: Step) -> list[tuple[str, Given]]:
    if step.lines is not None:
        return list(step.lines.items())
    if step.id.kind in ("person", "check") or step.id.is_time:
        return []
    return [(step.question, step.given)]


def _problem(name: str, first: int, second: int, *, where: str) -> Problem:
    return Problem(
        where=where,
        found=f"two answers about {name!r}, in steps {first} and {second}",
        expected="one answer about each finding: nothing is overwritten silently",
        fix="change the answer where it was given, or take one of them away",
    )
