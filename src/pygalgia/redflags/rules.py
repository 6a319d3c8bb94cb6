"""The arrays that tests on a case are judged with: atoms, tests over clauses of atoms, and floors.

What holds is the first axis, whom it holds for the others: none for one case. So the same few operations
judge one case, many cases, and many cases of which eight lie in a byte (`numpy.packbits`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.domain.logic import Timed
from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen

BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.int64]
CodeArray = NDArray[np.int8]
FloatArray = NDArray[np.float64]
#: Whether something holds: booleans, or bytes of eight cases each.
TruthArray = NDArray[Any]

SEXES = ("female", "male")
UNKNOWN_SEX = -1
#: Of some kilobytes each.
_MOST_PEOPLE = 64


class Limits(Frozen):
    """Who can have each of a number of things (n): by sex and by age in years, both ends included.

    Attributes:
        only_sex: The sex as a place in `SEXES`; UNKNOWN_SEX for both.
        min_age: -inf for any.
        max_age: inf for any.
    """

    only_sex: IndexArray
    min_age: FloatArray
    max_age: FloatArray

    def exclude(self, sex: IndexArray, age: FloatArray) -> BoolArray:
        """Return (n, ...) whether people of a known sex or age cannot; (...) sexes, and ages or nan."""
        only_sex, min_age, max_age = over((self.only_sex, self.min_age, self.max_age), sex.ndim)
        wrong_sex = (only_sex != UNKNOWN_SEX) & (sex != UNKNOWN_SEX) & (only_sex != sex)
        result: BoolArray = wrong_sex | (age < min_age) | (age > max_age)
        return result


class Facts(Frozen):
    """Tests on a person (n): on the sex, or on the age in years from `min_age` (included) to `below_age`."""

    tests: tuple[Criterion, ...]
    sex: IndexArray
    min_age: FloatArray
    below_age: FloatArray

    def of(self, sex: IndexArray, age: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Return (n, ...) whether each holds and whether it is not decided; of sexes and ages (...)."""
        own, min_age, below_age = over((self.sex, self.min_age, self.below_age), sex.ndim)
        on_sex = own != UNKNOWN_SEX
        sure: BoolArray = np.where(on_sex, own == sex, (age >= min_age) & (age < below_age))
        unknown: BoolArray = np.where(on_sex, sex == UNKNOWN_SEX, np.isnan(age))
        return sure, unknown


class Who(Frozen):
    """What the person alone decides.

    Attributes:
        never: (n, ...) states that somebody of this sex and age cannot have.
        sure: (m, ...) facts about the person that hold.
        unknown: (m, ...) facts that are not decided.
    """

    never: TruthArray
    sure: TruthArray
    unknown: TruthArray


class Nested(Frozen):
    """Findings that can be there only where another has a certain answer, all equally deep.

    Attributes:
        opening: (n, s) atoms of the answers that open each, filled up with the first.
        asking: (n,) first atom of each finding that they are asked under: open, they may still be.
        inner: Atoms of all these findings.
        owner: For each of `inner`, its finding's place (n).
    """

    opening: IndexArray
    asking: IndexArray
    inner: IndexArray
    owner: IndexArray

    def close(self, sure: TruthArray, possible: TruthArray) -> None:
        """Take from the (A, ...) possible atoms those of findings that cannot be there any more."""
        alive = np.bitwise_or.reduce(sure[self.opening], axis=1) | possible[self.asking]
        possible[self.inner] &= alive[self.owner]


