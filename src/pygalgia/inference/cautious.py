"""Odds that some of the evidence may move in one direction only."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model


def cautious_odds(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    alarming: IndexArray | None = None,
) -> FloatArray:
    """Return (rival, condition) natural log of the greatest odds of the rival over the condition.

    Condition by condition and rival by rival, a reassuring answer counts where it speaks for the rival
    and an alarming one where it speaks for the condition; elsewhere each is left out. So one more
    reassuring answer never lowers any of these odds, and one more alarming answer never raises any.
    A rival that is excluded has -inf, an excluded condition +inf.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior.
        telling: S rows that count in full.
        reassuring: S rows that may only speak for rivals.
        alarming: S rows that may only speak for the condition; none where left out.

    Source:
        Proof of the monotony: docs/decisions/0003-reassurance-never-raises-urgency.md.
    """
    alarming = np.zeros(0, dtype=np.int32) if alarming is None else alarming
    possible = np.flatnonzero(np.isfinite(log_prior))
    odds = np.full((log_prior.size, log_prior.size), -np.inf)
    odds[:, ~np.isfinite(log_prior)] = np.inf
    odds[np.ix_(possible, possible)] = _rival_odds(
        model, log_prior, telling, reassuring, alarming, possible=possible
    )
    return odds


def cautious_probability(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    alarming: IndexArray | None = None,
) -> FloatArray:
    """Return (C,) probabilities with the odds of `cautious_odds`; they need not sum to 1.

    Without alarming answers the result is at most the posterior with all the evidence, and at most the
    posterior without the reassuring part.
    """
    odds = cautious_odds(model, log_prior, telling, reassuring, alarming)
    result = np.zeros_like(log_prior)
    possible = np.isfinite(log_prior)
    largest = odds[:, possible].max(axis=0)
    result[possible] = np.exp(-(largest + np.log(np.exp(odds[:, possible] - largest).sum(axis=0))))
    return result


def _rival_odds(
    model: Model,
    log_prior: FloatArray,
    telling: IndexArray,
    reassuring: IndexArray,
    alarming: IndexArray,
    *,
    possible: NDArray[np.intp],
) -> FloatArray:
    """Return (rival, condition) log odds over the possible conditions."""
    ratio = _log_ratio(model, telling)
    calm, alarm = model.log_ratio[reassuring], model.log_ratio[alarming]
    # The bracket of the likelier rival grows with the ratio, that of the less likely one falls.
    high = _total(model, reassuring, np.maximum(calm, 0.0)) + _total(model, alarming, np.minimum(alarm, 0.0))
    low = _total(model, reassuring, np.minimum(calm, 0.0)) + _total(model, alarming, np.maximum(alarm, 0.0))
    touched = np.flatnonzero((low != 0) | (high != 0))
    settled = np.flatnonzero((low == 0) & (high == 0) & (ratio != 0))
    score = log_prior + model.log_direct[telling[model.parent[telling] == DIRECT]].sum(axis=0)
    score = score + _brackets(model, settled, ratio[settled]).sum(axis=0)
    odds = _differences(score[None, possible])[0]
    odds = odds + np.maximum(_direct(model, reassuring, possible), 0.0).sum(axis=0)
    odds = odds + np.minimum(_direct(model, alarming, possible), 0.0).sum(axis=0)
    q = model.q[touched][:, possible]
    most = _differences(_brackets(model, touched, (ratio + high)[touched])[:, possible])
    least = _differences(_brackets(model, touched, (ratio + low)[touched])[:, possible])
    result: FloatArray = odds + np.where(q[:, :, None] > q[:, None, :], most, least).sum(axis=0)
    return result


def _direct(model: Model, rows: IndexArray, possible: NDArray[np.intp]) -> FloatArray:
    """Return (k, rival, condition) what each direct row of `rows` adds to the log odds."""
    return _differences(model.log_direct[rows[model.parent[rows] == DIRECT]][:, possible])


def _log_ratio(model: Model, rows: IndexArray) -> FloatArray:
    return _total(model, rows, model.log_ratio[rows])


def _total(model: Model, rows: IndexArray, log_ratio: FloatArray) -> FloatArray:
    """Return (M,) the sum of the log ratios of the rows that each mechanism produces."""
    shared = model.parent[rows] != DIRECT
    size = len(model.mechanisms)
    added = np.bincount(model.parent[rows][shared], weights=log_ratio[shared], minlength=size)
    return added.astype(np.float64, copy=False)


def _brackets(model: Model, mechanisms: NDArray[np.intp], log_ratio: FloatArray) -> FloatArray:
    """Return (k, C) natural log of 1 + q (LR - 1) for some mechanisms."""
    result: FloatArray = np.log1p(model.q[mechanisms] * np.expm1(log_ratio)[:, None])
    return result


def _differences(rows: FloatArray) -> FloatArray:
    """Return (k, rival, condition) differences rival minus condition of (k, C) rows."""
    result: FloatArray = rows[:, :, None] - rows[:, None, :]
    return result
