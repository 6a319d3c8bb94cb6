"""The one judgement of urgency, on arrays: from flags, from expected loss, and from knowing too little.

Expected loss: each cause needs some level; a level below it costs, and so does each step above it. The
level with the least expected loss holds. Losses are convex in the level, so the question can be put
step by step: is the next level worth its price? The answers are nested, and one small change of a
probability moves the level by one step at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.condition import Condition
from pygalgia.domain.triage import TriageRules, UrgencyLosses
from pygalgia.domain.urgency import Urgency
from pygalgia.lazy import cached_property

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
#: (U - 1, 1) the levels that one can go up to.
_STEPS = np.arange(1, len(Urgency))[:, None]


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

    @cached_property
    def _saved(self) -> FloatArray:
        """(U - 1, C) what going up to each level saves for each cause, >= 0."""
        return np.maximum(self.gain, 0.0)

    @cached_property
    def _lost(self) -> FloatArray:
        """(U - 1, C) what it costs for each cause, >= 0."""
        return np.maximum(-self.gain, 0.0)

    def of(self, worth: FloatArray, *, flagged: Urgency, enough_to_rank: bool) -> Urgency:
        """Return the urgency of one case: the highest that any of its reasons asks for.

        Args:
            worth: (U - 1, C) how much of the price of each level each cause pays for.
            flagged: What the red flags ask for.
            enough_to_rank: Whether enough is known for the ranking to mean anything.
        """
        harm = Urgency(int(reached(worth)))
        return max(harm, self.without_harm(flagged=flagged, enough_to_rank=enough_to_rank))

    def without_harm(self, *, flagged: Urgency, enough_to_rank: bool) -> Urgency:
        """Return the urgency by all reasons but expected harm; arguments as for `of`."""
        return max(flagged, Urgency.SELF_CARE if enough_to_rank else self.too_little)

    def worth(self, odds: FloatArray, spoken_for: BoolArray) -> FloatArray:
        """Return (U - 1, C) how much of the price of each level each cause pays for, given cautious odds.

        Args:
            odds: (rival, condition) natural log of cautious odds; +inf for an excluded condition.
            spoken_for: (C,) whether some answer speaks for the condition.
        """
        possible = ~np.isposinf(odds).any(axis=0)
        ratios = np.exp(np.where(possible, odds, 0.0))
        return self.of_evidence(np.asarray(possible, np.float64), ratios, spoken_for)

    def of_evidence(self, prior: FloatArray, ratios: FloatArray, spoken_for: BoolArray) -> FloatArray:
        """Return (..., U - 1, C) how much of the price of each level each cause pays for, >= 0.

        A level is worth its price where what it saves, summed over the causes that gain from it in units
        of what the others lose, is at least 1. With coherent odds this is the expected loss itself.

        Args:
            prior: (..., C) probability of each condition before the evidence; 0 excludes.
            ratios: (..., rival, condition) how many times as great the evidence makes the odds; finite.
            spoken_for: (..., C) whether some answer speaks for the condition.
        """
        return self.of_prices(prior, self.weighed(prior) @ ratios, spoken_for)

    def weighed(self, prior: FloatArray) -> FloatArray:
        """Return (..., U - 1, C) what going up to each level costs for each cause, by its (..., C) prior."""
        result: FloatArray = self._lost * prior[..., None, :]
        return result

    def of_prices(self, prior: FloatArray, price: FloatArray, spoken_for: BoolArray) -> FloatArray:
        """Return as `of_evidence`, given for each condition the price in units of it (..., U - 1, C)."""
        gained = self._saved * prior[..., None, :]
        if gained.shape != price.shape:
            gained = np.broadcast_to(gained, price.shape).copy()
        gained[..., Urgency.EMERGENCY - 1, :] *= spoken_for
        # A cause that no other can be but itself pays any price.
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            result: FloatArray = np.where(gained > 0, gained / price, 0.0)
        return result

    def gained(self, prior: FloatArray, spoken_for: BoolArray) -> FloatArray:
        """Return (U - 1, C) what going up to each level saves for each cause that it can be reached by.

        Args:
            prior: (C,) probability of each condition before the evidence; 0 excludes.
            spoken_for: (C,) whether some answer speaks for the condition.
        """
        result: FloatArray = self._saved * prior
        result[Urgency.EMERGENCY - 1] *= spoken_for
        return result

    def harm(self, probability: FloatArray) -> IndexArray:
        """Return (k,) the level with the least expected loss, given (k, C) probabilities."""
        return self.least(self.gain @ probability.T)

    @staticmethod
    def least(saved: FloatArray) -> IndexArray:
        """Return (k,) the level with the least expected loss, given what each step up saves (U - 1, k)."""
        result: IndexArray = np.where(saved >= 0, _STEPS, 0).max(axis=0)
        return result

    @cached_property
    def loss_and_gain(self) -> FloatArray:
        """(C, 2 U - 1) `loss`, and beside it `gain`: for whoever weighs both at once."""
        return np.hstack([self.loss, self.gain.T])


def reached(worth: FloatArray) -> IndexArray:
    """Return (...) the level that expected harm asks for, given what causes pay for each (..., U - 1, C)."""
    steps = np.arange(1, len(Urgency))
    result: IndexArray = np.where(worth.sum(axis=-1) >= 1, steps, 0).max(axis=-1)
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
