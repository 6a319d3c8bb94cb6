"""The compiled loops of a batch: likelihoods and the ranking, and the level with the least expected loss.

Both work with products instead of sums of logs, as `inference.batch` does, and give what
`inference.posterior`, `inference.cautious` and `triage.Levels` give for one case, to rounding.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0915, PLR0917, PLR2004
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

_RESCALE = 1e100
_CHECK_EVERY = 8
#: As in `selecting`.
_CALMED = -2
#: As in `inference.model`.
_DIRECT = -1
#: Most answers of one case that reassure, and that alarm.
_MOST = 512


@numba.njit(inline="always", fastmath=True)
def _rescale(weight):
    largest = weight.max()
    if largest < 1 / _RESCALE or largest > _RESCALE:
        weight /= largest


@numba.njit(fastmath=True, cache=True, nogil=True)
def ranking(
    rows,
    kind,
    population,
    priors,
    excluded,
    ratio,
    shared,
    q,
    parent,
    least,
    unlisted,
    best,
    probability,
    fits,
):
    """Fill the leading causes with their probabilities, and those that the answers fit best, of each case."""
    cases, scored = rows.shape
    mechanisms, conditions = q.shape[1], q.shape[2]
    most = best.shape[1]
    likelihood = np.empty(conditions)
    score = np.empty(conditions)
    bracket = np.empty(mechanisms)
    order = np.empty(conditions, dtype=np.int64)
    for case in range(cases):
        who = population[case]
        likelihood[:] = 1.0
        bracket[:] = 1.0
        factors = 0
        for place in range(scored):
            row = rows[case, place]
            if row == -1:
                continue
            if row <= _CALMED:
                row = _CALMED - row
            mechanism = parent[row]
            if mechanism == _DIRECT:
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


@numba.njit(fastmath=True, cache=True, nogil=True)
def _pairs(c, weight, ratio, reassuring, calm, alarming, alarm, q, high, low, touched, marked, value):
    """Fill (C,) the cautious odds of every rival over the condition c."""
    size = weight.size
    for r in range(size):
        value[r] = weight[r]
    scale = weight[c]
    for n in range(calm):
        x = ratio[reassuring[n]]
        here = x[c]
        for r in range(size):
            value[r] *= max(x[r], here)
        scale *= here
        if n % _CHECK_EVERY == _CHECK_EVERY - 1:
            for r in range(size):
                value[r] /= scale
            scale = 1.0
    for n in range(alarm):
        x = ratio[alarming[n]]
        here = x[c]
        for r in range(size):
            value[r] *= min(x[r], here)
        scale *= here
        if n % _CHECK_EVERY == _CHECK_EVERY - 1:
            for r in range(size):
                value[r] /= scale
            scale = 1.0
    for n in range(marked):
        rates = q[touched[n]]
        own, up, down = rates[c], 1.0 / high[n, c], 1.0 / low[n, c]
        for r in range(size):
            value[r] *= high[n, r] * up if rates[r] > own else low[n, r] * down
    for r in range(size):
        value[r] /= scale


@numba.njit(fastmath=False, cache=True, nogil=True)
def levels(
    rows,
    kind,
    population,
    settled,
    least,
    priors,
    ratio,
    shared,
    q,
    parent,
    reassures,
    endangers,
    speaks,
    gain,
    share,
    level,
    causes,
):
    """Fill the level of each case, and the causes that count most for it where expected loss asks for it.

    Levels below `least` are not looked at: something else asks for that much already.
    """
    cases, scored = rows.shape
    mechanisms, conditions = q.shape[1], q.shape[2]
    steps, most = gain.shape[1], causes.shape[1]
    weight, value = np.empty(conditions), np.empty(conditions)
    bracket, up, down = np.empty(mechanisms), np.empty(mechanisms), np.empty(mechanisms)
    is_touched = np.empty(mechanisms, dtype=np.bool_)
    high, low = np.empty((mechanisms, conditions)), np.empty((mechanisms, conditions))
    touched = np.empty(mechanisms, dtype=np.int64)
    reassuring, alarming = np.empty(_MOST, dtype=np.int64), np.empty(_MOST, dtype=np.int64)
    spoken = np.empty(conditions, dtype=np.bool_)
    price = np.empty((steps, conditions))
    is_priced = np.empty(conditions, dtype=np.bool_)
    worth = np.empty(conditions)
    for case in range(cases):
        who, illness, person = population[case], settled[case], kind[case]
        for c in range(conditions):
            weight[c] = priors[person, c]
            spoken[c] = False
            is_priced[c] = False
        bracket[:] = 1.0
        up[:] = 1.0
        down[:] = 1.0
        is_touched[:] = False
        calm, alarm, marked, factors = 0, 0, 0, 0
        for place in range(scored):
            row = rows[case, place]
            if row == -1:
                continue
            is_calmed = row <= _CALMED
            if is_calmed:
                row = _CALMED - row
            mechanism = parent[row]
            factor = shared[who, row]
            if reassures[row]:
                if mechanism == _DIRECT:
                    reassuring[calm] = row
                    calm += 1
                else:
                    up[mechanism] *= max(factor, 1.0)
                    down[mechanism] *= min(factor, 1.0)
                    is_touched[mechanism] = True
            elif not (endangers[row] and is_calmed):
                for c in range(conditions):
                    spoken[c] |= speaks[who, row, c]
            if endangers[row]:
                if is_calmed:
                    continue
                if mechanism == _DIRECT:
                    alarming[alarm] = row
                    alarm += 1
                else:
                    up[mechanism] *= min(factor, 1.0)
                    down[mechanism] *= max(factor, 1.0)
                    is_touched[mechanism] = True
            elif not reassures[row]:
                if mechanism == _DIRECT:
                    for c in range(conditions):
                        weight[c] *= ratio[who, row, c]
                    factors += 1
                    if factors % _CHECK_EVERY == 0:
                        _rescale(weight)
                else:
                    bracket[mechanism] *= factor
        for mechanism in range(mechanisms):
            if is_touched[mechanism]:
                more, less = (
                    bracket[mechanism] * up[mechanism] - 1.0,
                    bracket[mechanism] * down[mechanism] - 1.0,
                )
                for c in range(conditions):
                    high[marked, c] = 1.0 + q[who, mechanism, c] * more
                    low[marked, c] = 1.0 + q[who, mechanism, c] * less
                touched[marked] = mechanism
                marked += 1
                continue
            growth = bracket[mechanism] - 1.0
            if growth != 0.0:
                for c in range(conditions):
                    weight[c] *= 1.0 + q[who, mechanism, c] * growth
                factors += 1
                if factors % _CHECK_EVERY == 0:
                    _rescale(weight)
        weight /= weight.max()
        level[case] = least[case]
        for step in range(steps - 1, max(least[case], 1) - 2, -1):
            # What the likeliest rival alone makes of each cause bounds how much of the price it pays for.
            gains = gain[illness, step]
            total = 0.0
            winners = 0
            for c in range(conditions):
                worth[c] = -1.0
                if gains[c] > 0 and weight[c] > 0 and (step < steps - 1 or spoken[c]):
                    winners += 1
                    worth[c] = np.inf
            if winners == 0:
                continue
            rival, dearest = -1, 0.0
            for r in range(conditions):
                if -gains[r] * weight[r] > dearest:
                    rival, dearest = r, -gains[r] * weight[r]
            reached = False
            if rival < 0:
                reached = True
            else:
                for c in range(conditions):
                    if worth[c] < 0:
                        continue
                    if is_priced[c]:
                        worth[c] = gains[c] / price[step, c]
                    else:
                        odds = weight[rival] / weight[c]
                        for n in range(calm):
                            x = ratio[who, reassuring[n]]
                            odds *= max(x[rival], x[c]) / x[c]
                        for n in range(alarm):
                            x = ratio[who, alarming[n]]
                            odds *= min(x[rival], x[c]) / x[c]
                        for n in range(marked):
                            rates = q[who, touched[n]]
                            odds *= (
                                high[n, rival] / high[n, c]
                                if rates[rival] > rates[c]
                                else low[n, rival] / low[n, c]
                            )
                        worth[c] = gains[c] / (-gains[rival] * odds)
                    total += worth[c]
                # The greatest bound is made exact first, until the sum is decided either way.
                sure = 0.0
                while total >= 1.0 and sure < 1.0:
                    chosen, largest = -1, -1.0
                    for c in range(conditions):
                        if worth[c] > largest and not is_priced[c]:
                            chosen, largest = c, worth[c]
                    if chosen >= 0:
                        _pairs(
                            chosen,
                            weight,
                            ratio[who],
                            reassuring,
                            calm,
                            alarming,
                            alarm,
                            q[who],
                            high,
                            low,
                            touched,
                            marked,
                            value,
                        )
                        for other in range(steps):
                            paid = 0.0
                            for r in range(conditions):
                                if gain[illness, other, r] < 0:
                                    paid -= gain[illness, other, r] * value[r]
                            price[other, chosen] = paid
                        is_priced[chosen] = True
                        worth[chosen] = gains[chosen] / price[step, chosen]
                    sure, total = 0.0, 0.0
                    for c in range(conditions):
                        if worth[c] >= 0:
                            total += worth[c]
                            if is_priced[c]:
                                sure += worth[c]
                    if chosen < 0:
                        break
                reached = sure >= 1.0
            if not reached:
                continue
            level[case] = step + 1
            # The causes to name, the one that counts most first.
            first = 0.0
            for place in range(most):
                chosen = -1
                while True:
                    chosen, largest = -1, -1.0
                    for c in range(conditions):
                        if worth[c] > largest:
                            chosen, largest = c, worth[c]
                    if chosen < 0 or is_priced[chosen] or rival < 0:
                        break
                    _pairs(
                        chosen,
                        weight,
                        ratio[who],
                        reassuring,
                        calm,
                        alarming,
                        alarm,
                        q[who],
                        high,
                        low,
                        touched,
                        marked,
                        value,
                    )
                    for other in range(steps):
                        paid = 0.0
                        for r in range(conditions):
                            if gain[illness, other, r] < 0:
                                paid -= gain[illness, other, r] * value[r]
                        price[other, chosen] = paid
                    is_priced[chosen] = True
                    worth[chosen] = gains[chosen] / price[step, chosen]
                if chosen < 0:
                    break
                if place == 0:
                    first = worth[chosen]
                elif worth[chosen] < share * first:
                    break
                causes[case, place] = chosen
                worth[chosen] = -1.0
            break
