"""Numbers and their intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pygalgia.evaluation.measures.measure import count, mean, resampled, share


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        # R 4: binom.test(k, n)$conf.int
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (3, 20, 0.03207094, 0.3789268),
    ],
)
def test_the_interval_of_a_share_is_that_of_binom_test(hits, n, low, high):
    measured = share(np.arange(n) < hits)

    assert (measured.value, measured.n, measured.interval) == (hits / n, n, "exact")
    assert measured.low == pytest.approx(low, abs=1e-6)
    assert measured.high == pytest.approx(high, abs=1e-6)


def test_no_case_gives_no_value():
    assert share([]).as_row() == {"value": None, "low": None, "high": None, "n": 0}
    assert mean([], seed=0).n == 0
    assert resampled(lambda places: float(places.sum()), 0, seed=0).value is None


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
@settings(deadline=None)
def test_a_mean_lies_in_its_own_interval(values):
    measured = mean(values, seed=1)

    assert measured.low - 1e-12 <= measured.value <= measured.high + 1e-12


def test_a_mean_leaves_out_what_is_not_a_number():
    assert mean([1.0, np.nan, 3.0], seed=0).n == 2


def test_the_same_seed_gives_the_same_interval():
    values = np.random.default_rng(3).random(40)

    assert mean(values, seed=5) == mean(values, seed=5)
    assert mean(values, seed=5) != mean(values, seed=6)


def test_a_statistic_that_only_grows_when_cases_repeat_stays_in_its_interval():
    """The bootstrap of a calibration error is biased upwards: its percentiles once left the value outside."""
    values = np.linspace(-1, 1, 41)

    measured = resampled(lambda places: abs(values[places].mean()), values.size, seed=0)

    assert measured.low <= measured.value <= measured.high


def test_a_count_has_no_error():
    assert count(66).as_row() == {"value": 66, "low": 66, "high": 66, "n": 66}
