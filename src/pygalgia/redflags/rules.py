"""The arrays that tests on a case are judged with: atoms, tests over clauses of atoms, and floors."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import Timed, applies, can_be, fact
from pygalgia.domain.red_flag import Criterion

BoolArray = NDArray[np.bool_]
IndexArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atoms:
    """The A axis: findings' states in order, facts about the person, timed states, one that always holds.

    Attributes:
        place: (finding id, state) to its place on the A axis.
        facts: Facts about the person (age, sex), after all states.
        timed: States with a test on their time, after all facts.
        timed_state: (t,) the place of each of these states without its test.
        timed_of: Finding id to its places among `timed`.
        is_presumed: (t,) whether an unknown time is taken to meet the test; else it decides nothing.
        spans: Finding id to its part of the A axis.
        limited: Findings that not everybody can have: by sex or age.
        nested: Findings that are asked only where another has a certain answer.
    """

    findings: Mapping[str, Finding]
    place: Mapping[tuple[str, str], int]
    facts: tuple[Criterion, ...]
    timed: tuple[Timed, ...]
    timed_state: IndexArray
    timed_of: Mapping[str, tuple[int, ...]]
    is_presumed: BoolArray
    spans: Mapping[str, tuple[int, int]]
    limited: tuple[Finding, ...]
    nested: tuple[Finding, ...]

    @property
    def size(self) -> int:
        """The length of the A axis."""
        return self.first_timed + len(self.timed) + 1

    @property
    def first_timed(self) -> int:
        """Where the states with a test on their time start on the A axis."""
        return len(self.place) + len(self.facts)

    def of(self, case: Case) -> tuple[BoolArray, BoolArray]:
        """Return (A,) atoms that hold and (A,) atoms that are not decided."""
        sure, possible = np.zeros(self.size, dtype=np.bool_), np.ones(self.size, dtype=np.bool_)
        for name, state in case.states.items():
            self._settle(possible, name)
            sure[self.place[name, state]] = True
        for finding in self.limited:
            if not applies(finding, case):
                self._settle(possible, finding.id)
                self._settle(sure, finding.id)
        for finding in self.nested:
            if finding.id not in case.states and not can_be(finding, case, self.findings):
                self._settle(possible, finding.id)
        for place, each in enumerate(self.facts, start=len(self.place)):
            outcome = fact(each, case)
            sure[place], possible[place] = outcome is True, outcome is None
        self._judge_times(sure, possible, case)
        sure[-1], possible[-1] = True, False
        return sure, possible

    def _judge_times(self, sure: BoolArray, possible: BoolArray, case: Case) -> None:
        timed = slice(self.first_timed, self.first_timed + len(self.timed))
        there, can = sure[self.timed_state], possible[self.timed_state]
        met, unmet = self.is_presumed.copy(), np.zeros(len(self.timed), dtype=np.bool_)
        for finding, timing in case.times.items():
            for place in self.timed_of.get(finding, ()):
                outcome = self.timed[place].met(timing)
                met[place], unmet[place] = outcome is True, outcome is False
        sure[timed], possible[timed] = there & met, can | (there & ~met & ~unmet)

    def _settle(self, atoms: BoolArray, finding: str) -> None:
        start, stop = self.spans[finding]
        atoms[start:stop] = False


@dataclass(frozen=True, slots=True, kw_only=True)
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

    def outcome(self, clause_sure: BoolArray, clause_possible: BoolArray) -> tuple[BoolArray, BoolArray]:
        """Return (..., T) whether each test holds and whether it still can, given (..., K) clauses."""
        if not self.starts.size:
            none = np.zeros((*clause_sure.shape[:-1], 0), dtype=np.bool_)
            return none, none
        return self._any_path(clause_sure), self._any_path(clause_possible)

    def _any_path(self, clauses: BoolArray) -> BoolArray:
        whole = clauses[..., self.clauses].all(axis=-1)
        result: BoolArray = np.logical_or.reduceat(whole, self.starts, axis=-1)
        return result


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
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
    urgency: IndexArray
    unless: IndexArray
    only_if: IndexArray
    flags: IndexArray
    starts: IndexArray

    def levels(self, clause_sure: BoolArray, *, flags: int) -> IndexArray:
        """Return (..., F) the urgency that each flag holds up if open, given (..., K) clauses that hold.

        A floor gives way only to what is certain, and comes into force only by what is certain.
        """
        shape = clause_sure.shape[:-1]
        result = np.zeros((*shape, flags), dtype=np.int64)
        if not self.starts.size:
            return result
        sure, _ = self.rules.outcome(clause_sure, clause_sure)
        never, always = np.zeros((*shape, 1), dtype=np.bool_), np.ones((*shape, 1), dtype=np.bool_)
        known = np.concatenate([sure, never, always], axis=-1)
        in_force = ~known[..., self.unless] & known[..., self.only_if]
        held = in_force * self.urgency
        result[..., self.flags] = np.maximum.reduceat(held, self.starts, axis=-1)
        return result
