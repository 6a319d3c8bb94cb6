"""What was told of a danger: the signs of a red flag that are there."""

from collections.abc import Iterator, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import is_asked_of, leaves
from pygalgia.domain.red_flag import RedFlag

#: Where and how it hurts, and for how long, is no sign by itself.
_NO_SIGN = frozenset({"site", "course"})


def is_there(finding: str, case: Case) -> bool:
    """Return whether a finding is known to be there, in whatever state."""
    return case.states.get(finding, "none") not in NOTHING


def is_told(finding: str, case: Case, findings: Mapping[str, Finding]) -> bool:
    """Return whether a finding may be told as said: unless it only follows and nobody like that is asked.

    Of a baby that keeps a leg still it follows that it cannot put weight on it.
    """
    return case.origins.get(finding) != "implied" or is_asked_of(findings[finding], case)


def signs_told(
    flag: RedFlag, case: Case, findings: Mapping[str, Finding], *, every: bool = False
) -> Iterator[str]:
    """Yield the danger signs of a rule that are there, else what brings its floor into force.

    A place or a time alone is no sign.

    Args:
        flag: The rule.
        case: What was told.
        findings: Every finding by id.
        every: Whether what is no danger by itself follows the danger signs, not only where there is none.
    """
    holding = (leaf for floor in flag.floors if floor.only_if for leaf in leaves(floor.only_if))
    told = [
        findings[leaf.finding]
        for leaf in (*leaves(flag.when), *holding)
        if leaf.finding and is_there(leaf.finding, case) and case.states[leaf.finding] in leaf.states
    ]
    dangers = [each.id for each in told if each.critical]
    others = [each.id for each in told if not each.critical and each.topic not in _NO_SIGN]
    yield from dangers
    if every or not dangers:
        yield from others