class Atoms(Frozen, dict=True):
    """The A axis: findings' states in order, facts about the person, timed states, one that always holds.

    Attributes:
        place: (finding id, state) to its place on the A axis.
        spans: Finding id to its part of the A axis; only findings that have states.
        starts: Where each of these parts starts, in order.
        owner: (n,) for each state, the place of its finding among `starts`.
        limits: Of each state: who can have its finding.
        nested: Findings that are asked only under another, each after the one it is asked under.
        facts: Facts about the person (age, sex), after all states.
        timed: States with a test on their time, after all facts.
        timed_state: (t,) the place of each of these states without its test.
        timed_of: Finding id to its places among `timed`.
        is_presumed: (t,) whether an unknown time is taken to meet the test; else it decides nothing.
    """

    place: Mapping[tuple[str, str], int]
    spans: Mapping[str, tuple[int, int]]
    starts: IndexArray
    owner: IndexArray
    limits: Limits
    nested: tuple[Nested, ...]
    facts: Facts
    timed: tuple[Timed, ...]
    timed_state: IndexArray
    timed_of: Mapping[str, tuple[int, ...]]
    is_presumed: BoolArray

    @property
    def size(self) -> int:
        """The length of the A axis."""
        return self.first_timed + len(self.timed) + 1

    @property
    def first_timed(self) -> int:
        """Where the states with a test on their time start on the A axis."""
        return len(self.place) + len(self.facts.tests)

    def of(self, case: Case) -> tuple[BoolArray, BoolArray]:
        """Return (A,) atoms that hold and (A,) atoms that are not decided."""
        return self.settled(self.told(case.states), self.who_is(case), *self.times(case))

    def who_is(self, case: Case) -> "Who":
        """Return what the person of a case decides: kept for people of the same sex and age."""
        key = (case.sex, case.age_years)
        known = self._people.get(key)
        if known is None:
            if len(self._people) >= _MOST_PEOPLE:
                self._people.clear()
            known = self._people[key] = self.who(*person(case))
        return known

    @cached_property
    def _people(self) -> "dict[tuple[str, float | None], Who]":
        return {}

    def who(self, sex: IndexArray, age: FloatArray) -> Who:
        """Return what people decide by their sex (a place in `SEXES`, or UNKNOWN_SEX) and age (or nan)."""
        sure, unknown = self.facts.of(sex, age)
        return Who(never=self.limits.exclude(sex, age), sure=sure, unknown=unknown)

    def told(self, states: Mapping[str, str]) -> BoolArray:
        """Return (n,) which states were told."""
        result = np.zeros(len(self.place), dtype=np.bool_)
        result[list(map(self.place.__getitem__, states.items()))] = True
        return result

    def settled(
        self, told: TruthArray, who: Who, met: TruthArray, unmet: TruthArray
    ) -> tuple[TruthArray, TruthArray]:
        """Return (A, ...) atoms that hold and that are not decided: of one case or of many.

        Args:
            told: (n, ...) states that were told, at most one of each finding.
            who: What the people decide; of one case, or of each of the many.
            met: (t, ...) timed states whose time meets the test.
            unmet: (t, ...) those whose time does not.
        """
        states = slice(0, len(self.place))
        sure = np.zeros((self.size, *told.shape[1:]), dtype=told.dtype)
        possible = np.zeros_like(sure)
        sure[states] = told & ~who.never
        known = np.bitwise_or.reduceat(told, self.starts, axis=0)
        possible[states] = ~(known[self.owner] | who.never)
        for each in self.nested:
            each.close(sure, possible)
        facts = slice(len(self.place), self.first_timed)
        sure[facts], possible[facts] = who.sure, who.unknown
        timed = slice(self.first_timed, self.first_timed + len(self.timed))
        there, can = sure[self.timed_state], possible[self.timed_state]
        sure[timed], possible[timed] = there & met, can | (there & ~met & ~unmet)
        # The atom that always holds, of as many cases as there are.
        sure[-1] = ~sure[-1]
        return sure, possible

    def times(self, case: Case) -> tuple[BoolArray, BoolArray]:
        """Return (t,) timed states whose time, if they are there, meets the test, and whose does not."""
        met, unmet = self.is_presumed.copy(), np.zeros(len(self.timed), dtype=np.bool_)
        for finding, timing in case.times.items():
            for place in self.timed_of.get(finding, ()):
                outcome = self.timed[place].met(timing)
                met[place], unmet[place] = outcome is True, outcome is False
        return met, unmet


