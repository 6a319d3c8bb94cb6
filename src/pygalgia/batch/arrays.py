"""The arrays of a batch. Axes: **E** cases of a block, **N** findings, **F** flags, **C** conditions."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

CodeArray = NDArray[np.int8]
IndexArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
BitArray = NDArray[np.uint8]
FloatArray = NDArray[np.float64]
AnyArray = NDArray[Any]

#: A finding that nobody spoke of.
UNKNOWN = -1
#: Bytes of a line of the cache: what a processor reads at once, and twice where it lies across two.
LINE = 64


def packed(holds: BoolArray) -> BitArray:
    """Return (..., W) eight cases to a byte, of (..., E) cases."""
    return np.packbits(holds, axis=-1)


def unpacked(bits: BitArray, cases: int) -> BoolArray:
    """Return (..., E) cases, of (..., W) bytes."""
    return np.unpackbits(bits, axis=-1, count=cases).view(np.bool_)
