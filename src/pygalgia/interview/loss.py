"""What wrong advice costs, and so what knowing more would save."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.interview_rules import Losses
from pygalgia.frozen import Frozen
from pygalgia.inference import bits
from pygalgia.triage import Levels

FloatArray = NDArray[np.float64]


class DecisionLoss(Frozen):
    """The loss of the best decision, for any probabilities of the conditions.

    Attributes:
        per_condition: (C, U) loss of advising each urgency where each condition is the cause: that of triage.
        with_gain: (C, 2 U - 1) the same, and beside it what going up to each level saves.
        ranking: Loss of a wrong leading condition.
        doubt: Loss for each bit of doubt.
    """

    per_condition: FloatArray
    with_gain: FloatArray
    ranking: float
    doubt: float

    def of(self, probability: FloatArray) -> FloatArray:
        """Return (k,) the least expected loss that any advice has, for (k, C) probabilities.

        It is concave in the probabilities, so that an answer is never expected to raise it.

        Source:
            Raiffa H, Schlaifer R. Applied statistical decision theory. 1961 (value of sample information).
        """
        result: FloatArray = self.of_each_advice(probability).min(axis=1) + self.of_ranking(probability)
        return result

    def of_each_advice(self, probability: FloatArray) -> FloatArray:
        """Return (k, U) the expected loss of advising each urgency, for (k, C) probabilities."""
        result: FloatArray = probability @ self.per_condition
        return result

    def of_ranking(self, probability: FloatArray) -> FloatArray:
        """Return (k,) the expected loss of a ranking, for (k, C) probabilities."""
        doubt = bits(probability, np.ones(len(probability)))
        return self.ranking_of(probability.max(axis=1), doubt)

    def ranking_of(self, greatest: FloatArray, doubt: FloatArray) -> FloatArray:
        """Return (k,) the same, given (k,) the greatest probability and (k,) the entropy in bits."""
        result: FloatArray = self.ranking * (1 - greatest) + self.doubt * doubt
        return result


def decision_loss(levels: Levels, losses: Losses) -> DecisionLoss:
    """Return the loss for conditions in the order of the C axis: what triage weighs, and the ranking."""
    return DecisionLoss(
        per_condition=levels.loss,
        with_gain=levels.loss_and_gain,
        ranking=losses.ranking,
        doubt=losses.doubt,
    )
