"""Which rows each case of a block picks, one after another: the way of compiled loops into the tables."""

# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import numba
import numpy as np

#: Cases that are gone through at once: what is written of them stays near.
_NEAR = 64


@numba.njit(cache=True, nogil=True, error_model="numpy")
def picked(codes, none):  # noqa: ANN001, ANN201 - numba knows the types
    """Return (E, k) the codes of each case that pick a row, in their order, and (E,) how many it has.

    Args:
        codes: (scored, E), as `selecting.selected_rows` reads them.
        none: The code of no row, which fills up.
    """
    scored, cases = codes.shape
    count = np.zeros(cases, dtype=np.int64)
    for row in range(scored):
        for case in range(cases):
            count[case] += codes[row, case] != none
    most = 0 if cases == 0 else count.max()
    result = np.full((cases, most), none, dtype=codes.dtype)
    count[:] = 0
    for start in range(0, cases, _NEAR):
        stop = min(start + _NEAR, cases)
        for row in range(scored):
            for case in range(start, stop):
                code = codes[row, case]
                if code != none:
                    result[case, count[case]] = code
                    count[case] += 1
    return result, count
