"""The network as immutable arrays.

Axes, for the whole package: **C** conditions, **M** mechanisms, **S** states (one row for each state
of each scored finding), **D** draws.

This package holds no clinical word or number and imports none: it would give the same answers about engines
that fail to start. What turns knowledge and cases into these arrays is `pygalgia.encoding`.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]

# glibc gives a freed array back to the system, page by page, until it has seen a larger one freed: then it
# keeps what is smaller for the next array. This one is freed untouched and costs nothing, and a twelfth of
# every assessment is gone: its page faults.
_UNTOUCHED_BYTES = 1 << 24
np.empty(_UNTOUCHED_BYTES, dtype=np.uint8)

#: Stands for "this state has no mechanism: conditions produce it directly".
DIRECT = -1


class Model(Frozen, dict=True):
    """Immutable arrays; every array is read-only and C-contiguous.

    Attributes:
        conditions: (C,) condition ids, in the order of every C axis.
        mechanisms: (M,) mechanism ids, in the order of every M axis.
        state_row: (finding id, state) to its row on the S axis; only scored findings have rows. A finding
            that a list of regions fills has one more, for "not marked".
        parent: (S,) index of the state's mechanism, or DIRECT.
        log_direct: (S, C) natural log P(state | condition); 0 in rows that have a mechanism.
        log_background: (S,) natural log of the background rate; 0 in rows that have a mechanism.
        direct_n: (S, C) effective sample size of each direct belief.
        own: (S, C) whether the condition states this belief itself, or takes the background.
        p_if_present: (S,) P(state | mechanism at work); 1 in direct rows.
        p_if_absent: (S,) P(state | mechanism not at work); 1 in direct rows.
        n_if_present: (S,) effective sample size of `p_if_present`.
        n_if_absent: (S,) effective sample size of `p_if_absent`.
        q: (M, C) P(mechanism | condition), in (0, 1).
        q_n: (M, C) effective sample size of q.
        q_own: (M, C) whether the condition states q itself.
        q_background: (M,) P(mechanism) for a condition that states none.
    """

    conditions: tuple[str, ...]
    mechanisms: tuple[str, ...]
    state_row: Mapping[tuple[str, str], int]
    parent: IndexArray
    log_direct: FloatArray
    log_background: FloatArray
    direct_n: FloatArray
    own: NDArray[np.bool_]
    p_if_present: FloatArray
    p_if_absent: FloatArray
    n_if_present: FloatArray
    n_if_absent: FloatArray
    q: FloatArray
    q_n: FloatArray
    q_own: NDArray[np.bool_]
    q_background: FloatArray
    log_ratio: FloatArray

    @cached_property
    def direct(self) -> FloatArray:
        """(S, C) P(state | condition); 1 in rows that have a mechanism."""
        return np.exp(self.log_direct)

    @cached_property
    def alone(self) -> FloatArray:
        """(S, C) how many times as likely a state makes each condition, up to what is the same for all.

        Of a state that has a mechanism: while nothing else is known that the mechanism does.
        """
        result, shared = self.direct.copy(), np.flatnonzero(self.parent != DIRECT)
        result[shared] += self.q[self.parent[shared]] * np.expm1(self.log_ratio[shared])[:, None]
        return result

    @cached_property
    def alone_in_logs(self) -> FloatArray:
        """(S, C) `alone` times its natural log."""
        return self.alone * np.log(self.alone)
