"""Two questions together, compared with asking one and then the other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings

import strategies
from pygalgia import Interviewer, assessing
from pygalgia.inference import posterior
from pygalgia.interview import Ask
from pygalgia.interview.pairs import best_pair
from pygalgia.interview.stopping import must_settle
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


def test_what_was_seen_and_left_alone_is_in_no_pair(knowledge):
    """Diabetes was asked of somebody who had left its line alone, and neither answer moved the advice."""
    interviewer = Interviewer(knowledge)
    so_far = interviewer.begin()
    for question, given_ in (("for-whom", "self"), ("age", 41), ("sex", "male"), ("duration", "days")):
        so_far = interviewer.answer(so_far, question, given_)
    worth = Worth(interviewer.situation(so_far))
    _, better = best_pair(worth, most=8)
    for _ in range(12):
        left_alone = frozenset({better})
        value, other = best_pair(worth, most=8, left_alone=left_alone)
        assert other not in left_alone
        assert value <= best_pair(worth, most=8)[0] + 1e-9
        better = other


def test_a_line_left_alone_is_asked_again_only_where_its_own_answer_is_worth_it(knowledge):
    interviewer, rules = Interviewer(knowledge), knowledge.base.interview
    again = 0
    for age, sex in ((41, "male"), (52, "male"), (74, "male"), (31, "female")):
        so_far = interviewer.begin()
        person = {"for-whom": "self", "age": age, "sex": sex, "duration": "three-to-twelve-months"}
        while isinstance(step := interviewer.next_step(so_far), Ask):
            question, here = step.question, interviewer.situation(so_far)
            if question.kind != "several" and question.id in so_far.unticked:
                again += 1
                settling = must_settle(here) | {Worth(here).leap(rules.stopping.epsilon)}
                assert step.value > rules.stopping.epsilon or question.id in settling, question.id
            given_ = question.ticked([]) if question.kind == "several" else person.get(question.id, "unknown")
            so_far = interviewer.answer(so_far, question.id, given_)
    assert again


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
