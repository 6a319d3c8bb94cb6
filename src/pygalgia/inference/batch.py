"""Posteriors for very many cases through one compiled kernel.

Cases are encoded once: for each, the S rows that its answers select, one after another (compressed
sparse rows). The kernel works with products instead of sums of logs: a finding's ratio to its
background is bounded by the beliefs, and the product is rescaled before it can leave the range of a
double.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.products import CHECK_EVERY, grow, rescale, scale, total


class Encoded(Frozen):
    """Encoded cases.

    Attributes:
        start: (E + 1,) where each case's rows begin; the last entry is their total.
        rows: S rows of all cases, one case after another.
        prior: (E,) index into `log_priors`.
        log_priors: (P, C) natural log of each distinct prior; -inf excludes.
    """

    start: NDArray[np.int64]
    rows: NDArray[np.int16]
    prior: IndexArray
    log_priors: FloatArray


def batch_posterior(model: Model, cases: Encoded) -> NDArray[np.float32]:
    """Return (E, C) probabilities, each row sums to 1.

    Equal to `posterior` case by case to within float32.
    """
    result = np.empty((cases.prior.size, len(model.conditions)), dtype=np.float32)
    _kernel(cases.start, cases.rows, cases.prior, np.exp(cases.log_priors), *_tables(model), result)
    return result


def _tables(model: Model) -> tuple[FloatArray, FloatArray, FloatArray, IndexArray]:
    ratio = np.exp(model.log_direct - model.log_background[:, None])
    return ratio, np.exp(model.log_ratio), model.q, model.parent


@numba.njit(parallel=True, cache=True, nogil=True)
def _kernel(start, rows, prior, priors, ratio, shared_ratio, q, parent, result):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202, PLR0913, PLR0917 - compiled: one loop, arrays only
    mechanisms, conditions = q.shape
    for case in numba.prange(prior.size):
        weight = priors[prior[case]].copy()
        bracket = np.ones(mechanisms)
        factors = 0
        for position in range(start[case], start[case + 1]):
            row = rows[position]
            mechanism = parent[row]
            if mechanism == DIRECT:
                scale(weight, ratio[row])
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(weight)
            else:
                bracket[mechanism] *= shared_ratio[row]
        for mechanism in range(mechanisms):
            if bracket[mechanism] != 1.0:
                grow(weight, q[mechanism], bracket[mechanism] - 1.0)
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(weight)
        whole = total(weight)
        for c in range(conditions):
            result[case, c] = weight[c] / whole
