"""What single further answers would do: the posterior after each, and how likely each is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.posterior import SMALLEST, Posterior, entropy
from pygalgia.lazy import cached_property


@dataclass(frozen=True, kw_only=True)
class WhatIf:
    """One row for each state that might be answered next.

    Whoever needs one number of each row asks for that: the (k, C) probabilities are made where somebody
    looks at them.

    Attributes:
        model: The compiled arrays.
        now: The posterior so far.
        rows: (k,) S rows.
        moved: Places of rows whose mechanism has produced something that is known already.
        joint: (k, C) P(condition and answer), up to a factor of each row.
        total: (k,) sum of each of these rows, > 0.
        chance: (k,) P(that state | everything known); the states of one finding sum to 1.
    """

    model: Model
    now: FloatArray
    rows: IndexArray
    moved: NDArray[np.int64]
    joint: FloatArray
    total: FloatArray
    chance: FloatArray

    @cached_property
    def probability(self) -> FloatArray:
        """(k, C) posterior if that state were the answer."""
        result: FloatArray = self.joint / self.total[:, None]
        return result

    @cached_property
    def leaders(self) -> NDArray[np.int64]:
        """(k,) the most probable condition after each answer."""
        result: NDArray[np.int64] = self.joint.argmax(axis=1)
        return result

    @cached_property
    def greatest(self) -> FloatArray:
        """(k,) its probability."""
        result: FloatArray = self.joint[np.arange(self.total.size), self.leaders] / self.total
        return result

    @cached_property
    def bits(self) -> FloatArray:
        """(k,) the doubt that each answer leaves: entropy of the posterior in bits."""
        # A logarithm costs more than all else here: most weights are a number of the model times one of now.
        log_now = np.log(np.maximum(self.now, SMALLEST))
        inside = (self.model.alone_in_logs @ self.now + self.model.alone @ (self.now * log_now))[self.rows]
        moved = self.joint[self.moved]
        inside[self.moved] = np.einsum("kc,kc->k", moved, np.log(np.maximum(moved, SMALLEST)))
        return entropy(inside, self.total)

    def mean(self, values: FloatArray) -> FloatArray:
        """Return (n, k) the expectation after each answer of what has (C, n) values by condition."""
        result: FloatArray = np.ascontiguousarray((self.joint @ values).T)
        result /= self.total
        return result


def what_if(model: Model, result: Posterior, rows: IndexArray) -> WhatIf:
    """Return the posterior after each single further answer, without inferring anew for each.

    Args:
        model: The compiled arrays.
        result: The posterior so far.
        rows: (k,) S rows of findings that are not yet known.
    """
    now, parent = result.probability, model.parent[rows]
    joint = np.take(model.alone, rows, axis=0)
    joint *= now
    shared = np.flatnonzero(parent != DIRECT)
    moved = shared[result.log_ratio[parent[shared]] != 0]
    mechanism, row = parent[moved], rows[moved]
    # A bracket after the answer is 1 + q g: what it is without the mechanism, and what the mechanism adds.
    without = now / (1 + model.q * np.expm1(result.log_ratio)[:, None])
    growth = np.expm1(result.log_ratio[mechanism] + model.log_ratio[row])
    after = (model.q * without)[mechanism]
    after *= growth[:, None]
    after += without[mechanism]
    joint[moved] = after
    total = joint.sum(axis=1)
    chance = total.copy()
    # The bracket leaves out P(state | mechanism not at work), the same for all conditions.
    chance[shared] *= model.p_if_absent[rows[shared]]
    return WhatIf(model=model, now=now, rows=rows, moved=moved, joint=joint, total=total, chance=chance)
