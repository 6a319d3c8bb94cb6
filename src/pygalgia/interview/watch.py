"""All red flags at once, as arrays: which hold, which can still be raised, and by which answers.

A flag's test is written out as *paths*: each path is a set of clauses that must all hold, each clause a set
of *atoms* (a finding in a state) of which one must. That is the three-valued logic of `domain.logic.holds`,
because tests have no negation: a property test compares the two. One look at all flags then costs a few array
operations, so that every answer that could come next can be weighed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.domain.finding import Finding
from pygalgia.domain.logic import applies
from pygalgia.domain.red_flag import Criterion, RedFlag
from pygalgia.domain.urgency import Urgency

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int64]

#: An atom: a finding in a state, or a fact about the person.
Atom = tuple[str, str] | Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The flags of a knowledge base, compiled.

    Axes: **A** atoms (findings' states first, in order, then facts about the person), **K** clauses,
    **P** paths, **L** the most clauses of a path.

    Attributes:
        atom: (finding id, state) to its place on the A axis.
        facts: Facts about the person (age, sex), on the A axis after all states. The last atom always holds.
        spans: Finding id to its part of the A axis.
        owner: (A without facts,) the finding of each atom, by its place.
        only_sex: (F,) the sex a finding applies to; empty for both.
        ages: Youngest and oldest age in years of each finding, (F,) each; infinite where there is no limit.
        nested: Findings that are asked only where another has a certain answer.
        holds_atom: (n,) atoms of the pairs (clause, atom), sorted by clause.
        holds_clause: (n,) clauses of these pairs.
        starts: (K,) where each clause's pairs start.
        clauses: (P, L) clauses of each path; the last clause, which always holds, fills up.
        flag: (P,) the flag of each path, by its place.
        urgency: (P,) the flag's urgency.
    """

    flags: tuple[RedFlag, ...]
    findings: Mapping[str, Finding]
    atom: Mapping[tuple[str, str], int]
    facts: tuple[Criterion, ...]
    spans: Mapping[str, tuple[int, int]]
    owner: IndexArray
    only_sex: NDArray[np.str_]
    ages: tuple[FloatArray, FloatArray]
    nested: tuple[Finding, ...]
    holds_atom: IndexArray
    holds_clause: IndexArray
    starts: IndexArray
    clauses: IndexArray
    flag: IndexArray
    urgency: IndexArray

    def look(self, case: Case) -> "Look":
        """Return where every flag stands on a case."""
        sure, possible = self._atoms(case)
        clause_sure = self._any_of_clause(sure)
        clause_possible = self._any_of_clause(sure | possible)
        path_alive: BoolArray = np.asarray(clause_possible[self.clauses].all(axis=1))
        undecided = ~clause_sure[self.clauses] & path_alive[:, None]
        return Look(watch=self, possible=possible, alive=path_alive, undecided=undecided)

    def _any_of_clause(self, atoms: BoolArray) -> BoolArray:
        """Return (K,) whether one of each clause's atoms is among these (A,)."""
        found: IndexArray = np.add.reduceat(atoms[self.holds_atom].astype(np.int64), self.starts)
        return found > 0

    def _atoms(self, case: Case) -> tuple[BoolArray, BoolArray]:
        """Return (A,) atoms that hold and (A,) atoms that are not decided."""
        size = len(self.atom) + len(self.facts) + 1
        sure, possible = np.zeros(size, dtype=np.bool_), np.ones(size, dtype=np.bool_)
        possible[: len(self.atom)] = self._applies(case)[self.owner]
        for name, state in case.states.items():
            start, stop = self.spans[name]
            if possible[start]:
                possible[start:stop] = False
                sure[self.atom[name, state]] = True
        for finding in self.nested:
            start, stop = self.spans[finding.id]
            if finding.id not in case.states and self._is_not_due(finding, case):
                possible[start:stop] = False
        for place, fact in enumerate(self.facts, start=len(self.atom)):
            outcome = _fact(fact, case)
            sure[place], possible[place] = outcome is True, outcome is None
        sure[-1], possible[-1] = True, False
        return sure, possible

    def _applies(self, case: Case) -> BoolArray:
        """Return (F,) whether each finding can be there at this age and sex: as `logic.applies`."""
        fits = np.ones(len(self.findings), dtype=np.bool_)
        if case.sex != "unknown":
            fits &= (self.only_sex == "") | (self.only_sex == case.sex)
        if case.age_years is not None:
            fits &= (case.age_years >= self.ages[0]) & (case.age_years <= self.ages[1])
        return fits

    def _is_not_due(self, finding: Finding, case: Case) -> bool:
        parent = finding.asked_if
        if parent is None:
            return False
        known = self.findings[parent.finding]
        if not applies(known, case):
            return True
        state = case.states.get(parent.finding)
        return self._is_not_due(known, case) if state is None else state not in parent.states


