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

    value, due = best_pair(worth, most=2, above=-np.inf)

    assert set(due) == {finding.id for finding in here.askable}
    assert value == pytest.approx(_by_hand(knowledge, case, here), abs=1e-9)


def test_what_was_seen_and_left_alone_is_in_no_pair(knowledge):
    """Diabetes was asked of somebody who had left its line alone, and neither answer moved the advice."""
    interviewer = Interviewer(knowledge)
    so_far = interviewer.begin()
    for question, given_ in (("for-whom", "self"), ("age", 41), ("sex", "male"), ("duration", "days")):
        so_far = interviewer.answer(so_far, question, given_)
    worth = Worth(interviewer.situation(so_far))
    most, (better, *_) = best_pair(worth, most=8, above=0.0)
    for _ in range(12):
        without = frozenset({better})
        value, due = best_pair(worth, most=8, above=0.0, without=without)
        assert without.isdisjoint(due)
        assert value <= most + 1e-9
        better = due[0]


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


def test_what_is_due_only_together_is_put_together(knowledge):
    """After harmless soreness eighteen questions came one by one, none of them worth it by itself."""
    interviewer, rules = Interviewer(knowledge), knowledge.base.interview
    for age, sex in ((34, "male"), (66, "female")):
        so_far = interviewer.begin()
        person = {"for-whom": "self", "age": age, "sex": sex, "duration": "under-3-days", "severity": 4}
        alone = []
        while isinstance(step := interviewer.next_step(so_far), Ask):
            question, here = step.question, interviewer.situation(so_far)
            settling = must_settle(here) | {Worth(here).leap(rules.stopping.epsilon)}
            is_alone = question.kind == "yes-no" and step.phase == "follow-up" and question.id not in settling
            if is_alone and 0 < step.value <= rules.stopping.epsilon:
                alone += [row for row, sheet in here.menu.sheets.items() if question.id in sheet.names]
            so_far = interviewer.answer(so_far, question.id, _denied(question, person))
        # One line may be left over on each sheet.
        assert len(alone) == len(set(alone)), alone


def _denied(question, person):
    if question.kind == "several":
        return question.ticked([])
    offered = [each for each in ("absent", "none", "normally") if each in {o.id for o in question.options}]
    return person.get(question.id, offered[0] if offered else "unknown")


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
