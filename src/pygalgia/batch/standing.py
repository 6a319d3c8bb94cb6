"""Where every red flag stands on every case of a block: eight cases to a byte.

The judge of flags (`redflags.compiled`) takes them as they are; what is written here is only how a block
tells it what was answered, by whom and when.
"""

from dataclasses import dataclass

import numpy as np

from pygalgia.batch.arrays import UNKNOWN, AnyArray, BitArray, BoolArray, CodeArray, packed, unpacked
from pygalgia.batch.block import Block
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.people import Crowd
from pygalgia.redflags import Who


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
    who = _who(crowd, compiled)
    sure, possible = judge.atoms.settled(_told(block, compiled), who, *_times(block, compiled))
    clause_sure, clause_can = judge.clauses(sure), judge.clauses(sure | possible)
    raised, can = judge.rules.outcome(clause_sure, clause_can)
    still: AnyArray = can & ~raised
    in_force = unpacked(judge.floors.in_force(clause_sure), block.size)
    floors = judge.floors.levels(in_force, flags=len(judge.flags))
    floors[~unpacked(still, block.size)] = 0
    return Standings(raised=raised, open=still, floors=floors, cases=block.size)


def _told(block: Block, compiled: Compiled) -> BitArray:
    """Return (n, W) the states that were told."""
    atoms = compiled.judge.atoms
    result = np.zeros((len(atoms.place), _bytes(block.size)), dtype=np.uint8)
    for place, finding in enumerate(compiled.findings):
        state = block.state[place]
        if finding.id in atoms.spans and (state != UNKNOWN).any():
            start, stop = atoms.spans[finding.id]
            result[start:stop] = packed(state[None, :] == np.arange(stop - start, dtype=np.int8)[:, None])
    return result


def _who(crowd: Crowd, compiled: Compiled) -> Who:
    """Return what the people decide: worked out for each kind of person, and written down for each case."""
    atoms = compiled.judge.atoms
    never = np.zeros((len(atoms.place), _bytes(crowd.kind.size)), dtype=np.uint8)
    for place in np.flatnonzero(crowd.somebody_cannot).tolist():
        span = atoms.spans.get(compiled.findings[place].id)
        if span is not None:
            never[slice(*span)] = packed(~crowd.applies(place))
    sure, unknown = packed(np.array([each.facts for each in crowd.kinds]).transpose(1, 2, 0)[..., crowd.kind])
    return Who(never=never, sure=sure, unknown=unknown)


def _times(block: Block, compiled: Compiled) -> tuple[BitArray, BitArray]:
    """Return (t, W) timed states whose time meets the test, and whose does not; see `Atoms.times`."""
    atoms = compiled.judge.atoms
    met = np.zeros((len(atoms.timed), _bytes(block.size)), dtype=np.uint8)
    met[atoms.is_presumed] = 0xFF
    unmet = np.zeros_like(met)
    for finding, times in block.times.items():
        silent = packed(times.code < 0)
        for place in atoms.timed_of.get(compiled.findings[finding].id, ()):
            true, false = times.outcomes([atoms.timed[place].met(each) for each in times.timings])
            met[place] = (met[place] & silent) | packed(true)
            unmet[place] = packed(false)
    return met, unmet


def _bytes(cases: int) -> int:
    return (cases + 7) // 8
