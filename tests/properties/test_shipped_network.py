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
