"""Priors: the shares at an age, sex and setting, what they exclude, and how unsure they are."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

import builders
from pygalgia.domain.case import Case
from pygalgia.domain.condition import Modifier, Only
from pygalgia.encoding import age_band, compile_network, population
from pygalgia.errors import ModelError

OFTEN = builders.condition("often", share=0.75)
RARE = builders.condition("rare", share=0.25)


def prior(*conditions, **person):
    base = builders.base(findings=[], mechanisms=[], conditions=list(conditions))
    case = Case(**{"id": "c", "sex": "unknown", "setting": "self", **person})
    return np.exp(compile_network(base).priors.log_prior(case))


def test_without_age_and_sex_the_shares_hold():
    np.testing.assert_allclose(prior(OFTEN, RARE), [0.75, 0.25])


def test_a_factor_of_an_age_weighs_only_in_its_band():
    older = replace(RARE, age=Modifier(times={"60-69": 3.0}, basis="judged", because="a test"))

    np.testing.assert_allclose(prior(OFTEN, older, age_years=65), [0.5, 0.5])
    np.testing.assert_allclose(prior(OFTEN, older, age_years=70), [0.75, 0.25])
    np.testing.assert_allclose(prior(OFTEN, older), [0.75, 0.25])


def test_an_unknown_sex_takes_the_mean_of_both():
    hers = replace(RARE, sex=Modifier(times={"female": 5.0}, basis="judged", because="a test"))

    np.testing.assert_allclose(prior(OFTEN, hers, sex="female"), [0.375, 0.625])
    np.testing.assert_allclose(prior(OFTEN, hers, sex="unknown"), [0.5, 0.5])


def test_what_cannot_be_at_an_age_or_sex_is_excluded():
    grown = replace(RARE, only=Only(sex="male", min_age=18, max_age=60))

    assert prior(OFTEN, grown, sex="female")[1] == 0
    for age, can_be in ((17, False), (18, True), (60, True), (61, False)):
        assert (prior(OFTEN, grown, sex="male", age_years=age)[1] > 0) == can_be


def test_where_nothing_is_possible_it_says_so():
    with pytest.raises(ModelError, match="no condition is possible"):
        prior(replace(OFTEN, only=Only(min_age=18)), age_years=5)


def test_the_range_of_a_share_is_its_middle_90_percent():
    base = builders.base(findings=[], mechanisms=[], conditions=[OFTEN])
    spread = compile_network(base).priors.log_spread(Case(id="c", sex="male", setting="self"))

    # The builder states half the share to all of it (0.375 to 1): a lognormal with that middle 90 %.
    middle = NormalDist(0.0, float(spread[0]))
    assert middle.inv_cdf(0.95) - middle.inv_cdf(0.05) == pytest.approx(np.log(1 / 0.375))


@pytest.mark.parametrize(("age", "band"), [(0, 0), (3.9, 0), (4, 1), (17.9, 3), (18, 4), (79, 9), (104, 10)])
def test_an_age_falls_into_the_band_that_it_has_reached(age, band):
    assert age_band(age) == band


def test_children_are_those_under_eighteen():
    assert [population(age) for age in (17.9, 18, None)] == ["children", "adults", "adults"]
