"""Systems that each lack one part of the whole."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

import builders
import strategies
from pygalgia import assessing, encoding, inference
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.comparators.draws import drawn
from pygalgia.evaluation.comparators.systems import (
    compared,
    equal_priors,
    prior_only,
    red_flags_alone,
    with_models,
    without_mechanisms,
)


def naive_by_hand(base, case):
    """Multiply one finding after another, in plain Python."""
    shared = {each.finding: (m, each) for m in base.mechanisms.values() for each in m.manifestations}
    scores = []
    for condition in base.conditions.values():
        own = {link.target: link.belief for link in condition.findings}
        q = {link.target: link.belief.present for link in condition.mechanisms}
        score = condition.shares[0].p
        for finding, state in case.states.items():
            if finding in shared:
                mechanism, rates = shared[finding]
                chance = q.get(mechanism.id, mechanism.background.present)
                score *= chance * rates.present.states[state] + (1 - chance) * rates.absent.states[state]
            else:
                score *= own.get(finding, base.findings[finding].background).states[state]
        scores.append(score)
    return [each / math.fsum(scores) for each in scores]


@given(strategies.bases_and_cases())
@settings(max_examples=150, deadline=None)
def test_naive_bayes_multiplies_every_finding(base_and_case):
    base, case = base_and_case
    knowledge = assessing.Knowledge(base=base)

    _, probability = assessing.urgency_and_probability(case, with_models(knowledge, without_mechanisms))

    np.testing.assert_allclose(probability, naive_by_hand(base, case), rtol=1e-9, atol=1e-12)


@given(strategies.bases())
@settings(max_examples=50, deadline=None)
def test_of_a_single_finding_naive_bayes_thinks_as_the_model_does(base):
    model = encoding.compile_network(base)
    naive = without_mechanisms(model)
    finding = next(iter(base.findings.values()))
    case = Case(id="a", sex="unknown", setting="self", states={finding.id: finding.states[0]})
    log_prior, rows = model.priors.log_prior(case), model.rows(case, base.findings)

    np.testing.assert_allclose(
        inference.posterior(naive, log_prior, rows).probability,
        inference.posterior(model, log_prior, rows).probability,
        rtol=1e-9,
    )


def engine(**rest):
    findings = [builders.finding("smoke", background=builders.yes(0.2))]
    conditions = [
        builders.condition("fire", share=0.4, urgency="emergency"),
        builders.condition("nothing", share=0.6, urgency="self-care"),
    ]
    return assessing.Knowledge(
        base=builders.base(findings=findings, mechanisms=[], conditions=conditions, **rest)
    )


def test_prior_only_acts_on_priors():
    urgency, probability = prior_only(Case(id="a", sex="unknown", setting="self"), engine())

    np.testing.assert_allclose(probability, [0.4, 0.6])
    assert urgency == Urgency.EMERGENCY


def test_without_a_rule_red_flags_alone_ask_for_nothing():
    assert red_flags_alone(Case(id="a", sex="unknown", setting="self"), engine()) == Urgency.SELF_CARE


def test_every_comparator_answers_every_case():
    cases = [Case(id=str(i), sex="unknown", setting="self", states={"smoke": "present"}) for i in range(3)]

    answers = {each.name: each for each in compared(cases, engine(), draws=drawn(cases, engine()))}

    assert set(answers) == {"prior only", "equal priors", "naive Bayes", "averaged", "red flags alone"}
    assert answers["red flags alone"].probability is None
    ranking_only = {name for name, each in answers.items() if each.urgency is None}
    assert ranking_only == {"equal priors", "averaged"}
    assert all(each.urgency.shape == (3,) for name, each in answers.items() if name not in ranking_only)


def test_the_shipped_model_stays_itself_when_another_is_used(knowledge):
    other = with_models(knowledge, without_mechanisms)

    assert other.model is not knowledge.model
    assert (knowledge.model.parent >= 0).any()
    assert not (other.model.parent >= 0).any()
    assert pytest.approx(other.model.log_ratio) == 0


def test_with_equal_priors_nothing_answered_leaves_all_possible_conditions_equal(knowledge):
    boy = Case(id="x", sex="male", setting="unknown", age_years=8)

    probability = equal_priors(boy, knowledge)

    possible = np.isfinite(knowledge.model.priors.log_prior(boy))
    assert probability[possible] == pytest.approx(1 / possible.sum())
    assert not probability[~possible].any()


def test_averaging_trusts_weak_beliefs_less_and_ranks_the_same_conditions(knowledge):
    case = Case(
        id="x",
        sex="male",
        setting="primary-care",
        age_years=40,
        states={
            "leg-pain-extent": "foot",
            "straight-leg-raise": "present",
            "crossed-straight-leg-raise": "present",
        },
    )
    mean = drawn([case], knowledge)[0].mean
    _, exact = assessing.urgency_and_probability(case, knowledge)

    assert mean.sum() == pytest.approx(1)
    assert mean.argmax() == exact.argmax()
    assert mean.max() < exact.max()


def test_one_draw_says_the_mean_and_what_leads(knowledge):
    case = Case(
        id="x", sex="male", setting="primary-care", age_years=40, states={"straight-leg-raise": "present"}
    )

    (found,) = drawn([case], knowledge, seed=3)
    model = knowledge.model_for(case)
    again = inference.Drawer(model=model, seed=3).posteriors(
        model.priors.log_prior(case),
        model.priors.log_spread(case),
        model.rows(case, knowledge.base.findings),
    )

    np.testing.assert_array_equal(found.mean, again.probability.mean(axis=0))
    np.testing.assert_array_equal(found.first[:, 0], again.probability.argmax(axis=1))
    np.testing.assert_array_equal(found.interval, again.interval())
