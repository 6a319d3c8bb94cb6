"""The knowledge as a batch needs it: compiled once, shared by every block."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pygalgia.assessing import Knowledge
from pygalgia.batch.arrays import AnyArray, BitArray, BoolArray, FloatArray, IndexArray
from pygalgia.batch.drawing import Drawn, drawn
from pygalgia.batch.people import People
from pygalgia.domain.condition import POPULATIONS
from pygalgia.domain.finding import Finding
from pygalgia.domain.red_flag import Criterion
from pygalgia.encoding import UNMARKED, Network
from pygalgia.inference import Drawer
from pygalgia.inference.model import DIRECT
from pygalgia.redflags import Judge, as_flag, compile_flags

#: Numbers of single precision that a processor may multiply at once.
_AT_ONCE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LossTables:
    """What the loop of expected loss reads, in one precision.

    Conditions stand in the order of how soon they must be seen: whoever loses by a level stands before
    whoever gains, so that few rivals are looked at. An S row after the last has no effect.

    Attributes:
        order: (C,) the column of each in all other arrays.
        ratio: (2, S + 1, C) by population.
        inverse: (2, S + 1, C) 1 / ratio.
        q: (2, M, C) rates of the mechanisms.
        speaks: (2, S, C) whether a row alone speaks for a condition.
        speaking: Before how many conditions nobody is worth an emergency, so that nobody asks who spoke.
        gain: (2, U - 1, C) as `Compiled.gain`.
        rivals: (2, U - 1) after how many conditions nobody loses by a level.
    """

    order: IndexArray
    ratio: AnyArray
    inverse: AnyArray
    q: AnyArray
    speaks: BitArray
    speaking: int
    gain: FloatArray
    rivals: IndexArray


@dataclass(frozen=True, kw_only=True)
class Compiled:
    """What blocks of cases are judged with; immutable but for the people met, which are kept.

    Rules that are no red flags (what contradicts, what a condition needs, when an illness is settled) are
    compiled as the flags are, and stand after them on the F axis: one judge, one look at the answers.
    """

    knowledge: Knowledge

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """(N,) every finding."""
        return tuple(self.knowledge.base.findings.values())

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Finding id to its place on the N axis."""
        return {each.id: index for index, each in enumerate(self.findings)}

    @cached_property
    def people(self) -> People:
        """The people met so far, by age, sex and setting."""
        return People(knowledge=self.knowledge, facts=self.judge.atoms.facts)

    @cached_property
    def models(self) -> tuple[Network, Network]:
        """The arrays of each population, in the order of POPULATIONS."""
        by_name = {"adults": self.knowledge.model, "children": self.knowledge.child_model}
        adults, children = (by_name[name] for name in POPULATIONS)
        return adults, children

    @cached_property
    def judge(self) -> Judge:
        """The red flags, and after them every other rule."""
        rules = (*self._contradictions, *self._needs, *self._settled)
        others = [as_flag(rule, name=f"rule-{index}") for index, rule in enumerate(rules)]
        return compile_flags([*self.knowledge.base.red_flags.values(), *others], self.knowledge.base.findings)

    @cached_property
    def flags(self) -> slice:
        """Where the red flags stand on the F axis."""
        return slice(0, len(self.knowledge.base.red_flags))

    @cached_property
    def contradictions(self) -> slice:
        """Where the contradictions stand on the F axis."""
        return slice(self.flags.stop, self.flags.stop + len(self._contradictions))

    @cached_property
    def needs(self) -> slice:
        """Where what some conditions need stands on the F axis, in the order of `needing`."""
        return slice(self.contradictions.stop, self.contradictions.stop + len(self._needs))

    @cached_property
    def settled(self) -> slice:
        """Where the rule for a settled illness stands on the F axis; empty where there is none."""
        return slice(self.needs.stop, self.needs.stop + len(self._settled))

    @cached_property
    def needing(self) -> IndexArray:
        """Columns of the conditions that need a circumstance."""
        conditions = self.knowledge.base.conditions.values()
        return np.flatnonzero([each.only.needs is not None for each in conditions])

    @property
    def _contradictions(self) -> Sequence[Criterion]:
        return [each.when for each in self.knowledge.base.contradictions.values()]

    @property
    def _needs(self) -> Sequence[Criterion]:
        conditions = self.knowledge.base.conditions.values()
        return [each.only.needs for each in conditions if each.only.needs is not None]

    @property
    def _settled(self) -> Sequence[Criterion]:
        when = self.knowledge.base.triage.settled_when
        return [] if when is None else [when]

    @cached_property
    def scored(self) -> tuple[int, ...]:
        """Places of the findings that have rows, in order."""
        rows = {finding for finding, _ in self.models[0].state_row}
        return tuple(place for place, each in enumerate(self.findings) if each.id in rows)

    @cached_property
    def row_of(self) -> Mapping[int, IndexArray]:
        """Place of a scored finding to the S row of each of its states, and last that of unknown: -1."""
        rows = self.models[0].state_row
        return {
            place: np.array(
                [rows.get((self.findings[place].id, s), -1) for s in self.findings[place].states] + [-1],
                dtype=np.int16,
            )
            for place in self.scored
        }

    @cached_property
    def unmarked_row(self) -> Mapping[int, int]:
        """Place of a finding that regions fill to its row for "not marked"."""
        rows = self.models[0].state_row
        return {self.place[finding]: row for (finding, state), row in rows.items() if state == UNMARKED}

    @cached_property
    def reassuring(self) -> BoolArray:
        """(S,) whether a row stands for an answer that may not raise urgency."""
        raising = self.knowledge.raising
        return self._by_row(
            lambda finding, state: state == finding.denial and state not in raising.get(finding.id, ())
        )

    @cached_property
    def danger(self) -> BoolArray:
        """(S,) whether a row stands for a danger sign."""
        signs = self.knowledge.base.triage.danger_signs
        return self._by_row(lambda finding, state: state in signs.get(finding.id, ()))

    def _by_row(self, holds: Callable[[Finding, str | None], bool]) -> BoolArray:
        findings = self.knowledge.base.findings
        result = np.zeros(len(self.models[0].state_row), dtype=np.bool_)
        for (name, state), row in self.models[0].state_row.items():
            finding = findings[name]
            answer = finding.fallback if state == UNMARKED else state
            result[row] = holds(finding, answer)
        return result

    @cached_property
    def speaks(self) -> BitArray:
        """(2, S, C) whether a row alone speaks for a condition, by population."""
        return np.array([self.knowledge.speaking(model) for model in self.models], dtype=np.uint8)

    @cached_property
    def tables(self) -> tuple[FloatArray, FloatArray, FloatArray, IndexArray]:
        """Ratio (2, S, C), shared ratio (2, S), q (2, M, C) and parent (S,) of both populations."""
        ratio = np.array([np.exp(each.log_direct - each.log_background[:, None]) for each in self.models])
        ratio[:, self.models[0].parent != DIRECT] = 1.0
        shared = np.array([np.exp(each.log_ratio) for each in self.models])
        return (
            ratio,
            shared,
            np.array([each.q for each in self.models]),
            self.models[0].parent.astype(np.int64),
        )

    @cached_property
    def loss_tables(self) -> LossTables:
        """The tables of expected loss in double precision."""
        return self._loss_tables(np.float64)

    @cached_property
    def quick_loss_tables(self) -> LossTables:
        """The same in single precision."""
        return self._loss_tables(np.float32)

    def _loss_tables(self, precision: type[np.floating]) -> LossTables:
        order = np.argsort((self.gain[0] > 0).sum(axis=0), kind="stable")
        ratio, _, q, _ = self.tables
        neutral = np.ones((len(self.models), 1, order.size))
        ratio = np.concatenate([ratio, neutral], axis=1)[..., order]
        gain = np.ascontiguousarray(self.gain[..., order])
        return LossTables(
            order=order,
            ratio=np.ascontiguousarray(ratio, dtype=precision),
            inverse=np.ascontiguousarray(1 / ratio, dtype=precision),
            q=np.ascontiguousarray(q[..., order], dtype=precision),
            speaks=np.ascontiguousarray(self.speaks[..., order]),
            speaking=int(_first(gain[:, -1] > 0).min()),
            gain=gain,
            rivals=_whole_vectors(order.size - _first(gain[..., ::-1] < 0), order.size),
        )

    def drawn(self, population: int) -> Drawn:
        """Return the tables drawn for a population, by its place in POPULATIONS."""
        if population not in self._drawn:
            self._drawn[population] = drawn(Drawer(model=self.models[population]))
        return self._drawn[population]

    @cached_property
    def _drawn(self) -> dict[int, Drawn]:
        return {}

    @cached_property
    def gain(self) -> FloatArray:
        """(2, U - 1, C) what going up to each level saves: of an illness that is not settled, and settled."""
        return np.array([self.knowledge.levels.gain, self.knowledge.settled_levels.gain])

    @cached_property
    def too_little(self) -> int:
        """The level where there is not enough to rank."""
        return int(self.knowledge.levels.too_little)


def _first(holds: BoolArray) -> IndexArray:
    """Return (...) the first place along the last axis where something holds; its length where nowhere."""
    result: IndexArray = np.where(holds.any(axis=-1), holds.argmax(axis=-1), holds.shape[-1])
    return result


def _whole_vectors(sizes: IndexArray, most: int) -> IndexArray:
    """Return sizes rounded up to what a processor does at once, and at most all."""
    result: IndexArray = np.minimum(-(-sizes // _AT_ONCE) * _AT_ONCE, most)
    return result
