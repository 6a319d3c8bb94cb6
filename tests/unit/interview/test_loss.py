"""What wrong advice costs, and that knowing more never costs."""

import numpy as np
from hypothesis import given, settings

import strategies
from pygalgia import assessing
from pygalgia.interview import Worth, decision_loss


def test_a_question_saves_what_wrong_advice_costs_in_triage(knowledge):
    """Two tables stood here once, that called the same advice right and wrong."""
    for settled in (False, True):
        levels = knowledge.settled_levels if settled else knowledge.levels
        loss = decision_loss(levels, knowledge.base.interview.losses)

        assert (loss.of_each_advice(np.eye(len(levels.loss))) == levels.loss).all()


def test_the_best_advice_is_what_triage_advises(knowledge):
    levels = knowledge.levels
    loss = decision_loss(levels, knowledge.base.interview.losses)
    rng = np.random.default_rng(0)
    probability = rng.dirichlet(np.full(len(levels.loss), 0.05), 2000)

    best = loss.of_each_advice(probability)
    advised = np.take_along_axis(best, levels.harm(probability)[:, None], axis=1).ravel()

    assert np.allclose(advised, best.min(axis=1), atol=1e-9)


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
