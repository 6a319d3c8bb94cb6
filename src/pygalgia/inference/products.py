"""What compiled loops over products share: factors on a weight for each condition, kept in a double's range.

No loop of ours lets the compiler take sums in another order or put two operations into one: it would do so
differently when it compiles and when it reads what it compiled, and a case would be told another last digit
by another process. What a processor should do at once is written so: four sums, each of every fourth.
Loops that call these are compiled with them: after a change here touch those files as well.
"""

# Compiled loops over arrays: numba knows the types.
# ruff: noqa: ANN001, ANN201
# mypy: disable-error-code="no-untyped-def, untyped-decorator"

import numba

#: A running product above this, or below its inverse, is rescaled.
_RESCALE = 1e100
#: Factors between two looks at the running product: each lies within 1e-6 and 1e12, so eight of them
#: cannot carry it from 1e100 out of the range of a double.
CHECK_EVERY = 8
#: Sums at once: what two lanes of a processor hold.
_SUMS = 4


@numba.njit(cache=True, nogil=True, error_model="numpy")
def largest(weight):
    """Return the largest weight."""
    a = b = c = d = weight[0]
    whole = weight.size - weight.size % _SUMS
    for n in range(0, whole, _SUMS):
        a = max(a, weight[n])
        b = max(b, weight[n + 1])
        c = max(c, weight[n + 2])
        d = max(d, weight[n + _SUMS - 1])
    for n in range(whole, weight.size):
        a = max(a, weight[n])
    a, c = max(a, b), max(c, d)
    return max(a, c)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def total(weight):
    """Return the sum."""
    a = b = c = d = 0.0
    whole = weight.size - weight.size % _SUMS
    for n in range(0, whole, _SUMS):
        a += weight[n]
        b += weight[n + 1]
        c += weight[n + 2]
        d += weight[n + _SUMS - 1]
    for n in range(whole, weight.size):
        a += weight[n]
    return (a + b) + (c + d)


@numba.njit(cache=True, nogil=True, error_model="numpy")
def rescale(weight):
    """Bring weights back to 1 where they might leave the range of a double."""
    most = largest(weight)
    if most < 1 / _RESCALE or most > _RESCALE:
        for c in range(weight.size):
            weight[c] /= most


@numba.njit(cache=True, nogil=True, error_model="numpy")
def scale(weight, by):
    """Multiply weights by a factor of each."""
    for c in range(weight.size):
        weight[c] *= by[c]


@numba.njit(cache=True, nogil=True, error_model="numpy")
def grow(weight, rates, growth):
    """Multiply weights by what was found of a mechanism: 1 + q (LR - 1)."""
    for c in range(weight.size):
        weight[c] *= 1.0 + rates[c] * growth
