"""Why: one row for each answer, with its weight of evidence in decibans. Text and charts are drawn from it.

The weight of an answer for a condition compares its rate in that condition with its background rate.
Weights add up exactly: the condition's log odds against "nothing but background rates" are its prior
log odds plus the sum of the weights. 10 decibans make a condition ten times as likely, 3 about twice.
"""

import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.posterior import Posterior

#: One unit of natural log in decibans.
DECIBANS = 10 / float(np.log(10))


class Weights(Frozen):
    """Weights of evidence in decibans.

    Attributes:
        rows: (k,) the S rows they belong to.
        decibans: (k, C) positive speaks for the condition.
    """

    rows: IndexArray
    decibans: FloatArray


def weights(model: Model, result: Posterior, rows: IndexArray) -> Weights:
    """Return every known answer's weight for every condition.

    A mechanism's joint weight is shared out among its findings in proportion to their own log
    likelihood ratios (Aumann and Shapley's rule), so that near copies share one weight.

    Source:
        Good IJ. Weight of evidence (decibans); attribution: docs/decisions/0001-exact-three-layer-model.md.
    """
    natural = np.empty((rows.size, len(model.conditions)))
    parent = model.parent[rows]
    direct = parent == DIRECT
    natural[direct] = model.log_direct[rows[direct]] - model.log_background[rows[direct]][:, None]
    if not direct.all():
        natural[~direct] = model.log_ratio[rows[~direct]][:, None] * _rate(model, result, parent[~direct])
    return Weights(rows=rows, decibans=natural * DECIBANS)


def _rate(model: Model, result: Posterior, mechanism: IndexArray) -> FloatArray:
    """Return (n, C) how far each mechanism's bracket beats the background's, per unit of its log ratio."""
    q, background, log_ratio = model.q[mechanism], model.q_background[mechanism], result.log_ratio[mechanism]
    growth = np.expm1(log_ratio)[:, None]
    gain = np.log1p(q * growth) - np.log1p(background[:, None] * growth)
    # At a log ratio of zero the quotient is 0 / 0; its limit is the difference of the two rates.
    still = np.abs(log_ratio) < 1e-9  # noqa: PLR2004 - numerical zero
    safe = np.where(still, 1.0, log_ratio)[:, None]
    rate: FloatArray = np.where(still[:, None], q - background[:, None], gain / safe)
    return rate


def speaks_for(model: Model, rows: IndexArray, *, factor: float) -> NDArray[np.bool_]:
    """Return (k, C) whether each answer alone makes each condition `factor` times as likely or more.

    Args:
        model: The compiled arrays.
        rows: (k,) S rows of the answers that may speak.
        factor: Above 1; against the background rate of the answer.
    """
    is_direct = model.parent[rows] == DIRECT
    direct, shared = rows[is_direct], rows[~is_direct]
    mechanism, growth = model.parent[shared], np.expm1(model.log_ratio[shared])[:, None]
    weight = np.empty((rows.size, len(model.conditions)))
    weight[is_direct] = model.log_direct[direct] - model.log_background[direct][:, None]
    weight[~is_direct] = np.log1p(model.q[mechanism] * growth) - np.log1p(
        model.q_background[mechanism][:, None] * growth
    )
    result: NDArray[np.bool_] = weight >= np.log(factor)
    return result
