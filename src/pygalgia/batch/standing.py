"""Where every red flag stands on every case of a block: eight cases to a byte.

The arrays are those of the one judge of flags (`redflags.compiled`); only the axis of the cases is added,
and it comes last, so that one instruction works on 512 cases.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pygalgia.batch.arrays import UNKNOWN, BitArray, BoolArray, CodeArray, packed, unpacked
from pygalgia.batch.block import Block
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.people import Crowd
from pygalgia.redflags.rules import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The flags of a block.

    Attributes:
        raised: (F, W) flags that are raised; after the red flags every other rule that holds.
        open: (F, W) neither raised nor excluded.
        floors: (F, E) urgency that each open red flag holds up; 0 for every other.
        cases: E.
    """

    raised: BitArray
    open: BitArray
    floors: CodeArray
    cases: int

    def holding(self, rules: slice) -> BoolArray:
        """Return (rules, E) whether each of some rules holds for certain."""
        return unpacked(self.raised[rules], self.cases)

    def excluded(self, rules: slice) -> BoolArray:
        """Return (rules, E) whether each of some rules cannot hold."""
        return ~unpacked(self.raised[rules] | self.open[rules], self.cases)


def standings(block: Block, crowd: Crowd, compiled: Compiled) -> Standings:
    """Return where every rule stands on every case."""
    judge = compiled.judge
    sure, possible = _atoms(block, crowd, compiled)
    clause_sure = _clauses(sure, compiled)
    clause_can = _clauses(sure | possible, compiled)
    raised = _outcome(judge.rules, clause_sure)
    still = _outcome(judge.rules, clause_can) & ~raised
    return Standings(
        raised=raised, open=still, floors=_floors(clause_sure, still, compiled, block.size), cases=block.size
    )


def _clauses(atoms: BitArray, compiled: Compiled) -> BitArray:
    judge = compiled.judge
    result: BitArray = np.bitwise_or.reduceat(atoms[judge.holds_atom], judge.starts, axis=0)
    return result


def _outcome(rules: Rules, clauses: BitArray) -> BitArray:
    """Return (T, W) whether some path of each test has all its clauses."""
    whole = clauses[rules.clauses[:, 0]]
    for place in range(1, rules.clauses.shape[1]):
        whole &= clauses[rules.clauses[:, place]]
    result: BitArray = np.bitwise_or.reduceat(whole, rules.starts, axis=0)
    return result


def _floors(clause_sure: BitArray, still: BitArray, compiled: Compiled, cases: int) -> CodeArray:
    floors = compiled.judge.floors
    result = np.zeros((len(compiled.judge.flags), cases), dtype=np.int8)
    if not floors.starts.size:
        return result
    known = [_outcome(floors.rules, clause_sure)] if floors.rules.starts.size else []
    never = np.zeros((1, clause_sure.shape[1]), dtype=np.uint8)
    sure = np.concatenate([*known, never, ~never])
    in_force = unpacked(~sure[floors.unless] & sure[floors.only_if], cases)
    held = in_force * floors.urgency.astype(np.int8)[:, None]
    highest = np.maximum.reduceat(held, floors.starts, axis=0)
    result[floors.flags] = np.where(unpacked(still[floors.flags], cases), highest, 0)
    return result


def _atoms(block: Block, crowd: Crowd, compiled: Compiled) -> tuple[BitArray, BitArray]:
    """Return (A, W) atoms that hold and (A, W) that are not decided, as `Atoms.of` does for one case."""
    atoms = compiled.judge.atoms
    width = (block.size + 7) // 8
    sure = np.zeros((atoms.size, width), dtype=np.uint8)
    possible = np.zeros((atoms.size, width), dtype=np.uint8)
    open_ = dict(enumerate(_can_be(block, crowd, compiled)))
    for place, finding in enumerate(compiled.findings):
        if finding.id not in atoms.spans:
            continue
        start, stop = atoms.spans[finding.id]
        state = block.state[place]
        possible[start:stop] = packed((state == UNKNOWN) & open_[place])
        if (state != UNKNOWN).any():
            known = state[None, :] == np.arange(stop - start, dtype=np.int8)[:, None]
            if crowd.somebody_cannot[place]:
                known &= crowd.applies(place)
            sure[start:stop] = packed(known)
    first = len(atoms.place)
    for place in range(len(atoms.facts.tests)):
        outcome = [kind.facts[place] for kind in crowd.kinds]
        sure[first + place] = packed(np.array([each is True for each in outcome])[crowd.kind])
        possible[first + place] = packed(np.array([each is None for each in outcome])[crowd.kind])
    _judge_times(sure, possible, block, compiled)
    sure[-1] = 0xFF
    return sure, possible


def _can_be(block: Block, crowd: Crowd, compiled: Compiled) -> Iterator[BoolArray]:
    """Yield for each finding (E,) whether it may be in any state where it is unknown; see `logic.can_be`."""
    known: dict[int, BoolArray] = {}

    def can(place: int) -> BoolArray:
        if place not in known:
            finding = compiled.findings[place]
            result = crowd.applies(place)
            if finding.asked_if is not None:
                parent = compiled.place[finding.asked_if.finding]
                state = block.state[parent]
                fits = _is_in(state, compiled, parent, finding.asked_if.states) & crowd.applies(parent)
                result = result & np.where(state == UNKNOWN, can(parent), fits)
            known[place] = result
        return known[place]

    yield from (can(place) for place in range(len(compiled.findings)))


def _is_in(state: CodeArray, compiled: Compiled, place: int, names: tuple[str, ...]) -> BoolArray:
    states = compiled.findings[place].states
    fits = np.array([*(each in names for each in states), False])
    return fits[state]


def _judge_times(sure: BitArray, possible: BitArray, block: Block, compiled: Compiled) -> None:
    """Settle the atoms with a test on their time, as `Atoms` does for one case."""
    atoms = compiled.judge.atoms
    timed = slice(atoms.first_timed, atoms.first_timed + len(atoms.timed))
    met = np.where(atoms.is_presumed, np.uint8(0xFF), np.uint8(0))[:, None] | np.zeros_like(sure[timed])
    unmet = np.zeros_like(met)
    for finding, times in block.times.items():
        silent = packed(times.code < 0)
        for place in atoms.timed_of.get(compiled.findings[finding].id, ()):
            true, false = times.outcomes([atoms.timed[place].met(each) for each in times.timings])
            met[place] = (met[place] & silent) | packed(true)
            unmet[place] = packed(false)
    there, can = sure[atoms.timed_state], possible[atoms.timed_state]
    sure[timed] = there & met
    possible[timed] = can | (there & ~met & ~unmet)
