"""Urgency with other answers is judged anew, new red flags included: on the shipped knowledge."""

from dataclasses import replace

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency

CASE = Case(id="c", sex="female", setting="self", age_years=40, states={"course": "improving"})


def alarming(knowledge):
    """Return a case, a finding and a state that alone raises an emergency in it."""
    here = assessing.situation(CASE, knowledge)
    for finding in here.findings.values():
        for state in finding.states:
            after = here.with_answer(finding.id, state)
            if knowledge.judge.standing(after).level is Urgency.EMERGENCY and finding.asked_if is None:
                return here, finding.id, state
    raise AssertionError


def test_an_answer_that_raises_a_flag_is_seen_when_looking_ahead(knowledge):
    here, finding, state = alarming(knowledge)

    assert here.urgency < Urgency.EMERGENCY
    assert here.urgency_of(here.with_answer(finding, state)) is Urgency.EMERGENCY


def test_looking_ahead_gives_what_assessing_gives(knowledge):
    here, finding, state = alarming(knowledge)
    for case in (CASE, here.with_answer(finding, state), replace(CASE, age_years=80.0)):
        expected, _ = assessing.urgency_and_probability(case, knowledge)

        assert here.urgency_of(case) == expected.urgency
        assert assessing.situation(case, knowledge).urgency == expected.urgency
