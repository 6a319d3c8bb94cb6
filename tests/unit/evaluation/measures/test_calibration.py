"""Calibration, against plain Python and against coins whose odds are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pygalgia.evaluation.measures.calibration import brier, calibration_error, leading, log_score, reliability
from pygalgia.evaluation.studies.simulated.tally import Tally


def slow_error(confidence, right):
    """Sort cases into ten bins, one at a time."""
    total = 0.0
    for low in range(10):
        inside = [i for i, each in enumerate(confidence) if min(int(each * 10), 9) == low]
        if inside:
            said = sum(confidence[i] for i in inside) / len(inside)
            came = sum(right[i] for i in inside) / len(inside)
            total += len(inside) / len(confidence) * abs(said - came)
    return total


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
@settings(deadline=None)
def test_the_error_is_that_of_ten_bins_counted_one_by_one(cases):
    confidence = np.array([each for each, _ in cases])
    right = np.array([each for _, each in cases])

    assert calibration_error(confidence, right) == pytest.approx(slow_error(confidence, right), abs=1e-12)


def test_a_forecaster_who_tells_the_odds_has_no_error():
    rng = np.random.default_rng(0)
    odds = rng.random(200_000)

    assert calibration_error(odds, rng.random(odds.size) < odds) < 0.01


def test_a_forecaster_who_is_always_certain_errs_by_what_fails():
    right = np.arange(100) < 60

    assert calibration_error(np.ones(100), right) == pytest.approx(0.4)


def test_brier_is_0_when_certain_and_right_and_2_when_certain_and_wrong():
    right = np.array([[True, False]])

    assert brier(np.array([[1.0, 0.0]]), right)[0] == 0
    assert brier(np.array([[0.0, 1.0]]), right)[0] == 2


def test_alternatives_count_as_one_outcome():
    right = np.array([[True, True, False]])

    assert brier(np.array([[0.5, 0.3, 0.2]]), right)[0] == pytest.approx(0.2**2 + 0.2**2)


def test_an_excluded_condition_that_was_right_costs_much_but_not_everything():
    assert np.isfinite(log_score(np.array([[0.0, 1.0]]), np.array([[True, False]]))[0])


def test_bins_hold_every_case_once():
    rng = np.random.default_rng(1)
    bins = reliability(rng.random(500), rng.random(500) < 0.5)

    assert sum(each.right.n for each in bins) == 500
    assert [each.confidence for each in bins] == sorted(each.confidence for each in bins)


def test_a_tally_of_blocks_equals_measuring_all_at_once():
    rng = np.random.default_rng(2)
    probability, condition = rng.dirichlet(np.ones(5), size=300), rng.integers(0, 5, 300)
    right = np.eye(5, dtype=bool)[condition]
    total = Tally()
    for block in (slice(0, 100), slice(100, 300)):
        total.add(probability[block], condition[block])

    metrics = total.metrics()

    confidence, is_right = leading(probability, right)
    assert metrics["ece"].value == pytest.approx(calibration_error(confidence, is_right))
    assert metrics["brier"].value == pytest.approx(brier(probability, right).mean())
    assert metrics["top1"].value == pytest.approx(is_right.mean())
    assert total.n == 300


def test_errors_of_opposite_sign_do_not_cancel_between_worlds():
    total = Tally()
    total.add(np.tile([0.6, 0.4], (100, 1)), np.zeros(100, dtype=int))
    total.add(np.tile([0.6, 0.4], (100, 1)), (np.arange(100) >= 20).astype(int))

    together, apart = total.metrics()["ece"], total.metrics(world_by_world=True)["ece"]

    assert together.value == pytest.approx(0.0, abs=1e-9)
    assert apart.value == pytest.approx(0.4)
