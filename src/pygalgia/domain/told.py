"""What was told of a danger: the signs of a red flag that are there."""

from collections.abc import Iterator, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import leaves
from pygalgia.domain.red_flag import RedFlag


def is_there(finding: str, case: Case) -> bool:
    """Return whether a finding is known to be there, in whatever state."""
    return case.states.get(finding, "none") not in NOTHING


def signs_told(flag: RedFlag, case: Case, findings: Mapping[str, Finding]) -> Iterator[str]:
    """Yield the danger signs of a rule that are there; a place or a time alone is none."""
    for leaf in leaves(flag.when):
        name = leaf.finding
        if name and findings[name].critical and is_there(name, case) and case.states[name] in leaf.states:
            yield name
