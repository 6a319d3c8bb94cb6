"""What is taken of everything that a case does not tell."""

import pytest

from pygalgia.domain.case import Case
from pygalgia.evaluation.replay.asking import RESTS, asked
from pygalgia.interview import answers


@pytest.fixture(scope="module")
def by_rest(knowledge):
    states = {"worse-sitting": "present", "site-buttock": "present", "duration": "days"}
    origins = dict.fromkeys(states, "answered")
    case = Case(id="sitter", sex="male", setting="self", age_years=50, states=states, origins=origins)
    return {rest: asked([case], knowledge, rest=rest)[0] for rest in RESTS}


def test_what_the_case_tells_is_answered_in_every_way(by_rest):
    assert {answers(one.interview)["duration"] for one in by_rest.values()} == {"days"}


def test_the_rest_is_unknown_denied_on_the_screen_or_denied(by_rest):
    fever = {rest: answers(one.interview)["fever"] for rest, one in by_rest.items()}
    severity = {rest: answers(one.interview).get("course") for rest, one in by_rest.items()}

    assert fever == {"unknown": "unknown", "screen denied": "absent", "denied": "absent"}
    assert set(severity.values()) <= {None, "unknown"}


def test_statements_are_the_lines_in_sight(by_rest):
    for one in by_rest.values():
        assert one.questions <= one.statements <= 7 * one.questions
