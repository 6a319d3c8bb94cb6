"""Which rows one case of a block picks: the way of every compiled loop into the tables.

numba's own cache looks at the file of a loop alone: after a change here, touch the files of the loops.
"""

# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import numba

from pygalgia.batch.selecting import CALMED, NO_ROW


@numba.njit(cache=True, nogil=True, error_model="numpy")
def picked(codes, rows, is_calmed):  # noqa: ANN001, ANN201 - numba knows the types
    """Fill (scored,) the rows that one case picks and whether the time of each calms it; return how many.

    Args:
        codes: (scored,) of one case, as `selecting.selected_rows` writes them.
        rows: Filled from the start.
        is_calmed: Filled likewise.
    """
    count = 0
    for code in codes:
        if code != NO_ROW:
            is_calmed[count] = code <= CALMED
            rows[count] = CALMED - code if code <= CALMED else code
            count += 1
    return count
