"""Strong three-valued logic: does a test hold for a case, not hold, or is it undecided?

A test holds (True), cannot hold (False), or is undecided (None) because what it asks about is not
known. "I don't know" never excludes, and an answer added later can decide what was undecided but
never turn True into False: the tests use no negation.
"""

from collections.abc import Iterator, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.red_flag import Criterion, RedFlag


def holds(test: Criterion, case: Case, *, findings: Mapping[str, Finding]) -> bool | None:
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


def _age(test: Criterion, age: float | None) -> bool | None:
    if age is None:
        return None
    old_enough = test.min_age is None or age >= test.min_age
    young_enough = test.below_age is None or age < test.below_age
    return old_enough and young_enough


def leaves(test: Criterion) -> Iterator[Criterion]:
    """Return the tests at the ends of a test: those that hold no others."""
    inner = (*test.all_of, *test.any_of, *test.of)
    if not inner:
        yield test
    for each in inner:
        yield from leaves(each)


def open_findings(test: Criterion, case: Case, *, findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the findings, still unknown, that could decide this test."""
    undecided = (
        leaf.finding
        for leaf in leaves(test)
        if leaf.finding is not None and holds(leaf, case, findings=findings) is None
    )
    return tuple(dict.fromkeys(undecided))


def flag_findings(flag: RedFlag) -> frozenset[str]:
    """Return every finding that a flag's rule or floors ask about."""
    tops = [flag.when]
    for floor in flag.floors:
        tops += [each for each in (floor.unless, floor.only_if) if each is not None]
    return frozenset(leaf.finding for top in tops for leaf in leaves(top) if leaf.finding is not None)
