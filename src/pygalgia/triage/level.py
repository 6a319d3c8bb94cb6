"""The one judgement of urgency, on arrays: from flags, from expected loss, and from knowing too little.

Expected loss: each cause needs some level; a level below it costs, and so does each step above it. The
level with the least expected loss holds. Losses are convex in the level, so the question can be put
step by step: is the next level worth its price? The answers are nested, and one small change of a
probability moves the level by one step at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.condition import Condition
from pygalgia.domain.triage import TriageRules, UrgencyLosses
from pygalgia.domain.urgency import Urgency

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Levels:
    """The rules of triage as arrays over the conditions (C) and the levels of urgency (U).

    Attributes:
        loss: (C, U) what each level costs where each condition is the cause.
        too_little: The level where there is not enough to rank.
    """

    loss: FloatArray
    too_little: Urgency

    @cached_property
    def gain(self) -> FloatArray:
        """(U - 1, C) what going up to each level saves for each cause; negative where it costs."""
        return np.ascontiguousarray((self.loss[:, :-1] - self.loss[:, 1:]).T)

    def of(
        self, odds: FloatArray, spoken_for: BoolArray, *, flagged: Urgency, enough_to_rank: bool
    ) -> Urgency:
        """Return the urgency of one case: the highest that any of its reasons asks for.

        Args:
            odds: (rival, condition) natural log of cautious odds.
            spoken_for: (C,) whether some answer speaks for the condition.
            flagged: What the red flags ask for.
            enough_to_rank: Whether enough is known for the ranking to mean anything.
        """
        harm = self.of_odds(odds, spoken_for)
        return max(harm, flagged, Urgency.SELF_CARE if enough_to_rank else self.too_little)

    def of_odds(self, odds: FloatArray, spoken_for: BoolArray) -> Urgency:
        """Return the level with the least expected loss, given cautious odds.

        A level is worth its price where what it saves, summed over the causes that gain from it in units
        of what the others lose, is at least 1. With coherent odds this is the expected loss itself.
        """
        reached = Urgency.SELF_CARE
        for level in list(Urgency)[1:]:
            if self.worth(odds, spoken_for, level).sum() >= 1:
                reached = level
        return reached

    def worth(self, odds: FloatArray, spoken_for: BoolArray, level: Urgency) -> FloatArray:
        """Return (C,) how much of the price of a level each cause pays for; 0 for those that lose by it."""
        gain = self.gain[level - 1]
        winning = gain > 0
        if level == Urgency.EMERGENCY:
            winning &= spoken_for
        losing = gain < 0
        result = np.zeros(gain.size)
        if winning.any():
            with np.errstate(over="ignore", divide="ignore"):
                price = (-gain[losing]) @ np.exp(odds[np.ix_(losing, winning)])
                result[winning] = gain[winning] / price
        return result

    def harm(self, probability: FloatArray) -> IndexArray:
        """Return (k,) the level with the least expected loss, given (k, C) probabilities."""
        worth = probability @ self.gain.T >= 0
        steps = np.arange(1, len(Urgency))
        result: IndexArray = np.where(worth, steps, 0).max(axis=1).astype(np.int64)
        return result


def compile_levels(conditions: Sequence[Condition], rules: TriageRules, *, settled: bool = False) -> Levels:
    """Return the rules as arrays, for conditions in the order of the C axis.

    Args:
        conditions: What each needs.
        rules: What another level costs.
        settled: Whether the illness is old and steady, so that some need another level.
    """
    needed = [Urgency.from_id(each.action.needed(settled=settled)) for each in conditions]
    return Levels(
        loss=np.array([loss_of(each, rules.losses) for each in needed]),
        too_little=Urgency.from_id(rules.floor_when_inconclusive),
    )


def loss_of(needed: Urgency, losses: UrgencyLosses) -> list[float]:
    """Return the cost of each level, from self-care up, for a cause that needs a level."""
    late = losses.too_late.get(needed.id, 0.0)
    steps = [0.0, *(losses.too_early.get(level.id, 0.0) for level in list(Urgency)[1:])]
    return [
        late * (needed - level) if level < needed else sum(steps[needed + 1 : level + 1])
        for level in range(len(steps))
    ]
