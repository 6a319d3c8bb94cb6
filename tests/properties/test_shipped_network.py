"""The shipped network against pyAgrum, an independent exact engine."""

import numpy as np
import pytest

import oracles
from pygalgia import inference
from pygalgia.domain.case import Case
from pygalgia.inference.batch import Encoded, batch_posterior

CASES = 12


def random_case(base, rng, *, answers, youngest=1, oldest=95):
    """Return a case that answers random findings; some regions are merely not marked."""
    scored = [finding for finding in base.findings.values() if finding.scored]
    states, origins = {}, {}
    for index in rng.choice(len(scored), size=answers, replace=False):
        finding = scored[index]
        states[finding.id] = str(rng.choice(finding.states))
        origins[finding.id] = "from-regions" if finding.fallback and rng.random() < 0.5 else "answered"
    return Case(
        id="random",
        sex=str(rng.choice(["female", "male"])),
        setting=str(rng.choice(["self", "primary-care", "emergency", "specialist", "unknown"])),
        age_years=float(rng.uniform(youngest, oldest)),
        states=states,
        origins=origins,
    )


@pytest.mark.parametrize("seed", range(CASES))
@pytest.mark.parametrize(("youngest", "oldest"), [(1, 18), (18, 95)], ids=["children", "adults"])
def test_posteriors_agree_with_pyagrum(knowledge, seed, youngest, oldest):
    base = knowledge.base
    rng = np.random.default_rng(seed)
    case = random_case(base, rng, answers=25, youngest=youngest, oldest=oldest)
    model = knowledge.model_for(case)

    ours = inference.posterior(model, model.priors.log_prior(case), model.rows(case, base.findings))

    theirs = oracles.posterior(oracles.network(base, model, case), oracles.evidence(base, model, case))
    np.testing.assert_allclose(ours.probability, theirs, atol=1e-9)


def test_the_batch_kernel_agrees_case_by_case(knowledge):
    base, model = knowledge.base, knowledge.model
    rng = np.random.default_rng(7)
    cases = [random_case(base, rng, answers=int(rng.integers(0, 60))) for _ in range(60)]
    rows = [model.rows(case, base.findings) for case in cases]
    priors = np.array([model.priors.log_prior(case) for case in cases])

    encoded = Encoded(
        start=np.cumsum([0, *(each.size for each in rows)]),
        rows=np.concatenate(rows).astype(np.int16),
        prior=np.arange(len(cases), dtype=np.int32),
        log_priors=priors,
    )
    together = batch_posterior(model, encoded)

    for index, each in enumerate(rows):
        alone = inference.posterior(model, priors[index], each).probability
        np.testing.assert_allclose(together[index], alone, atol=2e-6)


@pytest.mark.parametrize("seed", range(4))
def test_drawn_tables_spread_as_if_every_rate_were_drawn_by_itself(knowledge, seed):
    rng = np.random.default_rng(seed)
    case = random_case(knowledge.base, rng, answers=12)
    model = knowledge.model_for(case)
    given = (
        model.priors.log_prior(case),
        model.priors.log_spread(case),
        model.rows(case, knowledge.base.findings),
    )

    ours = inference.Drawer(model=model, draws=20_000).posteriors(*given).probability
    theirs = oracles.drawn_one_by_one(model, *given, draws=20_000)

    # What our quantile leaves below it among theirs: where a tail is long, a value says little, and the share
    # is what an interval promises. Two sets of 20,000 draws differ by 0.01, our sums by a few hundredths.
    quantiles = (0.025, 0.25, 0.5, 0.75, 0.975)
    for share, ends in zip(quantiles, np.quantile(ours, quantiles, axis=0), strict=True):
        below = (theirs <= ends).mean(axis=0)[np.isfinite(given[0])]
        np.testing.assert_allclose(below, share, atol=0.015 if share in (0.025, 0.975) else 0.04)
    np.testing.assert_allclose(ours.mean(axis=0), theirs.mean(axis=0), atol=0.015)


def test_an_interval_depends_on_the_seed_and_not_on_the_cases_before(knowledge):
    rng = np.random.default_rng(5)
    first, second = (random_case(knowledge.base, rng, answers=12, youngest=20) for _ in range(2))
    model = knowledge.model

    def interval(drawer, case):
        prior = model.priors.log_prior(case), model.priors.log_spread(case)
        return drawer.posteriors(*prior, model.rows(case, knowledge.base.findings)).interval()

    used, fresh, other = (inference.Drawer(model=model, seed=seed) for seed in (3, 3, 4))
    interval(used, first)

    np.testing.assert_array_equal(interval(used, second), interval(fresh, second))
    assert (interval(other, second) != interval(fresh, second)).any()
