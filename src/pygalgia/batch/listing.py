"""Which names hold of each case: lists of places, of arrays that have a row for each name."""

# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import numba
import numpy as np

#: Cases that are gone through at once: what is written of them stays near.
_NEAR = 64


@numba.njit(cache=True, nogil=True, error_model="numpy")
def listed(holds):  # noqa: ANN001, ANN201 - numba knows the types
    """Return (E + 1,) where the list of each case begins, and the places of the names that hold of each.

    Args:
        holds: (names, E).
    """
    names, cases = holds.shape
    start = np.zeros(cases + 1, dtype=np.int32)
    for name in range(names):
        for case in range(cases):
            start[case + 1] += holds[name, case]
    for case in range(cases):
        start[case + 1] += start[case]
    places = np.empty(start[cases], dtype=np.int16)
    at = start.copy()
    for first in range(0, cases, _NEAR):
        last = min(first + _NEAR, cases)
        for name in range(names):
            for case in range(first, last):
                if holds[name, case]:
                    places[at[case]] = name
                    at[case] += 1
    return start, places
