"""How high the right condition stands, and how good the list is."""

import numpy as np

from pygalgia.evaluation.measures.measure import Measure, mean, share
from pygalgia.evaluation.sets.truth import FOUND, Answers, Truth
from pygalgia.inference.model import FloatArray

#: The differential that a reader is taken to look at: so many conditions, none below this probability.
LONGEST_LIST = 5
SMALLEST_LISTED = 0.05
DEPTHS = (1, 3, 5)


def ranks(probability: FloatArray, truth: Truth) -> FloatArray:
    """Return (E,) the place, from 1, of the best placed right condition; infinite where all are excluded.

    Of conditions with equal probability the first in the model's order stands first.
    """
    order = np.argsort(-probability, axis=1, kind="stable")
    right = np.take_along_axis(truth.right & (probability > 0), order, axis=1)
    return np.where(right.any(axis=1), right.argmax(axis=1) + 1.0, np.inf)


def ndcg(probability: FloatArray, truth: Truth) -> FloatArray:
    """Return (E,) normalised discounted cumulative gain of the first five places, 0 to 1.

    Source:
        Järvelin K, Kekäläinen J. ACM Trans Inf Syst 2002;20:422-46, with gain 2^relevance - 1;
        first used for symptom checkers by Hammoud M et al. JMIR AI 2024;3:e46875.
    """
    order = np.argsort(-probability, axis=1, kind="stable")[:, :LONGEST_LIST]
    gain = np.take_along_axis(2.0**truth.relevance - 1, order, axis=1)
    ideal = -np.sort(-(2.0**truth.relevance - 1), axis=1)[:, :LONGEST_LIST]
    discount = 1 / np.log2(np.arange(2, gain.shape[1] + 2))
    result: FloatArray = (gain @ discount) / (ideal @ discount)
    return result


def differential_f1(probability: FloatArray, truth: Truth) -> FloatArray:
    """Return (E,) the harmonic mean of precision and recall of the list that is shown, 0 to 1.

    The list: the first five conditions, as far as each has at least 5 %.
    """
    order = np.argsort(-probability, axis=1, kind="stable")[:, :LONGEST_LIST]
    listed = np.take_along_axis(probability, order, axis=1) >= SMALLEST_LISTED
    hits = (np.take_along_axis(truth.right, order, axis=1) & listed).sum(axis=1)
    result: FloatArray = 2 * hits / (listed.sum(axis=1) + truth.right.sum(axis=1))
    return result


def ranking_metrics(answers: Answers, truth: Truth, *, seed: int) -> dict[str, Measure]:
    """Return top-1, top-3, top-5, mean reciprocal rank, NDCG and F1; empty where the system does not rank."""
    if answers.probability is None:
        return {}
    place = ranks(answers.probability, truth)
    strict = np.argsort(-answers.probability, axis=1, kind="stable")[:, :1]
    first = np.take_along_axis(truth.relevance == FOUND, strict, axis=1)[:, 0]
    return {
        **{f"top{depth}": share(place <= depth) for depth in DEPTHS},
        "top1_without_alternatives": share(first),
        "mrr": mean(1 / place, seed=seed),
        "ndcg": mean(ndcg(answers.probability, truth), seed=seed),
        "differential_f1": mean(differential_f1(answers.probability, truth), seed=seed),
    }
