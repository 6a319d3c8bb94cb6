"""The compiled loops of a batch: likelihoods and the ranking, and the level with the least expected loss.

Both work with products instead of sums of logs, as `inference.batch` does, and give what
`inference.posterior`, `inference.cautious` and `triage.Levels` give for one case, to rounding.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: FBT003, ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR2004
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

from pygalgia.batch.picking import picked
from pygalgia.inference.model import DIRECT

_RESCALE = 1e100
_CHECK_EVERY = 8
#: Rivals that bound a price before it is worked out.
_RIVALS = 2


@numba.njit(inline="always", fastmath=True)
def _rescale(weight):
    largest = weight.max()
    if largest < 1 / _RESCALE or largest > _RESCALE:
        weight /= largest


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def ranking(
    rows, kind, population, priors, excluded, ratio, shared, q, parent, least, unlisted, best, probability,
    fits, everything,
):  # fmt: skip
    """Fill the leading causes with their probabilities, and those that the answers fit best, of each case."""
    cases, scored = rows.shape
    mechanisms, conditions = q.shape[1], q.shape[2]
    most = best.shape[1]
    likelihood = np.empty(conditions)
    score = np.empty(conditions)
    bracket = np.empty(mechanisms)
    order = np.empty(conditions, dtype=np.int64)
    picks, is_calmed = np.empty(scored, dtype=np.int64), np.empty(scored, dtype=np.bool_)
    for case in range(cases):
        who = population[case]
        likelihood[:] = 1.0
        bracket[:] = 1.0
        factors = 0
        for place in range(picked(rows[case], picks, is_calmed)):
            row = picks[place]
            mechanism = parent[row]
            if mechanism == DIRECT:
                for c in range(conditions):
                    likelihood[c] *= ratio[who, row, c]
                factors += 1
                if factors % _CHECK_EVERY == 0:
                    _rescale(likelihood)
            else:
                bracket[mechanism] *= shared[who, row]
        for mechanism in range(mechanisms):
            growth = bracket[mechanism] - 1.0
            if growth != 0.0:
                for c in range(conditions):
                    likelihood[c] *= 1.0 + q[who, mechanism, c] * growth
                factors += 1
                if factors % _CHECK_EVERY == 0:
                    _rescale(likelihood)
        total = 0.0
        for c in range(conditions):
            score[c] = 0.0 if excluded[case, c] else priors[kind[case], c] * likelihood[c]
            total += score[c]
        if total == 0.0:
            for c in range(conditions):
                score[c] = priors[kind[case], c] * likelihood[c]
                total += score[c]
        listed = 0
        for c in range(conditions):
            score[c] /= total
            everything[case, c] = score[c]
            if score[c] >= least:
                place = listed
                while place > 0 and score[order[place - 1]] < score[c]:
                    order[place] = order[place - 1]
                    place -= 1
                order[place] = c
                listed += 1
        for place in range(min(most, listed)):
            best[case, place] = order[place]
            probability[case, place] = score[order[place]]
        # Of equal fit, the more probable comes first; "none of these" comes last.
        for place in range(listed):
            c = order[place]
            likelihood[c] = -1.0 if c == unlisted else likelihood[c]
        for place in range(min(most, listed)):
            chosen = -1
            for other in range(listed):
                c = order[other]
                if likelihood[c] > -2.0 and (chosen < 0 or likelihood[c] > likelihood[chosen]):
                    chosen = c
            fits[case, place] = chosen
            likelihood[chosen] = -3.0


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _of_rivals(
    c, weight, ratio, inverse, calming, calm, alarming, alarm, q, high, low, touched, marked, value
):
    """Fill (C,) the cautious odds of every rival over the condition c."""
    size = weight.size
    own = 1.0 / weight[c]
    for r in range(size):
        value[r] = weight[r] * own
    for n in range(calm):
        x, here = ratio[calming[n]], inverse[calming[n], c]
        for r in range(size):
            value[r] *= max(x[r] * here, 1.0)
    for n in range(alarm):
        x, here = ratio[alarming[n]], inverse[alarming[n], c]
        for r in range(size):
            value[r] *= min(x[r] * here, 1.0)
    for n in range(marked):
        rates = q[touched[n]]
        upper, lower = high[n], low[n]
        rate, up, down = rates[c], 1.0 / upper[c], 1.0 / lower[c]
        for r in range(size):
            more, less = upper[r] * up, lower[r] * down
            value[r] *= more if rates[r] > rate else less


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _over_conditions(
    r, weight, ratio, inverse, calming, calm, alarming, alarm, q, high, low, touched, marked, value
):
    """Fill (C,) the cautious odds of the rival r over every condition."""
    size = weight.size
    for c in range(size):
        value[c] = weight[r] / weight[c]
    for n in range(calm):
        here, x = ratio[calming[n], r], inverse[calming[n]]
        for c in range(size):
            value[c] *= max(x[c] * here, 1.0)
    for n in range(alarm):
        here, x = ratio[alarming[n], r], inverse[alarming[n]]
        for c in range(size):
            value[c] *= min(x[c] * here, 1.0)
    for n in range(marked):
        rates = q[touched[n]]
        upper, lower = high[n], low[n]
        rate, up, down = rates[r], upper[r], lower[r]
        for c in range(size):
            top = up if rate > rates[c] else down
            below = upper[c] if rate > rates[c] else lower[c]
            value[c] *= top / below


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _add(price, cost, value):
    for c in range(price.size):
        price[c] += cost * value[c]


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _cost(costs, value):
    paid = 0.0
    for r in range(value.size):
        paid += costs[r] * value[r]
    return paid


@numba.njit(fastmath=True, cache=True, nogil=True, error_model="numpy")
def _grow(weight, rates, growth):
    for c in range(weight.size):
        weight[c] *= 1.0 + rates[c] * growth


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _sum_of_positive(worth):
    total = 0.0
    for c in range(worth.size):
        total += max(worth[c], 0.0)
    return total


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _largest(worth, is_priced, open_only):
    chosen, largest = -1, -1.0
    for c in range(worth.size):
        if worth[c] > largest and not (open_only and is_priced[c]):
            chosen, largest = c, worth[c]
    return chosen


@numba.njit(cache=True, nogil=True, error_model="numpy")
def levels(
    rows, kind, population, settled, least, priors, ratio, inverse, shared, q, parent, reassures, endangers,
    speaks, gain, share, level, causes,
):  # fmt: skip
    """Fill the level of each case, and the causes that count most for it where expected loss asks for it.

    Levels below `least` are not looked at: something else asks for that much already.
    """
    cases, scored = rows.shape
    mechanisms, conditions = q.shape[1], q.shape[2]
    steps, most = gain.shape[1], causes.shape[1]
    costs = np.maximum(-gain, 0.0)
    weight, value, rest = np.empty(conditions), np.empty(conditions), np.empty(conditions)
    bracket, up, down = np.empty(mechanisms), np.empty(mechanisms), np.empty(mechanisms)
    is_touched = np.empty(mechanisms, dtype=np.bool_)
    high, low = np.empty((mechanisms, conditions)), np.empty((mechanisms, conditions))
    touched = np.empty(mechanisms, dtype=np.int64)
    calming, alarming = np.empty(scored, dtype=np.int64), np.empty(scored, dtype=np.int64)
    picks, is_calmed = np.empty(scored, dtype=np.int64), np.empty(scored, dtype=np.bool_)
    spoken = np.empty(conditions, dtype=np.uint8)
    price = np.empty((steps, conditions))
    bound = np.empty(conditions)
    is_priced = np.empty(conditions, dtype=np.bool_)
    worth = np.empty(conditions)
    for case in range(cases):
        who, illness, person = population[case], settled[case], kind[case]
        own_ratio, own_inverse, own_q = ratio[who], inverse[who], q[who]
        weight[:] = priors[person]
        spoken[:] = 0
        is_priced[:] = False
        bracket[:] = 1.0
        up[:] = 1.0
        down[:] = 1.0
        is_touched[:] = False
        calm, alarm, marked, factors = 0, 0, 0, 0
        for place in range(picked(rows[case], picks, is_calmed)):
            row, calms = picks[place], is_calmed[place]
            mechanism = parent[row]
            factor = shared[who, row]
            if not reassures[row] and not (endangers[row] and calms):
                for c in range(conditions):
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
                    weight *= own_ratio[row]
                    factors += 1
                    if factors % _CHECK_EVERY == 0:
                        _rescale(weight)
                else:
                    bracket[mechanism] *= factor
        for mechanism in range(mechanisms):
            if is_touched[mechanism]:
                high[marked] = 1.0
                low[marked] = 1.0
                _grow(high[marked], own_q[mechanism], bracket[mechanism] * up[mechanism] - 1.0)
                _grow(low[marked], own_q[mechanism], bracket[mechanism] * down[mechanism] - 1.0)
                touched[marked] = mechanism
                marked += 1
            elif bracket[mechanism] != 1.0:
                _grow(weight, own_q[mechanism], bracket[mechanism] - 1.0)
                factors += 1
                if factors % _CHECK_EVERY == 0:
                    _rescale(weight)
        weight /= weight.max()
        level[case] = least[case]
        for step in range(steps - 1, max(least[case], 1) - 2, -1):
            gains = gain[illness, step]
            winners = 0
            for c in range(conditions):
                worth[c] = -1.0
                if gains[c] > 0 and weight[c] > 0 and (step < steps - 1 or spoken[c]):
                    winners += 1
                    worth[c] = np.inf
            if winners == 0:
                continue
            # What the dearest rivals alone make of each cause bounds how much of the price it pays for.
            rest[:] = costs[illness, step] * weight
            bound[:] = 0.0
            rivals = 0
            for _ in range(_RIVALS):
                rival = np.argmax(rest)
                if rest[rival] <= 0.0:
                    break
                rivals += 1
                rest[rival] = 0.0
                _over_conditions(
                    rival, weight, own_ratio, own_inverse, calming, calm, alarming, alarm, own_q, high, low,
                    touched, marked, value,
                )  # fmt: skip
                _add(bound, costs[illness, step, rival], value)
            for c in range(conditions):
                if worth[c] > 0 and rivals > 0:
                    worth[c] = gains[c] / (price[step, c] if is_priced[c] else bound[c])
            total = _sum_of_positive(worth)
            # The greatest bound is made exact first, until the sum is decided either way.
            sure = 0.0
            for c in range(conditions):
                if worth[c] > 0 and (is_priced[c] or rivals == 0):
                    sure += worth[c]
            named = 0
            first = 0.0
            while total >= 1.0 and (sure < 1.0 or named < most):
                # Decided: the causes to name, the one that counts most first.
                if sure >= 1.0:
                    chosen = _largest(worth, is_priced, False)
                    if chosen < 0:
                        break
                    if is_priced[chosen] or rivals == 0:
                        if named == 0:
                            first = worth[chosen]
                        elif worth[chosen] < share * first:
                            break
                        causes[case, named] = chosen
                        named += 1
                        worth[chosen] = -1.0
                        continue
                else:
                    chosen = _largest(worth, is_priced, True)
                    if chosen < 0:
                        break
                _of_rivals(
                    chosen, weight, own_ratio, own_inverse, calming, calm, alarming, alarm, own_q, high, low,
                    touched, marked, value,
                )  # fmt: skip
                for other in range(steps):
                    price[other, chosen] = _cost(costs[illness, other], value)
                is_priced[chosen] = True
                exact = gains[chosen] / price[step, chosen]
                is_decided = sure >= 1.0
                worth[chosen] = exact
                if not is_decided:
                    sure += exact
                    total = _sum_of_positive(worth)
            if sure >= 1.0:
                level[case] = step + 1
                break
