"""Honest uncertainty: the posterior under tables drawn from what is believed possible.

Every belief is a Beta distribution with mean p and effective sample size n; every prior share is
lognormal between its low and high. Drawing the tables anew and inferring again gives the spread of
each posterior. A background rate is drawn once a draw and shared by the conditions that rest on it.
"""

from dataclasses import dataclass

import numpy as np

from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.inference.posterior import softmax

#: Draws behind an interval, and the quantiles it reports (the middle 95 %).
DRAWS = 400
QUANTILES = (0.025, 0.975)
#: A drawn rate is kept within a tenth of the stated rate and of its complement: no single draw may
#: turn a weak judgement into certainty.
_SMALLEST_PART = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """Posteriors under drawn tables: (D, C), each row sums to 1."""

    probability: FloatArray

    def interval(self) -> FloatArray:
        """Return (C, 2): the 2.5 % and 97.5 % quantiles of each condition's probability."""
        result: FloatArray = np.quantile(self.probability, QUANTILES, axis=0).T
        return result


def draw_posteriors(
    model: Model,
    log_prior: FloatArray,
    log_spread: FloatArray,
    rows: IndexArray,
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Draws:
    """Return posteriors under `draws` drawn tables.

    Args:
        model: The compiled arrays.
        log_prior: (C,) natural log of the prior.
        log_spread: (C,) standard deviation of the log prior.
        rows: Rows of the S axis that the known answers select.
        draws: D, at least 1.
        seed: The same seed gives the same draws.
    """
    rng = np.random.default_rng(seed)
    score = log_prior + rng.standard_normal((draws, log_prior.size)) * log_spread
    parent = model.parent[rows]
    for row in rows[parent == DIRECT]:
        score += np.log(_direct_rates(model, int(row), draws, rng))
    for mechanism in np.unique(parent[parent != DIRECT]):
        ratio = _ratio(model, rows[parent == mechanism], draws, rng)
        score += np.log1p(_mechanism_rates(model, int(mechanism), draws, rng) * (ratio[:, None] - 1))
    return Draws(probability=softmax(score))


def _direct_rates(model: Model, row: int, draws: int, rng: np.random.Generator) -> FloatArray:
    own = model.own[row]
    rates = np.empty((draws, own.size))
    rates[:, own] = beta(np.exp(model.log_direct[row, own]), model.direct_n[row, own], draws, rng)
    if not own.all():
        size = model.direct_n[row, ~own][:1]
        rates[:, ~own] = beta(np.exp(model.log_background[row : row + 1]), size, draws, rng)
    return rates


def _mechanism_rates(model: Model, mechanism: int, draws: int, rng: np.random.Generator) -> FloatArray:
    own = model.q_own[mechanism]
    rates = np.empty((draws, own.size))
    rates[:, own] = beta(model.q[mechanism, own], model.q_n[mechanism, own], draws, rng)
    if not own.all():
        size = model.q_n[mechanism, ~own][:1]
        rates[:, ~own] = beta(model.q_background[mechanism : mechanism + 1], size, draws, rng)
    return rates


def _ratio(model: Model, rows: IndexArray, draws: int, rng: np.random.Generator) -> FloatArray:
    present = beta(model.p_if_present[rows], model.n_if_present[rows], draws, rng)
    absent = beta(model.p_if_absent[rows], model.n_if_absent[rows], draws, rng)
    result: FloatArray = np.exp((np.log(present) - np.log(absent)).sum(axis=1))
    return result


def beta(p: FloatArray, n: FloatArray, draws: int, rng: np.random.Generator) -> FloatArray:
    """Return (draws, k) rates with mean near p (k,) and effective sample size n (k,)."""
    rates = rng.beta(p * n, (1 - p) * n, size=(draws, p.size))
    return np.clip(rates, p * _SMALLEST_PART, 1 - (1 - p) * _SMALLEST_PART)
