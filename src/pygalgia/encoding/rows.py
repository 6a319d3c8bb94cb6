"""Which rows of the arrays a case selects: here alone an answer becomes a number.

An answer may carry its time. A sign that is past was there in this illness and selects the row of its state:
beliefs are about the illness, not about today. A danger sign that a rule calms as no part of this illness
(old and unchanged) selects none. How a sign goes speaks for causes through the findings it `implies`.
"""

from collections.abc import Collection, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.timing import Calming

#: The pseudo-state of a finding that was not marked on a list: it may be there all the same.
UNMARKED = "(not marked)"


def selected(
    case: Case,
    findings: Mapping[str, Finding],
    state_row: Mapping[tuple[str, str], int],
    calming: Collection[Calming] = (),
) -> list[tuple[str, int]]:
    """Return each scored answer's finding and the row that it selects, in the order of the answers.

    A state that only follows from a region not being marked selects the weaker, unmarked row.
    """
    foreign = calmed(case, [rule for rule in calming if not rule.of_this_illness])
    chosen = []
    for name, state in case.states.items():
        finding = findings[name]
        # Most answers were given outright: only of the others it matters what no mark means.
        unmarked = case.origins.get(name) == "from-regions" and state == finding.fallback
        row = state_row.get((name, UNMARKED if unmarked else state))
        if row is not None and name not in foreign and is_asked(finding, case):
            chosen.append((name, row))
    return chosen


def calmed(case: Case, calming: Collection[Calming]) -> frozenset[str]:
    """Return the answered findings that any of these rules calms, by what was told of their time."""
    # An unknown time calms nothing, and of most answers no time was told.
    return frozenset(
        name
        for name, timing in case.times.items()
        if name in case.states and any(rule.calms(name, timing) for rule in calming)
    )


def is_asked(finding: Finding, case: Case) -> bool:
    """Return whether an answer counts: its parent answer holds, and nothing says the same more exactly."""
    parent = finding.asked_if
    return (parent is None or case.states.get(parent.finding) in parent.states) and not finding.is_superseded(
        case.states
    )
