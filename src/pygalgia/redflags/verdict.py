"""Verdicts on a case: raised, excluded, or open while something needed is unknown."""

from collections.abc import Iterable, Iterator, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import holds, leaves, open_findings
from pygalgia.domain.red_flag import Criterion, FlagVerdict, Floor, RedFlag
from pygalgia.domain.urgency import Urgency


def verdicts(
    case: Case, flags: Iterable[RedFlag], *, findings: Mapping[str, Finding]
) -> tuple[FlagVerdict, ...]:
    """Return the verdict of every flag on a case, in the flags' order."""
    return tuple(_verdict(case, flag, findings) for flag in flags)


def _verdict(case: Case, flag: RedFlag, findings: Mapping[str, Finding]) -> FlagVerdict:
    outcome = holds(flag.when, case, findings=findings)
    if outcome is True:
        supporting = tuple(dict.fromkeys(_supporting(flag.when, case, findings)))
        return FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=supporting)
    if outcome is False:
        return FlagVerdict(flag=flag, verdict="excluded", floor=Urgency.SELF_CARE, because_of=())
    floor = max((_floor(each, case, findings) for each in flag.floors), default=Urgency.SELF_CARE)
    return FlagVerdict(
        flag=flag, verdict="open", floor=floor, because_of=open_findings(flag.when, case, findings=findings)
    )


def _floor(floor: Floor, case: Case, findings: Mapping[str, Finding]) -> Urgency:
    if floor.unless is not None and holds(floor.unless, case, findings=findings) is True:
        return Urgency.SELF_CARE
    if floor.only_if is not None and holds(floor.only_if, case, findings=findings) is not True:
        return Urgency.SELF_CARE
    return Urgency.from_id(floor.urgency)


def _supporting(test: Criterion, case: Case, findings: Mapping[str, Finding]) -> Iterator[str]:
    for leaf in leaves(test):
        if leaf.finding is not None and holds(leaf, case, findings=findings) is True:
            yield leaf.finding


def raising_states(flags: Iterable[RedFlag]) -> dict[str, frozenset[str]]:
    """Return finding id to the states that speak for some flag; every other state reassures."""
    states: dict[str, set[str]] = {}
    for flag in flags:
        for leaf in leaves(flag.when):
            if leaf.finding is not None:
                states.setdefault(leaf.finding, set()).update(leaf.states)
    return {finding: frozenset(named) for finding, named in states.items()}
