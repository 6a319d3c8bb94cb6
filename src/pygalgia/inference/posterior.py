"""The exact posterior of the three-layer network.

    P(c | e) ∝ P(c) · Π_direct P(f | c) · Π_m [ 1 + q_mc · (LR_m − 1) ]

where LR_m is the product of P(f | m at work) / P(f | m not at work) over the mechanism's known findings.
"""

import numpy as np

from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model

#: Stands in for a probability of 0 inside a logarithm.
SMALLEST = float(np.finfo(np.float64).tiny)
_LOG_2 = float(np.log(2))


class Posterior(Frozen):
    """The probabilities of all conditions, given one case.

    Attributes:
        probability: (C,) sums to 1.
        log_score: (C,) natural log of prior times likelihood, up to one constant; -inf where excluded.
        log_ratio: (M,) natural log of LR_m; 0 for a mechanism none of whose findings is known.
    """

    probability: FloatArray
    log_score: FloatArray
    log_ratio: FloatArray


def posterior(model: Model, log_prior: FloatArray, rows: IndexArray) -> Posterior:
    """Return the exact posterior.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior; -inf excludes.
        rows: Rows of the S axis that the known answers select, each at most once per finding.

    Returns:
        The posterior; no row at all leaves the prior as it is.

    Source:
        Exact marginalisation of the mechanisms: docs/decisions/0001-exact-three-layer-model.md.
    """
    parent = model.parent[rows]
    is_direct = parent == DIRECT
    score = log_prior + model.log_direct[rows[is_direct]].sum(axis=0)
    shared = rows[~is_direct]
    ratio: FloatArray = np.bincount(
        parent[~is_direct], weights=model.log_ratio[shared], minlength=len(model.mechanisms)
    ).astype(np.float64, copy=False)
    active = np.flatnonzero(ratio)
    if active.size:
        score = score + np.log1p(model.q[active] * np.expm1(ratio[active])[:, None]).sum(axis=0)
    return Posterior(probability=softmax(score), log_score=score, log_ratio=ratio)


def softmax(score: FloatArray) -> FloatArray:
    """Return probabilities from log scores along the last axis; -inf becomes 0."""
    # Shift first: 170 findings at p = 0.01 are already below 1e-308, and 0 / 0 would follow.
    weight: FloatArray = np.exp(score - score.max(axis=-1, keepdims=True))
    result: FloatArray = weight / weight.sum(axis=-1, keepdims=True)
    return result


def bits(weight: FloatArray, total: FloatArray, log_weight: FloatArray | None = None) -> FloatArray:
    """Return (k,) the entropy in bits of each row of (k, C) weights >= 0 that sum to (k,) totals > 0.

    Args:
        weight: Of each condition; 0 excludes.
        total: Their sums.
        log_weight: (k, C) their natural logs, finite also for 0; worked out where left out.
    """
    # 0 log 0 is 0; scipy's entropy would say so too, but costs a quarter of a second to load. And numpy's log
    # is more than twice as fast as its log2.
    inside = np.log(np.maximum(weight, SMALLEST)) if log_weight is None else log_weight
    return entropy(np.einsum("kc,kc->k", weight, inside), total)


def entropy(inside: FloatArray, total: FloatArray) -> FloatArray:
    """Return (k,) the same, given (k,) the sums of weights times their natural logs, and (k,) totals > 0."""
    result: FloatArray = (np.log(total) - inside / total) / _LOG_2
    return result


def mechanism_probability(model: Model, result: Posterior) -> FloatArray:
    """Return (M,) P(mechanism at work | everything known)."""
    likelihood = np.exp(result.log_ratio)[:, None]
    given_condition = model.q * likelihood / (1 + model.q * (likelihood - 1))
    probability: FloatArray = given_condition @ result.probability
    return probability
