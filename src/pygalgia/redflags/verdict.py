"""Three-valued verdicts on a case: raised, excluded, or open while something needed is unknown.

A test holds (True), cannot hold (False), or is undecided (None) because what it asks about is not
known. "I don't know" never excludes, and an answer added later can decide what was undecided but
never turn True into False: the tests use no negation.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.red_flag import Floor, RedFlag, Test, Verdict
from pygalgia.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagVerdict:
    """One flag's verdict on one case.

    Attributes:
        floor: While open: the least urgency it holds up; self-care where it holds up none.
        because_of: Findings that raised it, or that it still needs while open.
    """

    flag: RedFlag
    verdict: Verdict
    floor: Urgency
    because_of: tuple[str, ...]

    @property
    def urgency(self) -> Urgency:
        """The urgency this verdict asks for by itself."""
        return Urgency.from_id(self.flag.urgency) if self.verdict == "raised" else self.floor


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


def holds(test: Test, case: Case, *, findings: Mapping[str, Finding]) -> bool | None:
    """Return whether a test holds for the case: True, False, or None while it is undecided.

    Source:
        Strong three-valued logic: docs/decisions/0002-red-flags-in-three-values.md.
    """
    if test.finding is not None:
        return _finding_in(test.finding, test.states, case, findings)
    if test.all_of:
        return _all([holds(each, case, findings=findings) for each in test.all_of])
    if test.any_of:
        return _at_least(1, [holds(each, case, findings=findings) for each in test.any_of])
    if test.at_least is not None:
        return _at_least(test.at_least, [holds(each, case, findings=findings) for each in test.of])
    if test.sex is not None:
        return None if case.sex == "unknown" else case.sex == test.sex
    return _age(test, case.age_years)


def _finding_in(
    name: str, states: tuple[str, ...], case: Case, findings: Mapping[str, Finding]
) -> bool | None:
    finding = findings[name]
    if not applies(finding, case):
        return False
    state = case.states.get(name)
    if state is not None:
        return state in states
    parent = finding.asked_if
    if parent is not None and _finding_in(parent.finding, parent.states, case, findings) is False:
        return False
    return None


def applies(finding: Finding, case: Case) -> bool:
    """Return whether a finding can be there at all in a person of this sex and age."""
    if finding.only_sex is not None and case.sex not in ("unknown", finding.only_sex):
        return False
    if case.age_years is None:
        return True
    too_young = finding.min_age is not None and case.age_years < finding.min_age
    too_old = finding.max_age is not None and case.age_years > finding.max_age
    return not (too_young or too_old)


def _all(outcomes: list[bool | None]) -> bool | None:
    if False in outcomes:
        return False
    return None if None in outcomes else True


def _at_least(count: int, outcomes: list[bool | None]) -> bool | None:
    sure = outcomes.count(True)
    if sure >= count:
        return True
    return None if sure + outcomes.count(None) >= count else False


def _age(test: Test, age: float | None) -> bool | None:
    if age is None:
        return None
    old_enough = test.min_age is None or age >= test.min_age
    young_enough = test.below_age is None or age < test.below_age
    return old_enough and young_enough


def _leaves(test: Test) -> Iterator[Test]:
    inner = (*test.all_of, *test.any_of, *test.of)
    if not inner:
        yield test
    for each in inner:
        yield from _leaves(each)


def _supporting(test: Test, case: Case, findings: Mapping[str, Finding]) -> Iterator[str]:
    for leaf in _leaves(test):
        if leaf.finding is not None and holds(leaf, case, findings=findings) is True:
            yield leaf.finding


def open_findings(test: Test, case: Case, *, findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the findings, still unknown, that could decide this test."""
    undecided = (
        leaf.finding
        for leaf in _leaves(test)
        if leaf.finding is not None and holds(leaf, case, findings=findings) is None
    )
    return tuple(dict.fromkeys(undecided))


def raising_states(flags: Iterable[RedFlag]) -> dict[str, frozenset[str]]:
    """Return finding id to the states that speak for some flag; every other state reassures."""
    states: dict[str, set[str]] = {}
    for flag in flags:
        for leaf in _leaves(flag.when):
            if leaf.finding is not None:
                states.setdefault(leaf.finding, set()).update(leaf.states)
    return {finding: frozenset(named) for finding, named in states.items()}
