"""Tables drawn once for all cases: what the intervals of a batch are worked out from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.batch.arrays import LINE, BoolArray, FloatArray
from pygalgia.inference import Drawer


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The draws (D) of one population, laid out with the draws last.

    Attributes:
        own: (C, S) whether a condition states a direct rate itself.
        cumulants: (S, 3, C) of the logs of these rates.
        background: (S, D) log of the background rates that the other conditions share.
        log_ratio: (S, D) how much more common a state is with its mechanism at work.
        rates: (C, M, D) of the mechanisms.
        normal: (C, D) what a sum of own rates is drawn with.
    """

    own: BoolArray
    cumulants: FloatArray
    background: NDArray[np.float32]
    log_ratio: NDArray[np.float32]
    rates: NDArray[np.float32]
    normal: NDArray[np.float32]


def drawn(drawer: Drawer) -> Drawn:
    """Return everything that a drawer draws, for every row and mechanism of its model."""
    draws, model = drawer.tables(), drawer.model
    return Drawn(
        own=np.ascontiguousarray(model.own.T),
        cumulants=draws.own,
        background=_on_lines(draws.background),
        log_ratio=_on_lines(draws.log_ratio),
        rates=_on_lines(draws.rates.transpose(1, 0, 2)),
        normal=_on_lines(draws.normal),
    )


def _on_lines(values: FloatArray) -> NDArray[np.float32]:
    """Return values in single precision, which begin where a line of the cache does."""
    room = np.empty(values.size + LINE // 4, dtype=np.float32)
    begin = -room.ctypes.data % LINE // 4
    result = room[begin : begin + values.size].reshape(values.shape)
    result[...] = values
    return result