@dataclass(frozen=True, kw_only=True)
class Look:
    """Where every flag stands on one case.

    Attributes:
        possible: (A,) atoms that are not decided.
        alive: (P,) paths that hold or still can.
        undecided: (P, L) clauses of living paths that are still to be settled.
    """

    watch: Watch
    possible: BoolArray
    alive: BoolArray
    undecided: BoolArray

    @cached_property
    def remaining(self) -> IndexArray:
        """(P,) how many clauses of each path are still to be settled; 0 where it holds or cannot."""
        result: IndexArray = self.undecided.sum(axis=1)
        return result

    @cached_property
    def raised(self) -> frozenset[int]:
        """Places of the flags that are raised."""
        return frozenset(self.watch.flag[self.alive & (self.remaining == 0)].tolist())

    @cached_property
    def open(self) -> frozenset[int]:
        """Places of the flags that are neither raised nor excluded."""
        return frozenset(self.watch.flag[self.alive].tolist()) - self.raised

    def paths_above(self, level: int) -> BoolArray:
        """Return (P,) whether a path could still raise a flag above this urgency."""
        settled = np.zeros(len(self.watch.flags), dtype=np.bool_)
        settled[list(self.raised)] = True
        result: BoolArray = (self.remaining > 0) & ~settled[self.watch.flag] & (self.watch.urgency > level)
        return result

    def urgency_if(self, level: int) -> IndexArray:
        """Return (A,) the urgency that each single answer would lift the advice to, at least `level`."""
        one_left = self.paths_above(level) & (self.remaining == 1)
        reach = np.full(self.watch.starts.size, level)
        np.maximum.at(
            reach, self.watch.clauses[one_left][self.undecided[one_left]], self.watch.urgency[one_left]
        )
        lifted = np.full(self.possible.size, level)
        np.maximum.at(lifted, self.watch.holds_atom, reach[self.watch.holds_clause])
        lifted[~self.possible] = level
        return lifted

    def expected(self, chance: FloatArray, averted: FloatArray, *, together: float) -> FloatArray:
        """Return (A,) the loss that each answer is expected to avert by raising a flag, alone or with others.

        Args:
            chance: (A,) probability of each answer; 0 where nobody is asked.
            averted: (P,) loss that raising each path's flag averts; 0 for paths of no interest.
            together: The power that the chance of every further clause is raised to, 0 to 1.
        """
        interesting = np.flatnonzero((averted > 0) & self.undecided.any(axis=1))
        if not interesting.size:
            return np.zeros(chance.size)
        clauses, undecided = self.watch.clauses[interesting], self.undecided[interesting]
        pair_chance = np.where(self.possible, chance, 0.0)[self.watch.holds_atom]
        likely: FloatArray = np.minimum(np.add.reduceat(pair_chance, self.watch.starts), 1.0)
        each = np.where(undecided, likely[clauses], 1.0)
        saved = averted[interesting][:, None] * _others(each**together)
        credit, cap = np.zeros(likely.size), np.zeros(likely.size)
        np.add.at(credit, clauses[undecided], saved[undecided])
        # Ten flags raised by one answer avert no more than the gravest of them.
        np.maximum.at(
            cap, clauses[undecided], np.broadcast_to(averted[interesting][:, None], saved.shape)[undecided]
        )
        total, most = np.zeros(chance.size), np.zeros(chance.size)
        np.add.at(total, self.watch.holds_atom, credit[self.watch.holds_clause])
        np.maximum.at(most, self.watch.holds_atom, cap[self.watch.holds_clause])
        result: FloatArray = np.where(self.possible, np.minimum(total, most), 0.0)
        return result