def over(values: Sequence[NDArray[Any]], axes: int) -> Iterator[NDArray[Any]]:
    """Yield (n,) arrays as (n, 1, ...), so that each value stands for all cases along so many axes."""
    return (each.reshape(-1, *(1,) * axes) for each in values)


def person(case: Case) -> tuple[IndexArray, FloatArray]:
    """Return sex and age as the arrays are judged with: a place in `SEXES`, and years or nan."""
    sex = UNKNOWN_SEX if case.sex == "unknown" else SEXES.index(case.sex)
    return np.array(sex), np.array(np.nan if case.age_years is None else case.age_years)


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Tests as arrays. Axes: **T** tests, **P** their paths, **L** the most clauses of a path.

    Attributes:
        clauses: (P, L) clauses of each path; the last clause, which always holds, fills up.
        test: (P,) the test of each path.
        starts: (T,) where each test's paths start.
    """

    clauses: IndexArray
    test: IndexArray
    starts: IndexArray

    def outcome(self, clause_sure: TruthArray, clause_possible: TruthArray) -> tuple[TruthArray, TruthArray]:
        """Return (T, ...) whether each test holds and whether it still can, given (K, ...) clauses."""
        return self.holding(clause_sure), self.holding(clause_possible)

    def holding(self, clauses: TruthArray) -> TruthArray:
        """Return (T, ...) whether some path of each test has all its clauses among these (K, ...)."""
        return self.some(self.whole(clauses))

    def some(self, paths: TruthArray) -> TruthArray:
        """Return (T, ...) whether some path of each test is among these (P, ...)."""
        if not self.starts.size:
            return np.zeros((0, *paths.shape[1:]), dtype=paths.dtype)
        result: TruthArray = np.bitwise_or.reduceat(paths, self.starts, axis=0)
        return result

    def whole(self, clauses: TruthArray) -> TruthArray:
        """Return (P, ...) whether all clauses of each path are among these (K, ...)."""
        first, *others = self._columns
        result: TruthArray = clauses[first]
        for each in others:
            result &= clauses[each]
        return result

    @cached_property
    def _columns(self) -> list[IndexArray]:
        """The first clause of every path, the second ...: a path's few clauses are looked up one by one."""
        return list(np.ascontiguousarray(self.clauses.T))


class Floors(Frozen, dict=True):
    """The floors of the flags as arrays over their number (G), in the order of the flags.

    Attributes:
        rules: The tests of `unless` and `only_if`; the two places after the last mean never and always.
        urgency: (G,) what each holds up while its flag is open.
        unless: (G,) the test that lifts it.
        only_if: (G,) the test without which it is not in force.
        flags: (N,) the flags that have floors.
        starts: (N,) where each of these flags' floors start.
    """

    rules: Rules
    urgency: CodeArray
    unless: IndexArray
    only_if: IndexArray
    flags: IndexArray
    starts: IndexArray

    @cached_property
    def flag(self) -> IndexArray:
        """(G,) the flag of each floor."""
        ends = np.append(self.starts[1:], self.urgency.size)
        result: IndexArray = np.repeat(self.flags, ends - self.starts)
        return result

    def in_force(self, clause_sure: TruthArray) -> TruthArray:
        """Return (G, ...) which floors are in force if their flag is open, given (K, ...) clauses that hold.

        A floor gives way only to what is certain, and comes into force only by what is certain.
        """
        sure = self.rules.holding(clause_sure)
        never = np.zeros((1, *sure.shape[1:]), dtype=sure.dtype)
        known = np.concatenate([sure, never, ~never])
        result: TruthArray = ~known[self.unless] & known[self.only_if]
        return result

    def levels(self, in_force: BoolArray, *, flags: int) -> CodeArray:
        """Return (F, ...) the urgency that each flag holds up if open, given its floors in force (G, ...)."""
        result = np.zeros((flags, *in_force.shape[1:]), dtype=np.int8)
        if self.starts.size:
            (urgency,) = over((self.urgency,), in_force.ndim - 1)
            result[self.flags] = np.maximum.reduceat(in_force * urgency, self.starts, axis=0)
        return result
