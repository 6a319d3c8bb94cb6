"""How far the log of a drawn rate lies and leans: its mean, variance and third central moment.

These add up over independent rates, so that the spread of a score with forty terms costs three sums and not
forty draws for each condition.
"""

import numpy as np

from pygalgia.inference.model import FloatArray

#: A drawn rate is kept within a tenth of the stated rate and of its complement: no single draw may
#: turn a weak judgement into certainty.
SMALLEST_PART = 0.1
#: Mean, variance, third central moment.
CUMULANTS = 3
#: Gauss-Legendre nodes between the bounds of a rate, on the logit scale, and beyond them.
_NODES, _WEIGHTS = (each[:, None] for each in np.polynomial.legendre.leggauss(64))
_TAIL_NODES, _TAIL_WEIGHTS = (each[:, None] / 2 for each in np.polynomial.legendre.leggauss(24))
_TAIL_NODES = _TAIL_NODES + 0.5
#: Standard deviations of the logit beyond which nothing is left to add up.
_FAR = 9.0


def log_rate_cumulants(p: FloatArray, n: FloatArray) -> FloatArray:
    """Return (3, k) mean, variance and third central moment of the natural log of a drawn rate.

    A drawn rate is a Beta variable with mean p (k,) and effective sample size n (k,), kept within its bounds.

    Source:
        The density of a Beta variable on the logit scale is x^a (1 - x)^b, up to a constant; integrated by
        Gauss-Legendre quadrature, with what lies beyond a bound put on the bound.
    """
    a, b = p * n, (1 - p) * n
    low, high = SMALLEST_PART * p, 1 - SMALLEST_PART * (1 - p)
    middle, reach = _logit(p), _FAR * np.sqrt(1 / a + 1 / b)
    left, right = np.maximum(_logit(low), middle - reach), np.minimum(_logit(high), middle + reach)
    t = left + (_NODES + 1) * (right - left) / 2
    log_x = -np.logaddexp(0, -t)
    log_density = a * log_x - b * np.logaddexp(0, t)
    peak = log_density.max(axis=0)
    weight = _WEIGHTS * (right - left) / 2 * np.exp(log_density - peak)
    below = np.where(left > _logit(low), 0.0, _beyond(low, a, b, peak))
    above = np.where(right < _logit(high), 0.0, _beyond(1 - high, b, a, peak))
    values = np.vstack([log_x, np.log(low), np.log(high)])
    return _central(values, np.vstack([weight, below, above]))


def _beyond(x: FloatArray, a: FloatArray, b: FloatArray, peak: FloatArray) -> FloatArray:
    """Return (k,) the weight of a Beta(a, b) variable below x, in units of exp(peak)."""
    # With u = (y / x)^a the integral of y^(a - 1) (1 - y)^(b - 1) below x has no pole at 0.
    shape = (_TAIL_WEIGHTS * (1 - x * _TAIL_NODES ** (1 / a)) ** (b - 1)).sum(axis=0)
    result: FloatArray = np.exp(a * np.log(x) - np.log(a) - peak) * shape
    return result


def _central(values: FloatArray, weight: FloatArray) -> FloatArray:
    weight = weight / weight.sum(axis=0)
    mean = (weight * values).sum(axis=0)
    apart = values - mean
    return np.stack([mean, (weight * apart**2).sum(axis=0), (weight * apart**2 * apart).sum(axis=0)])


def _logit(p: FloatArray) -> FloatArray:
    result: FloatArray = np.log(p) - np.log1p(-p)
    return result
