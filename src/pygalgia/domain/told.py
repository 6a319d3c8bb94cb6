"""What was told of a danger: the signs of a red flag that are there."""

from collections.abc import Iterator, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import RedFlag

#: Where and how it hurts, and for how long, is no sign by itself.
_NO_SIGN = frozenset({"site", "course"})


def is_there(finding: str, case: Case) -> bool:
    """Return whether a finding is known to be there, in whatever state."""
    return case.states.get(finding, "none") not in NOTHING


def signs_told(flag: RedFlag, case: Case, findings: Mapping[str, Finding]) -> Iterator[str]:
    """Yield the danger signs of a rule that are there, else what brings its floor into force.

    A place or a time alone is no sign.
    """
    holding = (leaf for floor in flag.floors if floor.only_if for leaf in leaves(floor.only_if))
    told = [
        findings[leaf.finding]
        for leaf in (*leaves(flag.when), *holding)
        if leaf.finding and is_there(leaf.finding, case) and case.states[leaf.finding] in leaf.states
    ]
    dangers = [each.id for each in told if each.critical]
    yield from dangers or (each.id for each in told if each.topic not in _NO_SIGN)
