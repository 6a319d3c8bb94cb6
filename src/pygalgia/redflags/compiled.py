"""All red flags at once, as arrays: which are raised, which are open, and what each open one holds up.

Compiled from `domain.logic.paths`, so that a form of test has one meaning. One look at all flags costs a few
array operations: assessments, the look ahead of an interview, a diary and batches all judge with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np

from pygalgia.domain.case import Case
from pygalgia.domain.red_flag import FlagVerdict, RedFlag, Verdict
from pygalgia.domain.urgency import Urgency
from pygalgia.lazy import cached_property
from pygalgia.redflags.rules import (
    Atoms,
    BoolArray,
    CodeArray,
    Floors,
    IndexArray,
    Rules,
    TruthArray,
    over,
)

#: Verdicts kept at once: of a few hundred flags each has some dozens in practice.
_MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """The flags of a knowledge base, compiled. Axes: **A** atoms, **K** clauses, **P** paths, **F** flags.

    Attributes:
        holds_atom: (n,) atoms of the pairs (clause, atom), sorted by clause.
        holds_clause: (n,) clauses of these pairs.
        starts: (K,) where each clause's pairs start.
        rules: What raises each flag.
        urgency: (F,) of each flag.
        leaves: For each flag the findings that its rule asks about, in order.
        leaf_clause: (n,) the clause of each of these leaves, one flag after another.
        spans: For each flag its part of `leaf_clause`.
        shared: (m, 2) path and atom, where one atom stands in several clauses of a path and settles them all.
        sharing: (m, L) which clauses of the path these are.
    """

    flags: tuple[RedFlag, ...]
    atoms: Atoms
    holds_atom: IndexArray
    holds_clause: IndexArray
    starts: IndexArray
    rules: Rules
    urgency: IndexArray
    floors: Floors
    leaves: tuple[tuple[str, ...], ...]
    leaf_clause: IndexArray
    spans: tuple[tuple[int, int], ...]
    shared: IndexArray
    sharing: BoolArray
    _kept: dict[tuple[int, Verdict, int, bytes], FlagVerdict] = field(
        default_factory=dict, repr=False, compare=False
    )
    _asking: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def in_words_of(self, flags: Mapping[str, RedFlag]) -> "Judge":
        """Return the same judge whose verdicts carry these flags: the same rules in other words.

        Args:
            flags: By id: the same flags, translated.
        """
        return replace(self, flags=tuple(flags[each.id] for each in self.flags), _kept={})

    def asking(self, finding: str) -> tuple[int, ...]:
        """Return the places of the flags whose rules ask about a finding."""
        if not self._asking:
            found: dict[str, list[int]] = {}
            for place, names in enumerate(self.leaves):
                for name in dict.fromkeys(names):
                    found.setdefault(name, []).append(place)
            self._asking.update({name: tuple(places) for name, places in found.items()})
        return self._asking.get(finding, ())

    def standing(self, case: Case) -> "Standing":
        """Return where every flag stands on a case."""
        sure, possible = self.atoms.of(case)
        return Standing(judge=self, sure=sure, possible=possible)

    def levels(self, sure: BoolArray, possible: BoolArray) -> IndexArray:
        """Return (F, ...) the urgency that each flag asks for, given (A, ...) atoms: of one case or of many.

        A raised flag asks for its own urgency, an open one for what its floors hold up, any other for none.
        """
        clause_sure, clause_can = self.clauses(sure), self.clauses(sure | possible)
        raised, can = self.rules.outcome(clause_sure, clause_can)
        floors = self.floors_of(clause_sure)
        (urgency,) = over((self.urgency,), sure.ndim - 1)
        result: IndexArray = np.where(raised, urgency, np.where(can, floors, 0))
        return result

    def floors_of(self, clause_sure: BoolArray) -> CodeArray:
        """Return (F, ...) the urgency that each flag holds up if open, given (K, ...) clauses that hold."""
        return self.floors.levels(self.floors.in_force(clause_sure), flags=len(self.flags))

    def verdict(self, place: int, kind: Verdict, *, floor: int, asking: bytes) -> FlagVerdict:
        """Return the verdict of one flag; one that was given before is given again.

        Args:
            place: Of the flag.
            kind: Where it stands.
            floor: What it holds up; 0 unless it is open.
            asking: One byte for each of its leaves, 1 for those because of which; empty where excluded.
        """
        key = (place, kind, floor, asking)
        known = self._kept.get(key)
        if known is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            known = self._kept[key] = FlagVerdict(
                flag=self.flags[place],
                verdict=kind,
                floor=Urgency(floor),
                because_of=tuple(dict.fromkeys(compress(self.leaves[place], asking))),
            )
        return known

    def verdicts(
        self, told: Iterable[tuple[bool, bool, int]], *, supporting: bytes, needed: bytes
    ) -> tuple[FlagVerdict, ...]:
        """Return the verdict of every flag.

        Args:
            told: Of each flag: whether it is raised, whether it is open, and what it holds up.
            supporting: One byte for each leaf of each flag: 1 where its clause holds.
            needed: The same: 1 where its clause is not decided.
        """
        result, known = [], self._kept.get
        for place, ((is_raised, is_open, floor), (start, stop)) in enumerate(
            zip(told, self.spans, strict=True)
        ):
            kind: Verdict = "raised" if is_raised else "open" if is_open else "excluded"
            asking = supporting[start:stop] if is_raised else needed[start:stop] if is_open else b""
            result.append(
                known((place, kind, floor, asking)) or self.verdict(place, kind, floor=floor, asking=asking)
            )
        return tuple(result)

    def clauses(self, atoms: TruthArray) -> TruthArray:
        """Return (K, ...) whether one of each clause's atoms is among these (A, ...)."""
        result: TruthArray = np.bitwise_or.reduceat(atoms[self.holds_atom], self.starts, axis=0)
        return result


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where every flag stands on one case.

    Attributes:
        sure: (A,) atoms that hold.
        possible: (A,) atoms that are not decided.
    """

    judge: Judge
    sure: BoolArray
    possible: BoolArray

    @cached_property
    def _clauses(self) -> CodeArray:
        """(K,) clauses that hold, or still can: both are judged at once, each in a bit."""
        sure, can = self.sure.view(np.int8), (self.sure | self.possible).view(np.int8)
        result: CodeArray = self.judge.clauses(sure | can << 1)
        return result

    @cached_property
    def clause_sure(self) -> BoolArray:
        """(K,) clauses that hold."""
        return _sure(self._clauses)

    @cached_property
    def clause_can(self) -> BoolArray:
        """(K,) clauses that hold or still can."""
        return _can(self._clauses)

    @cached_property
    def _paths(self) -> CodeArray:
        """(P,) paths that hold, or still can."""
        result: CodeArray = self.judge.rules.whole(self._clauses)
        return result

    @cached_property
    def alive(self) -> BoolArray:
        """(P,) paths that hold or still can."""
        return _can(self._paths)

    @cached_property
    def undecided(self) -> BoolArray:
        """(P, L) clauses of living paths that are still to be settled."""
        settled: BoolArray = self.clause_sure[self.judge.rules.clauses]
        result: BoolArray = np.logical_and(~settled, self.alive[:, None])
        return result

    @cached_property
    def remaining(self) -> IndexArray:
        """(P,) how many clauses of each path are still to be settled; 0 where it holds or cannot."""
        # Along the few clauses of all paths, not along each path: numpy starts anew for every sum.
        result = np.zeros(len(self.undecided), dtype=np.int8)
        for each in self.undecided.view(np.int8).T:
            result += each
        return result.astype(np.int64)

    @cached_property
    def _outcome(self) -> tuple[BoolArray, BoolArray]:
        outcome: CodeArray = self.judge.rules.some(self._paths)
        return _sure(outcome), _can(outcome)

    @property
    def raised(self) -> BoolArray:
        """(F,) flags that are raised."""
        return self._outcome[0]

    @cached_property
    def open(self) -> BoolArray:
        """(F,) flags that are neither raised nor excluded."""
        raised, can = self._outcome
        result: BoolArray = can & ~raised
        return result

    @cached_property
    def floors(self) -> IndexArray:
        """(F,) the urgency that each open flag holds up; 0 for every other flag."""
        held = self.judge.floors_of(self.clause_sure)
        result: IndexArray = np.where(self.open, held, 0)
        return result

    @cached_property
    def level(self) -> Urgency:
        """The urgency that the flags ask for together: the highest of those raised and of floors in force."""
        levels = np.where(self.raised, self.judge.urgency, self.floors)
        return Urgency(int(levels.max(initial=0)))

    @cached_property
    def verdicts(self) -> tuple[FlagVerdict, ...]:
        """The verdict of every flag, in the flags' order."""
        return self.judge.verdicts(self._told, supporting=self._supporting, needed=self._needed)

    @cached_property
    def holding(self) -> tuple[FlagVerdict, ...]:
        """The verdicts of only those flags that are raised or hold the urgency up, in the flags' order."""
        return tuple(self._verdict(int(place)) for place in np.flatnonzero(self.raised | (self.floors > 0)))

    def verdicts_on(self, findings: frozenset[str]) -> tuple[FlagVerdict, ...]:
        """Return the verdicts of those flags whose rules ask about some findings, in the flags' order."""
        asking = self.judge.asking
        return tuple(self._verdict(place) for place in sorted({p for name in findings for p in asking(name)}))

    @cached_property
    def _told(self) -> list[tuple[bool, bool, int]]:
        """Of each flag: whether it is raised, whether it is open, and what it holds up."""
        return list(zip(self.raised.tolist(), self.open.tolist(), self.floors.tolist(), strict=True))

    def _verdict(self, place: int) -> FlagVerdict:
        is_raised, is_open, floor = self._told[place]
        start, stop = self.judge.spans[place]
        asking = self._supporting[start:stop] if is_raised else self._needed[start:stop] if is_open else b""
        kind: Verdict = "raised" if is_raised else "open" if is_open else "excluded"
        return self.judge.verdict(place, kind, floor=floor, asking=asking)

    @cached_property
    def _supporting(self) -> bytes:
        """One byte for each leaf of each flag: whether the clause that it asks about holds."""
        return self.clause_sure[self.judge.leaf_clause].tobytes()

    @cached_property
    def _needed(self) -> bytes:
        """The same: whether that clause is not decided."""
        return (self.clause_can & ~self.clause_sure)[self.judge.leaf_clause].tobytes()


def _sure(codes: CodeArray) -> BoolArray:
    """Return what holds, of codes whose first bit says so."""
    result: BoolArray = (codes & 1).view(np.bool_)
    return result


def _can(codes: CodeArray) -> BoolArray:
    """Return what holds or still can, of codes whose second bit says so and that have no third."""
    result: BoolArray = (codes >> 1).view(np.bool_)
    return result
