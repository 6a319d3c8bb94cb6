"""The compiled loop of the ranking: likelihoods, the most probable causes, and those that fit best.

It works with products instead of sums of logs, as `inference.batch` does, and gives what
`inference.posterior` gives for one case, to rounding.
"""

# Compiled loops over arrays: numba knows the types, and calls between small functions would hide the loop.
# ruff: noqa: ANN001, ANN201, ANN202, C901, PLR0912, PLR0913, PLR0917
# mypy: disable-error-code="no-untyped-def, no-untyped-call, untyped-decorator"

import numba
import numpy as np

from pygalgia.batch.selecting import CALMED
from pygalgia.inference.model import DIRECT
from pygalgia.inference.products import CHECK_EVERY, grow, rescale, scale, total

#: Fits worse than everything that is listed; "none of these" fits everything a little and stands last.
_LAST = -1.0


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _scored(prior, likelihood, score):
    """Fill (C,) prior times likelihood; return the sum."""
    for c in range(score.size):
        score[c] = prior[c] * likelihood[c]
    return total(score)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def _insert(c, key, then, places, listed):
    """Put a condition among the listed ones, the greatest key first, of equal ones the greatest `then`."""
    most = places.size
    place = listed if listed < most else most - 1
    last = places[place]
    if listed >= most and (key[last], then[last]) >= (key[c], then[c]):
        return
    while place > 0:
        before = places[place - 1]
        if key[before] > key[c] or (key[before] == key[c] and then[before] >= then[c]):
            break
        places[place] = before
        place -= 1
    places[place] = c


@numba.njit(cache=True, nogil=True, error_model="numpy")
def ranking(
    rows, count, kind, population, priors, needing, excluded, ratio, shared, q, parent, least, unlisted,
    best, probability, fits, everything,
):  # fmt: skip
    """Fill the leading causes with their probabilities, and those that the answers fit best, of each case.

    Args:
        needing: (k,) conditions that need something.
        excluded: (k, E) whether it is known to be absent.
        everything: (E, C) filled with all probabilities; (0, C) where nobody asks.
    """
    mechanisms, conditions = q.shape[1], q.shape[2]
    likelihood, score = np.empty(conditions), np.empty(conditions)
    bracket = np.empty(mechanisms)
    for case in range(count.size):
        who, prior = population[case], priors[kind[case]]
        likelihood[:] = 1.0
        bracket[:] = 1.0
        factors = 0
        for place in range(count[case]):
            code = rows[case, place]
            row = CALMED - code if code <= CALMED else code
            mechanism = parent[row]
            if mechanism == DIRECT:
                scale(likelihood, ratio[who, row])
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(likelihood)
            else:
                bracket[mechanism] *= shared[who, row]
        for mechanism in range(mechanisms):
            if bracket[mechanism] != 1.0:
                grow(likelihood, q[who, mechanism], bracket[mechanism] - 1.0)
                factors += 1
                if factors % CHECK_EVERY == 0:
                    rescale(likelihood)
        whole = _scored(prior, likelihood, score)
        is_less = False
        for n in range(needing.size):
            if excluded[n, case]:
                score[needing[n]] = 0.0
                is_less = True
        if is_less:
            whole = total(score)
            # Where everything is excluded, nothing is.
            whole = whole if whole > 0.0 else _scored(prior, likelihood, score)
        score /= whole
        if everything.shape[0]:
            everything[case] = score
        if unlisted >= 0:
            likelihood[unlisted] = _LAST
        listed = 0
        for c in range(conditions):
            if score[c] >= least:
                _insert(c, score, score, best[case], listed)
                _insert(c, likelihood, score, fits[case], listed)
                listed += 1
        for place in range(min(best.shape[1], listed)):
            probability[case, place] = score[best[case, place]]
