"""Probabilities that some of the evidence may lower but never raise."""

import numpy as np

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.posterior import posterior


def cautious_probability(
    model: Model, log_prior: FloatArray, telling: IndexArray, reassuring: IndexArray
) -> FloatArray:
    """Return (C,) probabilities in which reassuring evidence only ever counts against a condition.

    The posterior from the telling rows alone is multiplied, for each condition, by what each reassuring
    answer (or, within a mechanism, all of them together) takes away from it against the background;
    what an answer would add is left out. So leaving out a reassuring answer never lowers any of these
    numbers. They need not sum to 1.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior.
        telling: S rows that count in full.
        reassuring: S rows that may only lower.

    Source:
        Proof of the monotony: docs/decisions/0003-reassurance-never-raises-urgency.md.
    """
    base = posterior(model, log_prior, telling)
    if not reassuring.size:
        return base.probability
    parent = model.parent[reassuring]
    direct = reassuring[parent == DIRECT]
    gain = np.minimum(model.log_direct[direct] - model.log_background[direct][:, None], 0.0).sum(axis=0)
    shared = reassuring[(parent != DIRECT) & (model.log_ratio[reassuring] < 0)]
    if shared.size:
        added = np.bincount(
            model.parent[shared], weights=model.log_ratio[shared], minlength=len(model.mechanisms)
        )
        touched = np.flatnonzero(added)
        before = _beyond_background(model, touched, base.log_ratio[touched])
        after = _beyond_background(model, touched, base.log_ratio[touched] + added[touched])
        gain = gain + np.minimum(after - before, 0.0).sum(axis=0)
    result: FloatArray = base.probability * np.exp(gain)
    return result


def _beyond_background(model: Model, mechanisms: IndexArray, log_ratio: FloatArray) -> FloatArray:
    """Return (k, C): natural log of each mechanism's bracket over that of the background rate."""
    growth = np.expm1(log_ratio)[:, None]
    result: FloatArray = np.log1p(model.q[mechanisms] * growth) - np.log1p(
        model.q_background[mechanisms][:, None] * growth
    )
    return result
