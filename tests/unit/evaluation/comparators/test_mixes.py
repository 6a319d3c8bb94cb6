"""Another case mix: how common causes are taken to be."""

from dataclasses import replace

import numpy as np
import pytest

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.errors import RequestError
from pygalgia.evaluation.comparators.mixes import mixed
from pygalgia.evaluation.comparators.systems import equal_priors

BOY = Case(id="x", sex="male", setting="unknown", age_years=8)
WOMAN = Case(id="y", sex="female", setting="self", age_years=70, states={"fever": "present"})
MIXES = ("asking", "consulting", "alike")


def test_without_a_name_nothing_changes(knowledge):
    assert mixed(knowledge, "") is knowledge
    assert mixed(knowledge, knowledge.case_mix.id) is knowledge


@pytest.mark.parametrize("case", [BOY, WOMAN])
@pytest.mark.parametrize("mix", MIXES)
def test_what_age_and_sex_exclude_stays_excluded(knowledge, case, mix):
    before = knowledge.model_for(case).priors.log_prior(case)
    after = mixed(knowledge, mix).model_for(case).priors.log_prior(case)

    assert np.array_equal(np.isfinite(before), np.isfinite(after))
    assert np.exp(after).sum() == pytest.approx(1)


@pytest.mark.parametrize("case", [BOY, WOMAN])
def test_where_all_causes_are_alike_only_the_answers_count(knowledge, case):
    _, probability = assessing.urgency_and_probability(case, mixed(knowledge, "alike"))

    assert probability == pytest.approx(equal_priors(case, knowledge))


def test_the_mix_of_people_who_consult_has_the_rates_as_stated(knowledge):
    man = Case(id="z", sex="unknown", setting="primary-care")
    priors = mixed(knowledge, "consulting").model.priors
    stated = {
        each.id: next(s.p for s in each.shares if (s.population, s.setting) == ("adults", "primary-care"))
        for each in knowledge.base.conditions.values()
    }

    assert priors.share["adults", man.setting] == pytest.approx(list(stated.values()))


@pytest.mark.parametrize("case", [WOMAN, replace(WOMAN, states={"saddle-numbness": "present"})])
def test_how_urgent_it_is_does_not_hang_on_the_mix_that_is_told(knowledge, case):
    """A list is the better for naming the rare; advice that counts them as near the common is too urgent."""
    told = [assessing.urgency_and_probability(case, mixed(knowledge, mix)) for mix in MIXES]

    assert len({triage.urgency for triage, _ in told}) == 1
    assert not np.allclose(told[0][1], told[1][1])


def test_age_counts_in_full_where_harm_is_weighed(knowledge):
    young, old = (replace(WOMAN, age_years=age) for age in (30, 85))
    hip = knowledge.model.conditions.index("hip-fracture")

    def rise(priors):
        return priors.log_prior(old)[hip] - priors.log_prior(young)[hip]

    assert rise(knowledge.model.harm_priors) > rise(knowledge.model.priors) > 0


def test_a_mix_that_nobody_named_is_refused_with_those_there_are(knowledge):
    with pytest.raises(RequestError, match="asking, weighing, consulting, alike"):
        mixed(knowledge, "hospital")
