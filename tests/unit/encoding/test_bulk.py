"""Many cases as arrays give every person the posterior that the case gives alone."""

from pathlib import Path

import numpy as np
import pytest

from pygalgia import inference, read_case
from pygalgia.encoding.bulk import encode_cases
from pygalgia.inference.batch import batch_posterior

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))


@pytest.mark.slow
def test_people_encoded_together_get_their_own_posterior(knowledge):
    findings = knowledge.base.findings
    cases = [read_case(path, knowledge) for path in CASES]
    adults = [case for case in cases if knowledge.model_for(case) is knowledge.model]
    model = knowledge.model

    together = batch_posterior(model, encode_cases(adults, model, findings))

    alone = [
        inference.posterior(model, model.priors.log_prior(case), model.rows(case, findings)).probability
        for case in adults
    ]
    np.testing.assert_allclose(together, alone, atol=2e-6)


def test_people_of_one_age_sex_and_setting_share_a_prior(knowledge):
    case = read_case(CASES[0], knowledge)

    encoded = encode_cases([case, case], knowledge.model, knowledge.base.findings)

    assert encoded.prior.tolist() == [0, 0]
    assert len(encoded.log_priors) == 1


def test_nobody_is_an_empty_batch(knowledge):
    encoded = encode_cases([], knowledge.model, knowledge.base.findings)

    assert encoded.start.tolist() == [0]
    assert encoded.log_priors.shape == (0, len(knowledge.model.conditions))
