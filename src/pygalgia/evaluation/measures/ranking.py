"""How high the right condition stands, and how good the list is."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pygalgia.evaluation.measures.measure import Measure, mean, share
from pygalgia.evaluation.sets.truth import FOUND, Answers, Truth
from pygalgia.inference.model import FloatArray, IndexArray

#: The differential that a reader is taken to look at: so many conditions, none below this probability.
LONGEST_LIST = 5
SMALLEST_LISTED = 0.05
DEPTHS = (1, 3, 5)
#: Stands for no condition, past the end of a list.
NOBODY = -1


def order_of(probability: FloatArray) -> IndexArray:
    """Return (E, C) columns, the most probable first; -1 in place of those that are excluded.

    Of conditions with equal probability the first in the model's order stands first.
    """
    order = np.argsort(-probability, axis=1, kind="stable")
    possible = np.take_along_axis(probability, order, axis=1) > 0
    return np.where(possible, order, NOBODY).astype(np.int32)


def places(answers: Answers, truth: Truth) -> FloatArray | None:
    """Return (E,) the place of the best placed right condition, from 1; None where nobody ranks."""
    order = _order(answers)
    return None if order is None else place_in(order, truth)


def _order(answers: Answers) -> IndexArray | None:
    if answers.order is not None or answers.probability is None:
        return answers.order
    return order_of(answers.probability)


def ranks(probability: FloatArray, truth: Truth) -> FloatArray:
    """Return (E,) the place, from 1, of the best placed right condition; infinite where all are excluded."""
    return place_in(order_of(probability), truth)


def place_in(order: IndexArray, truth: Truth) -> FloatArray:
    """Return (E,) the place, from 1, of the first right condition in any order; infinite where none is named.

    Args:
        order: (E, K) columns, the best first; -1 names nothing.
        truth: Of the E cases.
    """
    right = _in_order(truth.right, order)
    return np.where(right.any(axis=1), right.argmax(axis=1) + 1.0, np.inf)


def _in_order(table: NDArray[Any], order: IndexArray) -> NDArray[Any]:
    """Return (E, K) the entries of an (E, C) table in an order; 0 where nothing is named."""
    taken = np.take_along_axis(table, np.maximum(order, 0), axis=1)
    return np.where(order == NOBODY, np.zeros_like(taken), taken)


def ndcg(order: IndexArray, truth: Truth) -> FloatArray:
    """Return (E,) normalised discounted cumulative gain of the first five places of an order, 0 to 1.

    Source:
        Järvelin K, Kekäläinen J. ACM Trans Inf Syst 2002;20:422-46, with gain 2^relevance - 1;
        first used for symptom checkers by Hammoud M et al. JMIR AI 2024;3:e46875.
    """
    gain = _in_order(2.0**truth.relevance - 1, order[:, :LONGEST_LIST])
    ideal = -np.sort(-(2.0**truth.relevance - 1), axis=1)[:, :LONGEST_LIST]
    result: FloatArray = (gain @ _discount(gain)) / (ideal @ _discount(ideal))
    return result


def _discount(gain: FloatArray) -> FloatArray:
    return 1 / np.log2(np.arange(2, gain.shape[1] + 2))


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
    """Return top-1, top-3, top-5, mean reciprocal rank and NDCG; empty where the system does not rank.

    F1 of the list only where there are probabilities: without them a list has no natural end.
    """
    order = _order(answers)
    if order is None:
        return {}
    place = place_in(order, truth)
    first = _in_order(truth.relevance == FOUND, order[:, :1])[:, 0]
    metrics = {
        **{f"top{depth}": share(place <= depth) for depth in DEPTHS},
        "top1_without_alternatives": share(first),
        "mrr": mean(1 / place, seed=seed),
        "ndcg": mean(ndcg(order, truth), seed=seed),
    }
    if answers.probability is not None:
        metrics["differential_f1"] = mean(differential_f1(answers.probability, truth), seed=seed)
    return metrics