def _others(each: FloatArray) -> FloatArray:
    """Return (P, L) the product of each row without its own entry."""
    one = np.ones((len(each), 1), dtype=np.float64)
    before = np.hstack([one, each[:, :-1]]).cumprod(axis=1)
    after = np.hstack([one, each[:, :0:-1]]).cumprod(axis=1)[:, ::-1]
    result: FloatArray = before * after
    return result


def compile_watch(flags: Iterable[RedFlag], findings: Mapping[str, Finding]) -> Watch:
    """Return the flags as arrays."""
    flags = tuple(flags)
    spans, atoms, place = {}, {}, 0
    for finding in findings.values():
        spans[finding.id] = (place, place + len(finding.states))
        for state in finding.states:
            atoms[finding.id, state] = place
            place += 1
    written = [(number, path) for number, flag in enumerate(flags) for path in _paths(flag.when)]
    facts = tuple(
        sorted(
            {a for _, path in written for clause in path for a in clause if isinstance(a, Criterion)},
            key=lambda fact: (fact.sex or "", fact.min_age or 0, fact.below_age or 0),
        )
    )
    places: dict[Atom, int] = dict(atoms.items())
    places.update({fact: place + n for n, fact in enumerate(facts)})
    # Sets have no order of their own: sorted, sums come out the same to the last bit in every process.
    ordered = [(number, sorted(path, key=lambda c: sorted(places[a] for a in c))) for number, path in written]
    clauses = list(dict.fromkeys(clause for _, path in ordered for clause in path))
    always = len(clauses)
    longest = max((len(path) for _, path in written), default=1)
    index = {clause: number for number, clause in enumerate(clauses)}
    rows = [[*(index[c] for c in path), *[always] * (longest - len(path))] for _, path in ordered]
    members = [sorted(places[a] for a in clause) for clause in clauses] + [[place + len(facts)]]
    return Watch(
        flags=flags,
        findings=findings,
        atom=atoms,
        facts=facts,
        spans=spans,
        owner=np.repeat(np.arange(len(findings)), [len(each.states) for each in findings.values()]),
        only_sex=np.array([each.only_sex or "" for each in findings.values()]),
        ages=(
            np.array([-np.inf if each.min_age is None else each.min_age for each in findings.values()]),
            np.array([np.inf if each.max_age is None else each.max_age for each in findings.values()]),
        ),
        nested=tuple(each for each in findings.values() if each.asked_if is not None),
        holds_atom=np.array([a for member in members for a in member], dtype=np.int64),
        holds_clause=np.repeat(np.arange(len(members)), [len(member) for member in members]),
        starts=np.cumsum([0, *(len(member) for member in members)])[:-1],
        clauses=np.array(rows, dtype=np.int64).reshape(len(rows), longest),
        flag=np.array([number for number, _ in written], dtype=np.int64),
        urgency=np.array([Urgency.from_id(flags[number].urgency) for number, _ in written], dtype=np.int64),
    )


Clause = frozenset[Atom]
Path = frozenset[Clause]


def _paths(test: Criterion) -> tuple[Path, ...]:
    """Return a test as alternatives, each a set of clauses that must all hold."""
    if test.finding is not None:
        return (frozenset({frozenset((test.finding, state) for state in test.states)}),)
    if test.all_of:
        return _all([_paths(each) for each in test.all_of])
    if test.any_of:
        return _any([_paths(each) for each in test.any_of])
    if test.at_least is not None:
        chosen = combinations([_paths(each) for each in test.of], test.at_least)
        return _any([_all(list(each)) for each in chosen])
    return (frozenset({frozenset({test})}),)


def _all(parts: Sequence[tuple[Path, ...]]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(frozenset().union(*chosen) for chosen in product(*parts)))


def _any(parts: Sequence[tuple[Path, ...]]) -> tuple[Path, ...]:
    """Return the alternatives, with those of a single clause merged into one."""
    paths = [path for part in parts for path in part]
    single = [path for path in paths if len(path) == 1]
    merged = frozenset().union(*(clause for path in single for clause in path))
    rest = [path for path in paths if len(path) != 1]
    return tuple(dict.fromkeys([*([frozenset({merged})] if single else []), *rest]))


def _fact(test: Criterion, case: Case) -> bool | None:
    if test.sex is not None:
        return None if case.sex == "unknown" else case.sex == test.sex
    if case.age_years is None:
        return None
    old_enough = test.min_age is None or case.age_years >= test.min_age
    return old_enough and (test.below_age is None or case.age_years < test.below_age)
