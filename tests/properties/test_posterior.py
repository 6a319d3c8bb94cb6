"""The posterior against an implementation too slow and too plain to be wrong."""

import itertools

import numpy as np
from hypothesis import given, settings

import strategies
from pygalgia import encoding, inference
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase


def by_enumeration(base: KnowledgeBase, case: Case) -> list[float]:
    """Sum the joint probability over every combination of mechanisms, in plain Python."""
    parent = {each.finding: m.id for m in base.mechanisms.values() for each in m.manifestations}
    rates = {each.finding: each for m in base.mechanisms.values() for each in m.manifestations}
    joint = []
    for condition in base.conditions.values():
        own = {link.target: link.belief for link in condition.findings}
        q = {link.target: link.belief.present for link in condition.mechanisms}
        total = 0.0
        for at_work in itertools.product([False, True], repeat=len(base.mechanisms)):
            world = dict(zip(base.mechanisms, at_work, strict=True))
            product = condition.shares[0].p
            for name, working in world.items():
                chance = q.get(name, base.mechanisms[name].background.present)
                product *= chance if working else 1 - chance
            for finding, state in case.states.items():
                if finding in parent:
                    rate = rates[finding].present if world[parent[finding]] else rates[finding].absent
                else:
                    rate = own.get(finding, base.findings[finding].background)
                product *= rate.states[state]
            total += product
        joint.append(total)
    return [each / sum(joint) for each in joint]


def infer(base: KnowledgeBase, case: Case) -> tuple[inference.Model, inference.Posterior]:
    model = encoding.compile_network(base)
    rows = model.rows(case, base.findings)
    return model, inference.posterior(model, model.priors.log_prior(case), rows)


@given(strategies.bases_and_cases())
@settings(max_examples=300, deadline=None)
def test_it_equals_enumeration_over_all_mechanisms(base_and_case):
    base, case = base_and_case

    _, result = infer(base, case)

    np.testing.assert_allclose(result.probability, by_enumeration(base, case), rtol=1e-9, atol=1e-12)


@given(strategies.bases_and_cases())
@settings(max_examples=100, deadline=None)
def test_the_order_of_answers_does_not_matter(base_and_case):
    base, case = base_and_case
    backwards = Case(id="b", sex=case.sex, setting=case.setting, states=dict(reversed(case.states.items())))

    np.testing.assert_allclose(
        infer(base, backwards)[1].probability, infer(base, case)[1].probability, rtol=1e-9
    )


@given(strategies.bases_and_cases())
@settings(max_examples=100, deadline=None)
def test_weights_add_up_to_the_change_against_the_background(base_and_case):
    base, case = base_and_case
    model, result = infer(base, case)
    rows = model.rows(case, base.findings)

    total = inference.weights(model, result, rows).decibans.sum(axis=0)

    # What a condition with nothing but background rates would score.
    parent = model.parent[rows]
    brackets = np.log1p(model.q_background * np.expm1(result.log_ratio)).sum()
    reference = model.log_background[rows[parent < 0]].sum() + brackets
    expected = (result.log_score - model.priors.log_prior(case) - reference) * 10 / np.log(10)
    np.testing.assert_allclose(total, expected, rtol=1e-7, atol=1e-7)


@given(strategies.bases_and_cases())
@settings(max_examples=100, deadline=None)
def test_looking_ahead_equals_answering(base_and_case):
    base, case = base_and_case
    model, result = infer(base, case)
    unknown = [f for f in base.findings.values() if f.id not in case.states]
    keys = [(finding.id, state) for finding in unknown for state in finding.states]
    if not keys:
        return

    ahead = inference.what_if(model, result, np.array([model.state_row[key] for key in keys], dtype=np.int32))

    for index, (name, state) in enumerate(keys):
        answered = Case(id="a", sex=case.sex, setting=case.setting, states={**case.states, name: state})
        np.testing.assert_allclose(ahead.probability[index], infer(base, answered)[1].probability, rtol=1e-8)
    p = ahead.probability
    doubt = -(p * np.log2(np.where(p > 0, p, 1.0))).sum(axis=1)
    np.testing.assert_allclose(ahead.bits, doubt, rtol=1e-9, atol=1e-12)
    chances = {f.id: sum(ahead.chance[i] for i, key in enumerate(keys) if key[0] == f.id) for f in unknown}
    np.testing.assert_allclose(list(chances.values()), 1.0, rtol=1e-9)


@given(strategies.bases_and_cases())
@settings(max_examples=50, deadline=None)
def test_drawn_posteriors_centre_on_the_exact_one_when_evidence_is_huge(base_and_case):
    base, case = base_and_case
    model, result = infer(base, case)
    rows = model.rows(case, base.findings)
    log_prior = model.priors.log_prior(case)
    certain = {
        name: np.full_like(getattr(model, name), 1e9)
        for name in ("direct_n", "q_n", "n_if_present", "n_if_absent")
    }
    from dataclasses import replace

    drawer = inference.Drawer(model=replace(model, **certain), draws=5)
    drawn = drawer.posteriors(log_prior, np.zeros_like(log_prior), rows)

    np.testing.assert_allclose(drawn.probability.mean(axis=0), result.probability, atol=2e-3)
