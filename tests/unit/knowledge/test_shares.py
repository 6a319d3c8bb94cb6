"""Each condition states a rate of its own; shares that sum to 1 are made of them."""

from collections import defaultdict
from math import fsum

import pytest

from pygalgia.knowledge.rows.conditions import PriorRow, PriorsRow
from pygalgia.knowledge.shares import ShareReader
from pygalgia.reading import Problems


def prior(rate, **rest):
    given = {"low": rate / 2, "high": rate * 2, "basis": "judged", "because": "counted by nobody."}
    return PriorRow.model_validate({"rate": rate, **given, **rest})


def shares(**priors):
    reader = ShareReader(figures={}, problems=Problems())
    reader.priors = {name: PriorsRow(adults=row, children=prior(1.0)) for name, row in priors.items()}
    return {
        (name, each.setting): each
        for name, made in reader.shares().items()
        for each in made
        if each.population == "adults"
    }


def test_the_shares_of_a_population_and_setting_sum_to_one(knowledge):
    sums = defaultdict(list)
    for condition in knowledge.base.conditions.values():
        for share in condition.shares:
            sums[share.population, share.setting].append(share.p)

    assert len(sums) == 8
    assert [fsum(parts) for parts in sums.values()] == pytest.approx([1] * 8, abs=1e-12)


def test_a_new_condition_takes_its_part_and_leaves_the_others_in_proportion():
    two = shares(a=prior(30.0), b=prior(10.0))
    three = shares(a=prior(30.0), b=prior(10.0), c=prior(40.0))

    assert two["a", "primary-care"].p == pytest.approx(0.75)
    assert three["a", "primary-care"].p == pytest.approx(0.375)
    assert three["c", "primary-care"].p == pytest.approx(0.5)
    assert three["c", "primary-care"].low == pytest.approx(0.25)


def test_another_setting_weighs_each_rate_by_its_own_factor_and_says_why():
    elsewhere = {"emergency": {"times": 3.0, "because": "it comes here first"}}
    made = shares(a=prior(10.0, elsewhere=elsewhere), b=prior(10.0))

    assert made["a", "emergency"].p == pytest.approx(0.75)
    assert made["a", "specialist"].p == pytest.approx(0.5)
    assert "times 3: it comes here first" in made["a", "emergency"].because


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"low": 20.0}, "rate = 10.0"),
        ({"basis": "derived"}, "a derived rate without a formula"),
        ({"basis": "adjusted", "formula": "rate(b) * 3"}, "expected 30 by formula"),
        ({"basis": "derived", "formula": "rate(b) * 3"}, "derived formula with a constant"),
        ({"basis": "derived", "formula": "rate(c)"}, "no rate rate(c)"),
        ({"figures": ["nobody-1900/x"]}, "the figure 'nobody-1900/x'"),
    ],
)
def test_a_rate_that_its_basis_does_not_carry_is_refused(row, words):
    problems = Problems()
    reader = ShareReader(figures={}, problems=problems)
    adults = {"a": prior(10.0, **row), "b": prior(10.0)}
    reader.priors = {name: PriorsRow(adults=each, children=prior(1.0)) for name, each in adults.items()}
    reader.shares()

    assert any(words in str(each) for each in problems.found), problems.found


def test_a_rate_may_be_derived_from_another_conditions_rate():
    made = shares(a=prior(5.0, basis="adjusted", formula="rate(b) / 2"), b=prior(10.0))

    assert made["a", "primary-care"].p == pytest.approx(1 / 3)
