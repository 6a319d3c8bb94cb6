"""Probabilities that some of the evidence may lower but never raise."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model


def cautious_probability(
    model: Model, log_prior: FloatArray, telling: IndexArray, reassuring: IndexArray
) -> FloatArray:
    """Return (C,) probabilities in which reassuring evidence only ever counts against a condition.

    Condition by condition and rival by rival, a reassuring answer counts where it speaks for the rival,
    and is left out where it speaks for the condition. The result is at most the posterior with all the
    evidence, and at most the posterior without the reassuring part; leaving out a reassuring answer
    never lowers any of the numbers. They need not sum to 1.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior.
        telling: S rows that count in full.
        reassuring: S rows that may only lower.

    Source:
        Proof of the monotony: docs/decisions/0003-reassurance-never-raises-urgency.md.
    """
    possible = np.flatnonzero(np.isfinite(log_prior))
    odds = _rival_odds(model, log_prior, telling, reassuring, possible)
    largest = odds.max(axis=0)
    result = np.zeros_like(log_prior)
    result[possible] = np.exp(-(largest + np.log(np.exp(odds - largest).sum(axis=0))))
    return result


def _rival_odds(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    possible: NDArray[np.intp],
) -> FloatArray:
    """Return (rival, condition) natural log of the greatest odds of the rival over the condition."""
    ratio, low, high = _log_ratios(model, telling, reassuring)
    touched = np.flatnonzero(low != high)
    settled = np.flatnonzero((low == high) & (ratio != 0))
    score = log_prior + model.log_direct[telling[model.parent[telling] == DIRECT]].sum(axis=0)
    score = score + _brackets(model, settled, ratio[settled]).sum(axis=0)
    odds = _differences(score[None, possible])[0]
    direct = reassuring[model.parent[reassuring] == DIRECT]
    odds = odds + np.maximum(_differences(model.log_direct[direct][:, possible]), 0.0).sum(axis=0)
    least = _differences(_brackets(model, touched, (ratio + low)[touched])[:, possible])
    most = _differences(_brackets(model, touched, (ratio + high)[touched])[:, possible])
    result: FloatArray = odds + np.maximum(least, most).sum(axis=0)
    return result


def _log_ratios(
    model: Model, telling: IndexArray, reassuring: IndexArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return (M,) each: log ratio of the telling answers, and the least and most reassurance may add."""
    size = len(model.mechanisms)

    def total(rows: IndexArray, log_ratio: FloatArray) -> FloatArray:
        shared = model.parent[rows] != DIRECT
        added = np.bincount(model.parent[rows][shared], weights=log_ratio[shared], minlength=size)
        return added.astype(np.float64, copy=False)

    added = model.log_ratio[reassuring]
    return (
        total(telling, model.log_ratio[telling]),
        total(reassuring, np.minimum(added, 0.0)),
        total(reassuring, np.maximum(added, 0.0)),
    )


def _brackets(model: Model, mechanisms: NDArray[np.intp], log_ratio: FloatArray) -> FloatArray:
    """Return (k, C) natural log of 1 + q (LR - 1) for some mechanisms."""
    result: FloatArray = np.log1p(model.q[mechanisms] * np.expm1(log_ratio)[:, None])
    return result


def _differences(rows: FloatArray) -> FloatArray:
    """Return (k, rival, condition) differences rival minus condition of (k, C) rows."""
    result: FloatArray = rows[:, :, None] - rows[:, None, :]
    return result
