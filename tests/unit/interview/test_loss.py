"""What wrong advice costs, and that knowing more never costs."""

import numpy as np
from hypothesis import given, settings

import builders
import strategies
from pygalgia import assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Worth, decision_loss

LOSSES = builders.rules().losses


def test_too_low_costs_more_than_too_high_and_more_with_the_gap():
    loss = decision_loss(list(Urgency), LOSSES).per_condition

    for gap in range(1, len(Urgency)):
        too_low, too_high = loss[gap, 0], loss[0, gap]
        assert too_low > too_high > 0
        assert too_low > loss[gap - 1, 0]


def test_a_likely_enough_emergency_is_advised_against_the_odds():
    loss = decision_loss([Urgency.SELF_CARE, Urgency.EMERGENCY], LOSSES)
    rare, likely = np.array([[0.999, 0.001]]), np.array([[0.9, 0.1]])

    assert (rare @ loss.per_condition).argmin() == Urgency.SELF_CARE
    assert (likely @ loss.per_condition).argmin() == Urgency.EMERGENCY


@given(strategies.bases_and_cases())
@settings(max_examples=100, deadline=None)
def test_no_answer_is_expected_to_raise_the_loss(base_and_case):
    base, case = base_and_case
    knowledge = assessing.Knowledge(base=base)
    here = assessing.situation(case, knowledge)
    if not here.candidates:
        return
    now = here.loss.of(here.posterior.probability[None, :])[0]
    expected = np.add.reduceat(here.outlook.chance * here.loss.of(here.outlook.probability), here.starts)

    assert (expected <= now + 1e-9).all()
    assert (Worth(here).total >= 0).all()
