"""Why a question is asked is told of its own answers, and is what the outlook on all answers says of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from pygalgia import read_case
from pygalgia.domain.finding import NOTHING
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, given_by, why
from pygalgia.interview.reason import SMALLEST
from pygalgia.session import Interviewer

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))[::20]


@pytest.fixture(scope="module")
def asked(knowledge):
    """Give the situations and questions of some interviews."""
    interviewer, found = Interviewer(knowledge), []
    for path in CASES:
        case, interview = read_case(path, knowledge), interviewer.begin()
        while isinstance(step := interviewer.next_step(interview), Ask) and len(interview.steps) < 20:
            here = replace(interviewer.situation(interview), declined=frozenset())
            found.append((here, step.question))
            try:
                interview = interviewer.answer(interview, step.question.id, given_by(case, step.question))
            except CaseError:
                interview = interviewer.answer(interview, step.question.id, "unknown")
    return [(here, question) for here, question in found if question.findings]


def test_what_is_named_is_what_the_outlook_on_all_answers_moves(asked):
    assert len(asked) > 30
    for here, question in asked:
        told = why(question.findings, here)
        rows = [
            place
            for place, (name, state) in enumerate(here.candidates)
            if name in question.findings and state not in NOTHING
        ]
        moves = here.outlook.probability[rows] - here.posterior.probability
        up = moves.max() >= SMALLEST if rows else False
        down = moves.min() <= -SMALLEST if rows else False
        assert bool(told.more_likely) <= up
        assert bool(told.less_likely) <= down
        assert bool(told.more_likely or told.less_likely) == (up or down)


def test_the_flags_that_are_named_are_open_and_wait_for_one_of_its_findings(asked):
    for here, question in asked:
        waiting = {
            each.flag.name.lower()
            for each in here.verdicts
            if each.verdict == "open" and set(question.findings) & set(each.because_of)
        }
        assert {each.lower() for each in why(question.findings, here).flags} <= waiting
