"""The level of least expected loss, over any probabilities of the causes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.proving.answers import Formula, number
from pygalgia.proving.solver import solver
from pygalgia.triage import compile_levels


@dataclass(frozen=True)
class Losses:
    """What each level costs, for causes of every need: those of one need share one probability."""

    base: KnowledgeBase

    @property
    def pairs(self) -> tuple[tuple[Urgency, Urgency], ...]:
        """Every two different levels."""
        return tuple(permutations(Urgency, 2))

    @cached_property
    def _chance(self) -> list[Formula]:
        """The probability of each kind of cause: those that every level costs the same."""
        return [solver().Real(f"chance {place}") for place in range(max(map(len, self._tables)))]

    @cached_property
    def _tables(self) -> tuple[list[tuple[float, ...]], ...]:
        """The rows of losses that occur, each once: of an illness that is not settled, and of one that is."""
        conditions = list(self.base.conditions.values())
        rows = (
            compile_levels(conditions, self.base.triage, settled=each).loss.tolist() for each in (False, True)
        )
        return tuple(list(dict.fromkeys(map(tuple, table))) for table in rows)

    def costs_more(self, reached: Urgency, other: Urgency, *, settled: bool) -> Formula:
        """Return that probabilities lead to one level although another is expected to cost less."""
        z3 = solver()
        table = self._tables[settled]
        cost = [self._expected(table, level) for level in Urgency]
        steps = [cost[level - 1] >= cost[level] for level in list(Urgency)[1:]]
        above = [z3.Not(step) for step in steps[reached:]]
        leads = z3.And(*above, *([steps[reached - 1]] if reached > 0 else []))
        return z3.And(self._probabilities(len(table)), leads, cost[other] < cost[reached])

    def _probabilities(self, kinds: int) -> Formula:
        z3 = solver()
        chance = self._chance[:kinds]
        return z3.And(*(each >= 0 for each in chance), z3.Sum(chance) == 1)

    def _expected(self, table: Sequence[tuple[float, ...]], level: Urgency) -> Formula:
        terms = [each * number(row[level]) for each, row in zip(self._chance, table, strict=False)]
        return solver().Sum(terms)
