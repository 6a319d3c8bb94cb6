"""The compiled loop of the intervals: posteriors under drawn tables, as `inference.interval` draws them.

Draws are kept in single precision: an interval means two digits.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

from pygalgia.batch.arrays import LINE
from pygalgia.batch.selecting import CALMED
from pygalgia.inference.model import DIRECT

_ONE = np.float32(1)
#: Cases that are gone through together: what is drawn of one condition, and what is found of them, is near.
_TOGETHER = 16
#: Below this a score is nothing beside the greatest; above, it would leave the range of a float.
_LEAST, _MOST = np.float32(-50), np.float32(50)
#: exp(x) is a polynomial of x / 2 ** 6, squared six times: a relative error below 1e-5.
_HALVED = np.float32(1 / 64)
_HALVINGS = 6
_HALF, _THIRD, _FOURTH, _FIFTH = (np.float32(1 / each) for each in (2, 6, 24, 120))


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _exp(values):
    """Replace values by their exponentials."""
    for place in range(values.size):
        x = min(max(values[place], _LEAST), _MOST) * _HALVED
        y = _ONE + x * (_ONE + x * (_HALF + x * (_THIRD + x * (_FOURTH + x * _FIFTH))))
        for _ in range(_HALVINGS):
            y *= y
        values[place] = y


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _add(sums, more):
    """Add what every condition states of one row: (3, C) cumulants."""
    for n in range(sums.shape[0]):
        for c in range(sums.shape[1]):
            sums[n, c] += more[n, c]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _drawn(score, start, spread, lean, normal):
    for d in range(score.size):
        z = normal[d]
        score[d] = start + spread * z + lean * (z * z - _ONE)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _plus(score, more):
    for d in range(score.size):
        score[d] += more[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _grow(growth):
    """Replace log ratios by what each ratio adds to 1."""
    for d in range(growth.size):
        growth[d] -= _ONE


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _times(weight, rates, growth):
    for d in range(weight.size):
        weight[d] *= _ONE + rates[d] * growth[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _times_three(weight, rates, growth, found, n):
    """Multiply by what three mechanisms add: several in one pass, since to read and write costs most."""
    i, j, k = found[n], found[n + 1], found[n + 2]
    for d in range(weight.size):
        both = (_ONE + rates[i, d] * growth[n, d]) * (_ONE + rates[j, d] * growth[n + 1, d])
        weight[d] *= both * (_ONE + rates[k, d] * growth[n + 2, d])


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _over(weight, rates, growth):
    for d in range(weight.size):
        weight[d] /= _ONE + rates[d] * growth[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _summed(weight, by, total):
    """Multiply a weight, and add it to the total."""
    for d in range(weight.size):
        weight[d] *= by[d]
        total[d] += weight[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _over_total(weight, total):
    for d in range(weight.size):
        weight[d] /= total[d]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _end(values, quantile, kept, sign):
    """Return the quantile of sign * values, linear between the two nearest; `kept` is room to work in."""
    place = quantile * (values.size - 1)
    below = int(place)
    wanted = min(below + 2, values.size)
    kept[:wanted] = np.inf
    for d in range(values.size):
        value = sign * values[d]
        # Nearly none is among the least: those that are not cost one comparison.
        if value < kept[wanted - 1]:
            n = wanted - 1
            while n > 0 and kept[n - 1] > value:
                kept[n] = kept[n - 1]
                n -= 1
            kept[n] = value
    return sign * (kept[below] + np.float32(place - below) * (kept[wanted - 1] - kept[below]))


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _room(size):
    """Return (size,) numbers of single precision that begin where a processor reads a vector at once."""
    room = np.empty(size + LINE // 4, np.float32)
    begin = -room.ctypes.data % LINE // 4
    return room[begin : begin + size]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def intervals(
    rows, count, kind, probability, leading, priors, spreads, own, cumulants, background, log_ratio, rates,
    normal, parent, quantile, low, high,
):  # fmt: skip
    """Fill the ends of the leading causes' intervals, each case's own point held within.

    Some cases are gone through together, condition by condition, so that what is drawn of a condition is read
    once for all of them.
    """
    cases, most = rows.shape
    conditions, mechanisms, draws = rates.shape
    places = leading.shape[1]
    single = np.float32
    growth = _room(_TOGETHER * mechanisms * draws).reshape((_TOGETHER, mechanisms, draws))
    first = _room(_TOGETHER * draws).reshape((_TOGETHER, draws))
    total = _room(_TOGETHER * draws).reshape((_TOGETHER, draws))
    kept = _room(_TOGETHER * places * draws).reshape((_TOGETHER, places, draws))
    spare = _room(draws)
    touched, marked = np.empty((_TOGETHER, mechanisms), np.int64), np.empty(_TOGETHER, np.int64)
    direct, directs = np.empty((_TOGETHER, most), np.int64), np.empty(_TOGETHER, np.int64)
    place_of = np.empty(mechanisms, np.int64)
    top, sums = np.empty(_TOGETHER), np.empty((_TOGETHER, *cumulants.shape[1:]))
    room = np.empty(draws, single)
    for start in range(0, cases, _TOGETHER):
        here = min(_TOGETHER, cases - start)
        for g in range(here):
            case = start + g
            person, lead = kind[case], leading[case, 0]
            directs[g], marked[g] = 0, 0
            sums[g] = 0.0
            place_of[:] = -1
            for place in range(count[case]):
                code = rows[case, place]
                row = CALMED - code if code <= CALMED else code
                mechanism = parent[row]
                if mechanism == DIRECT:
                    direct[g, directs[g]] = row
                    directs[g] += 1
                    _add(sums[g], cumulants[row])
                    continue
                if place_of[mechanism] < 0:
                    place_of[mechanism] = marked[g]
                    touched[g, marked[g]] = mechanism
                    growth[g, marked[g]] = single(0)
                    marked[g] += 1
                _plus(growth[g, place_of[mechanism]], log_ratio[row])
            # All is told beside the most probable cause, so that no product leaves the range of a float.
            first[g] = _ONE
            total[g] = single(0)
            for n in range(marked[g]):
                _exp(growth[g, n])
                _grow(growth[g, n])
                if lead >= 0:
                    _over(first[g], rates[lead, touched[g, n]], growth[g, n])
            if lead >= 0:
                top[g] = np.log(priors[person, lead]) + sums[g, 0, lead]
        for c in range(conditions):
            for g in range(here):
                case = start + g
                if leading[case, 0] < 0 or probability[case, c] <= 0.0:
                    continue
                person = kind[case]
                mean = np.log(priors[person, c]) + sums[g, 0, c] - top[g]
                variance = spreads[person, c] ** 2 + sums[g, 1, c]
                lean = sums[g, 2, c] / (6.0 * variance) if variance > 0 else 0.0
                weight = spare
                for place in range(places):
                    if leading[case, place] == c:
                        weight = kept[g, place]
                _drawn(weight, single(mean), single(np.sqrt(variance)), single(lean), normal[c])
                for n in range(directs[g]):
                    if not own[c, direct[g, n]]:
                        _plus(weight, background[direct[g, n]])
                _exp(weight)
                whole = marked[g] - marked[g] % 3
                for n in range(0, whole, 3):
                    _times_three(weight, rates[c], growth[g], touched[g], n)
                for n in range(whole, marked[g]):
                    _times(weight, rates[c, touched[g, n]], growth[g, n])
                _summed(weight, first[g], total[g])
        for g in range(here):
            case = start + g
            for place in range(places):
                c = leading[case, place]
                if c < 0:
                    break
                _over_total(kept[g, place], total[g])
                point = probability[case, c]
                low[case, place] = min(_end(kept[g, place], quantile, room, _ONE), point)
                high[case, place] = max(_end(kept[g, place], quantile, room, -_ONE), point)
