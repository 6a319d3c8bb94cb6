"""Two questions together, compared with asking one and then the other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

import strategies
from pygalgia import assessing
from pygalgia.inference import posterior
from pygalgia.interview.pairs import best_pair
from pygalgia.interview.value import Worth


@given(strategies.bases_and_cases())
@settings(max_examples=60, deadline=None)
def test_a_pair_is_worth_what_following_every_pair_of_answers_gives(base_and_case):
    base, case = base_and_case
    knowledge = assessing.Knowledge(base=base)
    here = assessing.situation(case, knowledge)
    assume(len(here.askable) >= 2)
    here = replace(here, declined=frozenset(finding.id for finding in here.askable[2:]))
    worth = Worth(here)

    value, better = best_pair(worth, most=2)

    assert better in {finding.id for finding in here.askable}
    assert value == pytest.approx(_by_hand(knowledge, case, here), abs=1e-9)


def _by_hand(knowledge, case, here):
    """Infer anew for every pair of states; the chance of a pair is a ratio of evidence."""
    model, first, second = knowledge.model, *here.askable
    log_prior = model.priors.log_prior(case)
    known = model.rows(case, knowledge.base.findings)
    chances, losses = [], []
    for a in first.states:
        for b in second.states:
            rows = [model.state_row[first.id, a], model.state_row[second.id, b]]
            after = posterior(model, log_prior, np.array([*known, *rows], dtype=np.int32))
            shared = sum(np.log(model.p_if_absent[row]) for row in rows)
            chances.append(
                np.exp(after.log_score + shared - here.posterior.log_score) @ here.posterior.probability
            )
            losses.append(here.loss.of(after.probability[None, :])[0])
    now = here.loss.of(here.posterior.probability[None, :])[0]
    assert sum(chances) == pytest.approx(1, abs=1e-9)
    return float(np.dot(chances, now - np.array(losses)))
