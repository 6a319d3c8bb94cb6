"""Strong three-valued logic: does a test hold for a case, not hold, or is it undecided?

A test holds (True), cannot hold (False), or is undecided (None) because what it asks about is not
known. "I don't know" never excludes, and an answer added later can decide what was undecided but
never turn True into False: the tests use no negation. The one exception says so itself: a test that is
`presumed`, or that a time can calm, holds until a known time speaks against it.

What a form of test means is written once, in `paths`: a test is alternatives, each a set of clauses that
must all hold, each clause a set of atoms of which one must. Judging one test on one case (`holds`) and
judging all red flags at once as arrays (`pygalgia.redflags`) both read that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.domain.timing import TimeTest, Timing

#: Nobody who is pregnant is asked what is asked from a higher age on.
OLDEST_MOTHER = 45.0
PREGNANCY, PREGNANT = "pregnancy", "pregnant"


@dataclass(frozen=True, slots=True)
class Timed:
    """A finding in a state, whose time meets a test and does not calm it."""

    finding: str
    state: str
    time: TimeTest
    calmed_by: tuple[TimeTest, ...] = ()

    def met(self, timing: Timing | None) -> bool | None:
        """Return whether a sign that is there counts, by its time; only a known time calms it."""
        calm = any(each.met(timing) is True for each in self.calmed_by)
        return False if calm else self.time.met(timing)

    @property
    def is_presumed(self) -> bool:
        """Whether an unknown time lets it count."""
        return self.met(None) is True


#: An atom: a finding in a state, the same with a test on its time, or a fact about the person (age, sex).
Atom = tuple[str, str] | Timed | Criterion
Clause = frozenset[Atom]
Path = frozenset[Clause]


def holds(test: Criterion, case: Case, *, findings: Mapping[str, Finding]) -> bool | None:
    """Return whether a test holds for the case: True, False, or None while it is undecided.

    Source:
        Strong three-valued logic: docs/decisions/0002-red-flags-in-three-values.md.
    """
    return _any_of(
        _all_of(_any_of(_atom(atom, case, findings) for atom in clause) for clause in path)
        for path in paths(test)
    )


def _any_of(outcomes: Iterable[bool | None]) -> bool | None:
    seen = set(outcomes)
    return True if True in seen else None if None in seen else False


def _all_of(outcomes: Iterable[bool | None]) -> bool | None:
    seen = set(outcomes)
    return False if False in seen else None if None in seen else True


def _atom(atom: Atom, case: Case, findings: Mapping[str, Finding]) -> bool | None:
    if isinstance(atom, Criterion):
        return fact(atom, case)
    if isinstance(atom, Timed):
        there = _atom((atom.finding, atom.state), case, findings)
        return atom.met(case.times.get(atom.finding)) if there else there
    finding, state = findings[atom[0]], case.states.get(atom[0])
    if not applies(finding, case):
        return False
    if state is not None:
        return state == atom[1]
    return None if can_be(finding, case, findings) else False


def fact(test: Criterion, case: Case) -> bool | None:
    """Return whether a test on age or sex holds; None where that is unknown."""
    if test.sex is not None:
        return None if case.sex == "unknown" else case.sex == test.sex
    if case.age_years is None:
        return None
    old_enough = test.min_age is None or case.age_years >= test.min_age
    young_enough = test.below_age is None or case.age_years < test.below_age
    return old_enough and young_enough


def applies(finding: Finding, case: Case) -> bool:
    """Return whether a finding can be there at all in a person of this sex and age."""
    if finding.only_sex is not None and case.sex not in ("unknown", finding.only_sex):
        return False
    if case.age_years is None:
        return True
    too_young = finding.min_age is not None and case.age_years < finding.min_age
    too_old = finding.max_age is not None and case.age_years > finding.max_age
    return not (too_young or too_old)


def is_limited(finding: Finding) -> bool:
    """Return whether a finding cannot be there in some people, by their sex or age."""
    return any(each is not None for each in (finding.only_sex, finding.min_age, finding.max_age))


def is_asked_of(finding: Finding, case: Case) -> bool:
    """Return whether a finding is asked of this person: it applies, and makes sense to ask.

    What is not known of the person, such as the age, rules nothing out.
    """
    whom = finding.asked_of
    if whom is None or not applies(finding, case):
        return applies(finding, case)
    is_pregnant = case.states.get(PREGNANCY) == PREGNANT
    if whom.not_pregnant and is_pregnant:
        return False
    if whom.not_while is not None and case.states.get(whom.not_while.finding) in whom.not_while.states:
        return False
    youngest, oldest = whom.min_age, whom.max_age
    if case.age_years is None:
        return not is_pregnant or youngest is None or youngest <= OLDEST_MOTHER
    too_young = youngest is not None and case.age_years < youngest
    return not too_young and (oldest is None or case.age_years <= oldest)


def can_be(finding: Finding, case: Case, findings: Mapping[str, Finding]) -> bool:
    """Return whether an unknown finding may still be in any state at all.

    It may not where it does not apply, or where the answer that it is asked under is ruled out: by another
    answer, or because that one cannot be either, to any depth.
    """
    if not applies(finding, case):
        return False
    parent = finding.asked_if
    if parent is None:
        return True
    known = findings[parent.finding]
    state = case.states.get(parent.finding)
    if state is None:
        return can_be(known, case, findings)
    return applies(known, case) and state in parent.states


@lru_cache(8192)
def paths(test: Criterion) -> tuple[Path, ...]:
    """Return a test as alternatives, each a set of clauses that must all hold: what every form means."""
    if test.finding is not None:
        return (frozenset({clause_of(test)}),)
    if test.all_of:
        return _all([paths(each) for each in test.all_of])
    if test.any_of:
        return _any([paths(each) for each in test.any_of])
    if test.at_least is not None:
        chosen = combinations([paths(each) for each in test.of], test.at_least)
        return _any([_all(list(each)) for each in chosen])
    return (frozenset({frozenset({test})}),)


def clause_of(leaf: Criterion) -> Clause:
    """Return the atoms of which one must hold for a test on a finding.

    Raises:
        ValueError: the test is not on a finding.
    """
    if leaf.finding is None:
        msg = f"a test on a finding, not {leaf}"
        raise ValueError(msg)
    if leaf.time is None and not leaf.calmed_by:
        return frozenset((leaf.finding, state) for state in leaf.states)
    time = leaf.time or TimeTest()
    return frozenset(Timed(leaf.finding, state, time, leaf.calmed_by) for state in leaf.states)


def _all(parts: Sequence[tuple[Path, ...]]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(frozenset().union(*chosen) for chosen in product(*parts)))


def _any(parts: Sequence[tuple[Path, ...]]) -> tuple[Path, ...]:
    """Return the alternatives, with those of a single clause merged into one."""
    every = [path for part in parts for path in part]
    single = [path for path in every if len(path) == 1]
    merged = frozenset().union(*(clause for path in single for clause in path))
    rest = [path for path in every if len(path) != 1]
    return tuple(dict.fromkeys([*([frozenset({merged})] if single else []), *rest]))


def leaves(test: Criterion) -> Iterator[Criterion]:
    """Return the tests at the ends of a test: those that hold no others."""
    inner = (*test.all_of, *test.any_of, *test.of)
    if not inner:
        yield test
    for each in inner:
        yield from leaves(each)


def flag_tests(flag: RedFlag) -> list[Criterion]:
    """Return the tests of a flag: what raises it, and what holds up or lifts its floors."""
    floors = [each for floor in flag.floors for each in (floor.unless, floor.only_if) if each is not None]
    return [flag.when, *floors]


def flag_findings(flag: RedFlag) -> frozenset[str]:
    """Return every finding that a flag's rule or floors ask about."""
    return frozenset(
        leaf.finding for top in flag_tests(flag) for leaf in leaves(top) if leaf.finding is not None
    )
