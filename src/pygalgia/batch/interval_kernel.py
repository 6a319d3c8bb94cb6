"""The compiled loop of the intervals: posteriors under drawn tables, as `inference.interval` draws them.

Draws are kept in single precision: an interval means two digits.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

from pygalgia.batch.selecting import CALMED
from pygalgia.inference.model import DIRECT

_ONE = np.float32(1)
#: Below this a score is nothing beside the greatest; above, it would leave the range of a float.
_LEAST, _MOST = np.float32(-50), np.float32(50)
#: exp(x) is a polynomial of x / 2 ** 6, squared six times: a relative error below 1e-5.
_HALVED = np.float32(1 / 64)
_HALVINGS = 6
_HALF, _THIRD, _FOURTH, _FIFTH = (np.float32(1 / each) for each in (2, 6, 24, 120))


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _exp(values):
    """Replace values by their exponentials."""
    for place in range(values.size):
        x = min(max(values[place], _LEAST), _MOST) * _HALVED
        y = _ONE + x * (_ONE + x * (_HALF + x * (_THIRD + x * (_FOURTH + x * _FIFTH))))
        for _ in range(_HALVINGS):
            y *= y
        values[place] = y


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _drawn(score, start, spread, lean, normal):
    for d in range(score.size):
        z = normal[d]
        score[d] = start + spread * z + lean * (z * z - _ONE)


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _plus(score, more):
    for d in range(score.size):
        score[d] += more[d]


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _grow(growth):
    """Replace log ratios by what each ratio adds to 1."""
    for d in range(growth.size):
        growth[d] -= _ONE


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _times(weight, rates, growth):
    for d in range(weight.size):
        weight[d] *= _ONE + rates[d] * growth[d]


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _over(weight, rates, growth):
    for d in range(weight.size):
        weight[d] /= _ONE + rates[d] * growth[d]


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _multiplied(weight, by):
    for d in range(weight.size):
        weight[d] *= by[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _end(values, quantile, kept, sign):
    """Return the quantile of sign * values, linear between the two nearest; `kept` is room to work in."""
    place = quantile * (values.size - 1)
    below = int(place)
    known = 0
    for d in range(values.size):
        value = sign * values[d]
        if known <= below + 1 or value < kept[known - 1]:
            n = known if known <= below + 1 else known - 1
            while n > 0 and kept[n - 1] > value:
                kept[n] = kept[n - 1]
                n -= 1
            kept[n] = value
            known = min(known + 1, below + 2)
    above = kept[min(below + 1, known - 1)]
    return sign * (kept[below] + (place - below) * (above - kept[below]))


@numba.njit(cache=True, nogil=True, error_model="numpy")
def intervals(
    rows, count, kind, probability, leading, priors, spreads, own, cumulants, background, log_ratio, rates,
    normal, parent, quantile, low, high,
):  # fmt: skip
    """Fill the ends of the leading causes' intervals, each case's own point held within."""
    cases, most = rows.shape
    conditions, draws = normal.shape
    mechanisms = rates.shape[0]
    weight = np.empty((conditions, draws), dtype=np.float32)
    total, first = np.empty(draws, dtype=np.float32), np.empty(draws, dtype=np.float32)
    growth = np.empty((mechanisms, draws), dtype=np.float32)
    is_touched = np.zeros(mechanisms, dtype=np.bool_)
    touched = np.empty(mechanisms, dtype=np.int64)
    direct = np.empty(most, dtype=np.int64)
    kept = np.empty(draws + 2)
    for case in range(cases):
        person, lead = kind[case], leading[case, 0]
        if lead < 0:
            continue
        directs, marked = 0, 0
        is_touched[:] = False
        for place in range(count[case]):
            code = rows[case, place]
            row = CALMED - code if code <= CALMED else code
            mechanism = parent[row]
            if mechanism == DIRECT:
                direct[directs] = row
                directs += 1
                continue
            if not is_touched[mechanism]:
                growth[mechanism] = np.float32(0)
                is_touched[mechanism] = True
                touched[marked] = mechanism
                marked += 1
            _plus(growth[mechanism], log_ratio[row])
        # Everything is told beside the most probable cause, so that no product leaves the range of a float.
        first[:] = _ONE
        for n in range(marked):
            _exp(growth[touched[n]])
            _grow(growth[touched[n]])
            _over(first, rates[touched[n], lead], growth[touched[n]])
        top = np.log(priors[person, lead])
        for n in range(directs):
            top += cumulants[direct[n], 0, lead]
        total[:] = np.float32(0)
        for c in range(conditions):
            if probability[case, c] <= 0.0:
                continue
            mean, variance, third = np.log(priors[person, c]) - top, spreads[person, c] ** 2, 0.0
            for n in range(directs):
                mean += cumulants[direct[n], 0, c]
                variance += cumulants[direct[n], 1, c]
                third += cumulants[direct[n], 2, c]
            lean = third / (6.0 * variance) if variance > 0 else 0.0
            own_weight = weight[c]
            _drawn(own_weight, np.float32(mean), np.float32(np.sqrt(variance)), np.float32(lean), normal[c])
            for n in range(directs):
                if not own[direct[n], c]:
                    _plus(own_weight, background[direct[n]])
            _exp(own_weight)
            _multiplied(own_weight, first)
            for n in range(marked):
                _times(own_weight, rates[touched[n], c], growth[touched[n]])
            _plus(total, own_weight)
        for place in range(leading.shape[1]):
            c = leading[case, place]
            if c < 0:
                break
            for d in range(draws):
                weight[c, d] /= total[d]
            point = probability[case, c]
            low[case, place] = min(_end(weight[c], quantile, kept, 1.0), point)
            high[case, place] = max(_end(weight[c], quantile, kept, -1.0), point)
