"""How far one belief moves a result: the closed form against inferring anew with the changed number."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

import strategies
from pygalgia import assessing, inference
from pygalgia.evaluation.studies.influence import FACTORS, halved_and_doubled, influence, moves
from pygalgia.inference.model import DIRECT


@given(strategies.bases_and_cases())
@settings(max_examples=60, deadline=None)
def test_a_belief_moves_as_much_probability_as_inferring_with_its_odds_changed(base_and_case):
    base, case = base_and_case
    knowledge = assessing.Knowledge(base=base)
    model = knowledge.model_for(case)
    log_prior, rows = model.priors.log_prior(case), model.rows(case, base.findings)
    before = inference.posterior(model, log_prior, rows).probability
    levels = sorted({each.action.urgency for each in base.conditions.values()})
    of_level = np.array([[c.action.urgency == level for level in levels] for c in base.conditions.values()])

    found = influence([case], knowledge)

    ends = halved_and_doubled(model)
    names = {row: finding for (finding, _), row in model.state_row.items()}
    for row in (each for each in rows.tolist() if model.parent[each] == DIRECT):
        for column in np.flatnonzero(model.own[row]).tolist():
            sizes = []
            for end in range(len(FACTORS)):
                changed = model.log_direct.copy()
                changed[row, column] = np.log(ends.direct[row, column, end])
                after = inference.posterior(replace(model, log_direct=changed), log_prior, rows).probability
                urgency = np.abs((after - before) @ of_level).sum()
                sizes.append((np.abs(after - before).sum() + urgency) / 2)
            told = next(
                moved
                for name, moved in found.items()
                if (name.kind, name.of, name.given)
                == ("finding in condition", names[row], model.conditions[column])
            )
            np.testing.assert_allclose(told, max(sizes), atol=1e-9)


def test_a_shift_of_nothing_moves_nothing_and_one_that_ends_a_cause_moves_its_share():
    probability, levels = np.array([0.25, 0.75]), np.array([[1.0, 0.0], [0.0, 1.0]])
    nothing, gone = np.zeros((2, 2)), np.array([[-np.inf, 0.0], [0.0, 0.0]])
    np.testing.assert_allclose(moves(probability, np.array([nothing, gone]), levels), [0.0, 0.5])


@given(strategies.bases_and_cases())
@settings(max_examples=20, deadline=None)
def test_the_order_is_from_what_moves_most_and_no_case_names_no_belief(base_and_case):
    base, case = base_and_case
    knowledge = assessing.Knowledge(base=base)
    found = list(influence([case], knowledge).values())
    assert found == sorted(found, reverse=True)
    assert all(each >= 0 for each in found)
    assert influence([], knowledge) == {}
