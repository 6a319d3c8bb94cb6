"""Intervals hold the middle 95 % of what is drawn, and a drawn rate stays near the stated one."""

import numpy as np
import pytest

from pygalgia.inference.cumulants import log_rate_cumulants
from pygalgia.inference.interval import Draws, beta


def as_drawn(probability: np.ndarray) -> Draws:
    """Return (D, C) probabilities as if they had been drawn."""
    return Draws(weight=probability.T, total=np.ones(len(probability)))


def test_an_interval_is_the_middle_95_percent():
    draws = as_drawn(np.linspace([0.0, 0.2], [1.0, 0.4], 1001))

    np.testing.assert_allclose(draws.interval(), [[0.025, 0.975], [0.205, 0.395]], atol=1e-9)


@pytest.mark.parametrize("draws", [1, 2, 40, 400, 401])
def test_an_interval_has_the_ends_that_numpy_has_to_the_last_bit(draws):
    probability = np.random.default_rng(draws).dirichlet(np.full(5, 0.3), size=draws)
    columns = np.array([3, 0, 4])

    interval = as_drawn(probability).interval(columns)

    assert interval.tolist() == np.quantile(probability[:, columns], (0.025, 0.975), axis=0).T.tolist()


def test_drawn_rates_have_the_stated_mean_and_the_spread_of_their_sample():
    rng = np.random.default_rng(1)

    rates = beta(np.array([0.3]), np.array([49.0]), 40_000, rng)

    assert rates.mean() == pytest.approx(0.3, abs=0.002)
    # Variance of a Beta distribution: p (1 - p) / (n + 1).
    assert rates.var() == pytest.approx(0.3 * 0.7 / 50, rel=0.05)


def test_no_draw_turns_a_weak_judgement_into_certainty():
    rates = beta(np.array([0.5]), np.array([0.05]), 2000, np.random.default_rng(1))

    assert rates.min() >= 0.05
    assert rates.max() <= 0.95


def test_cumulants_are_those_of_sampled_rates():
    p, n = np.array([0.003, 0.05, 0.3, 0.9, 0.99, 0.02]), np.array([4.0, 8.0, 30.0, 8.0, 8.0, 400.0])

    mean, variance, third = log_rate_cumulants(p, n)

    sampled = np.log(beta(p, n, 400_000, np.random.default_rng(0)))
    np.testing.assert_allclose(mean, sampled.mean(axis=0), atol=0.006)
    np.testing.assert_allclose(variance, sampled.var(axis=0), rtol=0.05)
    np.testing.assert_allclose(third, ((sampled - sampled.mean(axis=0)) ** 3).mean(axis=0), rtol=0.1)
