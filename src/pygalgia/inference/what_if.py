"""What single further answers would do: the posterior after each, and how likely each is."""

import numpy as np

from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.posterior import Posterior


class WhatIf(Frozen):
    """One row for each state that might be answered next.

    Attributes:
        rows: (k,) S rows.
        probability: (k, C) posterior if that state were the answer.
        chance: (k,) P(that state | everything known); the states of one finding sum to 1.
    """

    rows: IndexArray
    probability: FloatArray
    chance: FloatArray


def what_if(model: Model, result: Posterior, rows: IndexArray) -> WhatIf:
    """Return the posterior after each single further answer, without inferring anew for each.

    Args:
        model: The compiled arrays.
        result: The posterior so far.
        rows: (k,) S rows of findings that are not yet known.
    """
    parent = model.parent[rows]
    direct = parent == DIRECT
    # How many times as likely each answer makes each condition, up to what is the same for all conditions.
    joint = np.empty((rows.size, len(model.conditions)))
    joint[direct] = model.direct[rows[direct]]
    shared, mechanism = rows[~direct], parent[~direct]
    before = 1 + model.q * np.expm1(result.log_ratio)[:, None]
    after = model.q[mechanism] * np.expm1(result.log_ratio[mechanism] + model.log_ratio[shared])[:, None]
    after += 1
    after /= before[mechanism]
    joint[~direct] = after
    joint *= result.probability
    chance = joint.sum(axis=1)
    joint /= chance[:, None]
    # The bracket leaves out P(state | mechanism not at work), the same for all conditions.
    chance[~direct] *= model.p_if_absent[shared]
    return WhatIf(rows=rows, probability=joint, chance=chance)
