"""The compiled loop of expected loss: the level that probable causes are worth, as `triage.Levels` has it.

What a level costs beside a cause is a sum over every rival of cautious odds (`inference.cautious`), some
forty factors each: dear, and mostly not needed. Odds with none of the reassuring answers, and with all of
them, are coherent and at most the cautious odds, which take of each answer what speaks most for the rival:
two products bound every price from below, so that only what may decide is worked out. What alarms may leave
less than either; the least that it may leave is a part of the bounds. Single precision decides whatever is
further than `margin` from the edge; the few other cases are marked, and asked again in double precision.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

from pygalgia.batch.selecting import CALMED
from pygalgia.inference.model import DIRECT
from pygalgia.inference.products import CHECK_EVERY, grow, largest, rescale, scale, total

#: A price or a sum beyond these may have left the range of a float on the way.
_SMALL, _LARGE = 1e-25, 1e25


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _part(rates, more, less, base, none, x):
    """Take what a mechanism does apart: into weights, and into a row that counts as an answer does.

    What was found of a mechanism makes odds (1 + q' f) / (1 + q f), where f is anything between two growths:
    the greater speaks for whom the mechanism is commoner with. That is the odds at one end, times what is
    left of x' / x above (or below) 1, where x is the one end over the other.
    """
    for c in range(x.size):
        high, low = 1.0 + rates[c] * more, 1.0 + rates[c] * less
        none[c] *= high
        base[c] *= low
        x[c] = high / low


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _sum(costs, value):
    """Return the sum of products, in an order of its own: four sums, each of every fourth."""
    a = b = c = d = costs.dtype.type(0) * value[0]
    whole = costs.size - costs.size % 4
    for r in range(0, whole, 4):
        a += costs[r] * value[r]
        b += costs[r + 1] * value[r + 1]
        c += costs[r + 2] * value[r + 2]
        d += costs[r + 3] * value[r + 3]
    for r in range(whole, costs.size):
        a += costs[r] * value[r]
    return (a + b) + (c + d)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _calm(x, y, x_c, y_c, one, value):
    """Multiply by what two reassuring answers leave: two in one pass, since to begin a loop costs most."""
    for r in range(value.size):
        a, b = x[r] * x_c, y[r] * y_c
        a = max(one, a)
        b = max(one, b)
        value[r] *= a * b


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _alarm(x, x_c, one, value):
    for r in range(value.size):
        odds = x[r] * x_c
        value[r] *= min(one, odds)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _start(weight, own, value):
    for r in range(value.size):
        value[r] = weight[r] * own


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _odds(
    c, one, weight, ratio, inverse, calming, calm, alarming, alarm, calmed, by_calm, alarmed, by_alarm, value
):  # fmt: skip
    """Fill the cautious odds over the condition c of so many rivals as there is room for."""
    _start(weight, one / weight[c], value)
    for n in range(0, calm, 2):
        i, j = calming[n], calming[n + 1]
        _calm(ratio[i], ratio[j], inverse[i, c], inverse[j, c], one, value)
    for n in range(0, by_calm, 2):
        _calm(calmed[n], calmed[n + 1], one / calmed[n, c], one / calmed[n + 1, c], one, value)
    for n in range(alarm):
        _alarm(ratio[alarming[n]], inverse[alarming[n], c], one, value)
    for n in range(by_alarm):
        _alarm(alarmed[n], one / alarmed[n, c], one, value)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _leave(x, one, part):
    """Multiply by the least that an alarming answer may leave of any odds over each condition."""
    least = x.min()
    for c in range(part.size):
        odds = least / x[c]
        part[c] *= min(one, odds)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _reciprocal(part, weight, over):
    """Fill (C,) part / weight; 0, which bounds nothing, where a weight may have left a float's range."""
    for c in range(over.size):
        over[c] = part[c] / weight[c] if weight[c] > _SMALL else 0.0


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _leading(worth):
    """Return the first of the largest; -1 where all are 0."""
    most = largest(worth)
    if most > 0.0:
        for c in range(worth.size):
            if worth[c] == most:
                return c
    return -1


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _bound(gains, can, paid_by_none, over_none, paid_by_every, over_every, worth):
    """Fill (C,) the most that each cause may pay of a price."""
    for c in range(worth.size):
        least, other = paid_by_none * over_none[c], paid_by_every * over_every[c]
        most = gains[c] / (max(least, other))
        worth[c] = most if can[c] else 0.0


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _is_rivalled(worth, chosen, margin):
    """Return whether another is so near that rounding may have chosen."""
    edge = worth[chosen] * (1.0 - margin)
    for c in range(worth.size):
        if c != chosen and worth[c] > edge:
            return margin > 0.0
    return False


@numba.njit(cache=True, nogil=True, error_model="numpy")
def levels(
    rows, count, kind, population, settled, least, priors, ratio, inverse, shared, q, parent, reassures,
    endangers, speaks, speaking, gain, rivals, share, margin, level, causes, is_close,
):  # fmt: skip
    """Fill the level of each case, and the causes that count most for it where expected loss asks for it.

    Levels below `least` are not looked at: something else asks for that much already. The tables' own type is
    that of the work; their last row is one of no effect.

    Args:
        rivals: (2, U - 1) beyond how many conditions none loses by a level; greater for a higher level.
        margin: How far from an edge a sum must be, as a part, to decide; 0 decides every case.
        is_close: (E,) filled with the cases that are not decided; nothing else is then said of them.
    """
    cases, most_rows = rows.shape
    mechanisms, conditions = q.shape[1], q.shape[2]
    steps, most = gain.shape[1], causes.shape[1]
    one, neutral = ratio.dtype.type(1), parent.size
    costs = np.maximum(-gain, 0.0).astype(ratio.dtype)
    base, without, spare = np.empty(conditions), np.empty(conditions), np.empty(conditions)
    weight, value = np.empty(conditions, ratio.dtype), np.empty(conditions, ratio.dtype)
    none, every = np.empty(conditions, ratio.dtype), np.empty(conditions, ratio.dtype)
    over_none, over_every = np.empty(conditions, ratio.dtype), np.empty(conditions, ratio.dtype)
    part = np.empty(conditions, ratio.dtype)
    bracket, up, down = np.empty(mechanisms), np.empty(mechanisms), np.empty(mechanisms)
    is_touched = np.empty(mechanisms, np.bool_)
    calmed = np.empty((mechanisms + 1, conditions), ratio.dtype)
    alarmed = np.empty_like(calmed)
    calming, alarming = np.empty(most_rows + 1, np.int64), np.empty(most_rows, np.int64)
    spoken, is_priced = np.empty(conditions, np.uint8), np.empty(conditions, np.bool_)
    can = np.empty(conditions, np.bool_)
    price, priced = np.empty((steps, conditions)), np.empty(conditions, np.int64)
    worth, unpriced = np.empty(conditions), np.empty(conditions)
    for case in range(cases):
        level[case], is_close[case] = least[case], False
        who, illness, person = population[case], settled[case], kind[case]
        own_ratio, own_inverse, own_q = ratio[who], inverse[who], q[who]
        base[:] = priors[person]
        spoken[:] = 0
        is_priced[:] = False
        bracket[:] = 1.0
        up[:] = 1.0
        down[:] = 1.0
        is_touched[:] = False
        calm, alarm, by_calm, by_alarm, factors, known = 0, 0, 0, 0, 0, 0
        for place in range(count[case]):
            code = rows[case, place]
            calms = code <= CALMED
            row = CALMED - code if calms else code
            mechanism = parent[row]
            factor = shared[who, row]
            if not reassures[row] and not (endangers[row] and calms):
                for c in range(speaking, conditions):
                    spoken[c] |= speaks[who, row, c]
            if reassures[row]:
                if mechanism == DIRECT:
                    calming[calm] = row
                    calm += 1
                else:
                    up[mechanism] *= max(factor, 1.0)
                    down[mechanism] *= min(factor, 1.0)
                    is_touched[mechanism] = True
            if endangers[row] and not calms:
                if mechanism == DIRECT:
                    alarming[alarm] = row
                    alarm += 1
                else:
                    up[mechanism] *= min(factor, 1.0)
                    down[mechanism] *= max(factor, 1.0)
                    is_touched[mechanism] = True
            if not reassures[row] and not endangers[row]:
                if mechanism == DIRECT:
                    scale(base, own_ratio[row])
                    factors += 1
                    if factors % CHECK_EVERY == 0:
                        rescale(base)
                else:
                    bracket[mechanism] *= factor
        for mechanism in range(mechanisms):
            if bracket[mechanism] != 1.0 and not is_touched[mechanism]:
                grow(base, own_q[mechanism], bracket[mechanism] - 1.0)
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(base)
        base /= largest(base)
        without[:] = base
        for mechanism in range(mechanisms):
            if is_touched[mechanism]:
                more = bracket[mechanism] * up[mechanism] - 1.0
                less = bracket[mechanism] * down[mechanism] - 1.0
                if more >= less:
                    _part(own_q[mechanism], more, less, base, without, calmed[by_calm])
                    by_calm += 1
                else:
                    _part(own_q[mechanism], more, less, base, spare, alarmed[by_alarm])
                    grow(without, own_q[mechanism], less)
                    by_alarm += 1
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(base)
                    rescale(without)
        calming[calm], calmed[by_calm] = neutral, one
        own, other = 1.0 / largest(base), 1.0 / largest(without)
        for c in range(conditions):
            weight[c], none[c], part[c] = base[c] * own, without[c] * other, one
        every[:] = weight
        for n in range(calm):
            scale(every, own_ratio[calming[n]])
        for n in range(alarm):
            _leave(own_ratio[alarming[n]], one, part)
        for n in range(by_alarm):
            _leave(alarmed[n], one, part)
        _reciprocal(part, none, over_none)
        _reciprocal(part, every, over_every)
        for step in range(steps - 1, max(least[case], 1) - 2, -1):
            gains = gain[illness, step]
            losing = rivals[illness, step]
            paid_by_none = _sum(costs[illness, step, :losing], none)
            paid_by_every = _sum(costs[illness, step, :losing], every)
            for c in range(conditions):
                can[c] = gains[c] > 0 and weight[c] > 0 and (step < steps - 1 or spoken[c])
            _bound(gains, can, paid_by_none, over_none, paid_by_every, over_every, worth)
            unpriced[:] = worth
            sure = 0.0
            for n in range(known):
                c = priced[n]
                worth[c] = gains[c] / price[step, c] if can[c] else 0.0
                unpriced[c] = 0.0
                sure += worth[c]
            bound = total(worth)
            # The greatest bound is made exact first, until the sum is decided either way.
            named, first = 0, 0.0
            while not bound < 1.0 - margin and (sure < 1.0 + margin or named < most):
                is_close[case] = margin > 0.0 and not bound < _LARGE
                if is_close[case]:
                    break
                is_decided = sure >= 1.0 + margin
                chosen = _leading(worth if is_decided else unpriced)
                if chosen < 0:
                    is_close[case] = margin > 0.0 and not is_decided
                    break
                if is_priced[chosen]:
                    # Decided: the causes to name, the one that counts most first.
                    if named == 0:
                        first = worth[chosen]
                    is_close[case] = _is_rivalled(worth, chosen, margin) or (
                        abs(worth[chosen] - share * first) < margin * first
                    )
                    if is_close[case] or worth[chosen] < share * first:
                        break
                    causes[case, named] = chosen
                    named += 1
                    worth[chosen] = 0.0
                    continue
                _odds(
                    chosen, one, weight, own_ratio, own_inverse, calming, calm, alarming, alarm, calmed,
                    by_calm, alarmed, by_alarm, value[:losing],
                )  # fmt: skip
                for other in range(step + 1):
                    price[other, chosen] = _sum(costs[illness, other, :losing], value)
                is_priced[chosen], unpriced[chosen] = True, 0.0
                priced[known] = chosen
                known += 1
                exact = price[step, chosen]
                is_close[case] = margin > 0.0 and not (exact > _SMALL and exact < _LARGE)
                if is_close[case]:
                    break
                worth[chosen] = gains[chosen] / exact
                if not is_decided:
                    sure += worth[chosen]
                    bound = total(worth)
            if is_close[case]:
                break
            if sure >= 1.0 + margin:
                level[case] = step + 1
                break
