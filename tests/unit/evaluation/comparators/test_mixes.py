"""Another case mix: how common causes are taken to be."""

import numpy as np
import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.errors import RequestError
from pygalgia.evaluation.comparators.mixes import CONSULTING, MIXES, mixed, named
from pygalgia.evaluation.comparators.systems import equal_priors

BOY = Case(id="x", sex="male", setting="unknown", age_years=8)
WOMAN = Case(id="y", sex="female", setting="self", age_years=70, states={"fever": "present"})


def test_the_shipped_mix_changes_nothing(knowledge):
    assert mixed(knowledge, CONSULTING) is knowledge


@pytest.mark.parametrize("case", [BOY, WOMAN])
@pytest.mark.parametrize("mix", MIXES.values(), ids=MIXES)
def test_what_age_and_sex_exclude_stays_excluded(knowledge, case, mix):
    before = knowledge.model_for(case).priors.log_prior(case)
    after = mixed(knowledge, mix).model_for(case).priors.log_prior(case)

    assert np.array_equal(np.isfinite(before), np.isfinite(after))
    assert np.exp(after).sum() == pytest.approx(1)


@pytest.mark.parametrize("case", [BOY, WOMAN])
def test_with_the_equal_mix_only_the_answers_count(knowledge, case):
    _, probability = assessing.urgency_and_probability(case, mixed(knowledge, MIXES["equal"]))

    assert probability == pytest.approx(equal_priors(case, knowledge))


def test_the_flattened_mix_halves_every_log_odds(knowledge):
    before = knowledge.model_for(WOMAN).priors.log_prior(WOMAN)
    after = mixed(knowledge, MIXES["flattened"]).model_for(WOMAN).priors.log_prior(WOMAN)

    possible = np.isfinite(before)
    first = np.flatnonzero(possible)[0]
    assert (after - after[first])[possible] == pytest.approx((before - before[first])[possible] / 2)


def test_a_mix_that_nobody_named_is_refused_with_those_there_are():
    with pytest.raises(RequestError, match="consulting, flattened, equal"):
        named("hospital")
