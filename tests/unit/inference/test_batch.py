"""Many cases at once get every person the posterior that the case gives alone."""

from pathlib import Path

import numpy as np
import pytest

from pygalgia import inference, read_case
from pygalgia.inference.batch import Encoded, batch_posterior

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))


def encoded(rows, log_priors):
    """Return the rows of some people, one after another, each with a prior of its own."""
    return Encoded(
        start=np.cumsum([0, *map(len, rows)]),
        rows=np.concatenate([np.zeros(0), *rows]).astype(np.int16),
        prior=np.arange(len(rows), dtype=np.int32),
        log_priors=np.array(log_priors),
    )


@pytest.mark.slow
def test_people_judged_together_get_their_own_posterior(knowledge):
    cases = [read_case(path, knowledge) for path in CASES]
    model = knowledge.model
    adults = [case for case in cases if knowledge.model_for(case) is model]
    rows = [model.rows(case, knowledge.base.findings) for case in adults]
    priors = [model.priors.log_prior(case) for case in adults]

    together = batch_posterior(model, encoded(rows, priors))

    alone = [inference.posterior(model, *each).probability for each in zip(priors, rows, strict=True)]
    assert len(adults) > 40
    np.testing.assert_allclose(together, alone, atol=2e-6)
