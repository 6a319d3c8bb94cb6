"""Other orders of the same causes."""

import numpy as np
from numpy.testing import assert_array_equal

from pygalgia.domain.case import Case
from pygalgia.evaluation.comparators.orders import by_fit, log_fit

PROBABILITY = np.array([0.60, 0.25, 0.10, 0.0499, 0.0001])
FIT = np.array([-5.0, -3.0, -9.0, -1.0, -0.5])


def test_by_fit_alone_the_rare_cause_that_fits_comes_first():
    assert_array_equal(by_fit(PROBABILITY, FIT, first=0, least=0.001), [3, 1, 0, 2, -1])


def test_the_likeliest_keep_their_place_where_asked():
    assert_array_equal(by_fit(PROBABILITY, FIT, first=2, least=0.01), [0, 1, 3, 2, -1])


def test_what_fits_nothing_is_in_no_order_by_fit():
    fit = FIT.copy()
    fit[0] = -np.inf

    assert 0 not in by_fit(PROBABILITY, fit, first=0, least=0.001)


def test_fit_does_not_know_how_common_a_cause_is(knowledge):
    rarely, often = (
        Case(id="x", sex="male", setting=setting, age_years=40, states={"fever": "present"})
        for setting in ("self", "specialist")
    )

    assert_array_equal(log_fit(rarely, knowledge), log_fit(often, knowledge))
