"""Whether 70 % means seven times in ten."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.evaluation.measures.measure import Measure, mean, resampled, share
from pygalgia.evaluation.sets.truth import Answers, Flags, Truth
from pygalgia.inference.model import FloatArray

#: Bins of equal width in which confidence is compared with what came true.
BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Cases whose leading condition had a probability in one tenth.

    Attributes:
        confidence: Mean probability of the leading condition.
        right: Share of cases in which it was right, with its exact interval.
    """

    confidence: float
    right: Measure


def leading(probability: FloatArray, right: Flags) -> tuple[FloatArray, Flags]:
    """Return (E,) the probability of the leading condition, and (E,) whether it is right."""
    first = probability.argmax(axis=1)
    cases = np.arange(probability.shape[0])
    return probability[cases, first].astype(np.float64), right[cases, first]


def brier(probability: FloatArray, right: Flags) -> FloatArray:
    """Return (E,) Brier's score over all conditions, 0 (certain and right) to 2 (certain and wrong).

    Where several conditions count as right, they count as one outcome that has their joint probability.

    Source:
        Brier GW. Mon Weather Rev 1950;78:1-3.
    """
    on_right = np.where(right, probability, 0).sum(axis=1)
    on_wrong = (np.where(right, 0, probability) ** 2).sum(axis=1)
    result: FloatArray = (1 - on_right) ** 2 + on_wrong
    return result


def log_score(probability: FloatArray, right: Flags) -> FloatArray:
    """Return (E,) minus the natural log of the probability of what is right: 0 is best."""
    on_right = np.where(right, probability, 0).sum(axis=1)
    # An excluded condition that was right after all: as bad as one in a million, not infinitely bad.
    result: FloatArray = -np.log(np.maximum(on_right, 1e-6))
    return result


def calibration_error(confidence: FloatArray, right: Flags) -> float:
    """Return the expected calibration error, 0 to 1, over ten bins of equal width; nan without cases.

    Source:
        Guo C, Pleiss G, Sun Y, Weinberger KQ. ICML 2017; arXiv:1706.04599, equation 3.
    """
    if not confidence.size:
        return float("nan")
    place = _bin(confidence)
    gaps = np.bincount(place, weights=confidence - right, minlength=BINS)
    return float(np.abs(gaps).sum() / confidence.size)


def reliability(confidence: FloatArray, right: Flags) -> list[Bin]:
    """Return the bins that hold a case, from low confidence to high."""
    place = _bin(confidence)
    return [
        Bin(confidence=float(confidence[place == each].mean()), right=share(right[place == each]))
        for each in np.unique(place)
    ]


def _bin(confidence: FloatArray) -> NDArray[np.intp]:
    return np.minimum((confidence * BINS).astype(np.intp), BINS - 1)


def calibration_metrics(answers: Answers, truth: Truth, *, seed: int) -> dict[str, Measure]:
    """Return Brier's score, the log score and the calibration error; empty where the system does not rank."""
    if answers.probability is None:
        return {}
    right = truth.right
    confidence, is_right = leading(answers.probability, right)
    return {
        "brier": mean(brier(answers.probability, right), seed=seed),
        "brier_leading": mean((confidence - is_right) ** 2, seed=seed),
        "log_score": mean(log_score(answers.probability, right), seed=seed),
        "ece": resampled(
            lambda cases: calibration_error(confidence[cases], is_right[cases]), truth.size, seed=seed
        ),
        "mean_confidence": mean(confidence, seed=seed),
    }
