"""Which rows of the arrays a case selects: here alone an answer becomes a number.

What an answer carries beyond its state (when it began, how it goes) would choose among rows here.
"""

from collections.abc import Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding

#: The pseudo-state of a finding that was not marked on a list: it may be there all the same.
UNMARKED = "(not marked)"


def selected(
    case: Case, findings: Mapping[str, Finding], state_row: Mapping[tuple[str, str], int]
) -> list[tuple[str, int]]:
    """Return each scored answer's finding and the row that it selects, in the order of the answers.

    A state that only follows from a region not being marked selects the weaker, unmarked row.
    """
    chosen = []
    for name, state in case.states.items():
        finding = findings[name]
        unmarked = state == finding.fallback and case.origins.get(name) == "from-regions"
        row = state_row.get((name, UNMARKED if unmarked else state))
        if row is not None and is_asked(finding, case):
            chosen.append((name, row))
    return chosen


def is_asked(finding: Finding, case: Case) -> bool:
    """Return whether an answer counts: its parent answer holds, and nothing says the same more exactly."""
    parent = finding.asked_if
    return (parent is None or case.states.get(parent.finding) in parent.states) and not finding.is_superseded(
        case.states
    )
