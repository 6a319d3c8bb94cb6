"""What wrong advice costs, and so what knowing more would save."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.interview_rules import Losses
from pygalgia.frozen import Frozen
from pygalgia.triage import Levels

FloatArray = NDArray[np.float64]
#: Stands in for a probability of 0 inside a logarithm.
SMALLEST = float(np.finfo(np.float64).tiny)


class DecisionLoss(Frozen):
    """The loss of the best decision, for any probabilities of the conditions.

    Attributes:
        per_condition: (C, U) loss of advising each urgency where each condition is the cause: that of triage.
        ranking: Loss of a wrong leading condition.
        doubt: Loss for each bit of doubt.
    """

    per_condition: FloatArray
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
        wrong = 1 - probability.max(axis=1)
        # 0 log 0 is 0; scipy's entropy would say so too, but costs a quarter of a second to load.
        bits = -(probability * np.log2(np.maximum(probability, SMALLEST))).sum(axis=1)
        result: FloatArray = self.ranking * wrong + self.doubt * bits
        return result


def decision_loss(levels: Levels, losses: Losses) -> DecisionLoss:
    """Return the loss for conditions in the order of the C axis: what triage weighs, and the ranking."""
    return DecisionLoss(per_condition=levels.loss, ranking=losses.ranking, doubt=losses.doubt)
