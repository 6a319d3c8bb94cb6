"""Cases with an answer less, an answer more, or a wrong one."""

import numpy as np
import pytest

import builders
from pygalgia.domain.case import Case
from pygalgia.domain.finding import Asked, Implication
from pygalgia.evaluation.studies.perturbed import answered, with_made_up_answers, with_wrong_answers, without

FINDINGS = {
    each.id: each
    for each in [
        builders.finding("stalls", implies=(Implication(state="present", finding="starts", then="present"),)),
        builders.finding("starts"),
        builders.finding("noise"),
        builders.finding(
            "noise-kind", states=("s0", "s1", "s2"), asked_if=Asked(finding="noise", states=("present",))
        ),
        builders.finding("smell"),
    ]
}
CASE = Case(
    id="a",
    sex="unknown",
    setting="self",
    states={"stalls": "present", "starts": "present", "noise": "present", "noise-kind": "s1"},
    origins={"stalls": "answered", "starts": "implied", "noise": "answered", "noise-kind": "answered"},
)


def test_what_only_followed_from_an_answer_goes_with_it():
    assert set(without(CASE, ["stalls"], FINDINGS).states) == {"noise", "noise-kind"}


def test_a_question_goes_with_the_answer_it_was_asked_for():
    assert set(without(CASE, ["noise"], FINDINGS).states) == {"stalls", "starts"}


def test_what_was_implied_was_not_answered():
    assert answered(CASE, FINDINGS) == ["stalls", "noise", "noise-kind"]


def test_the_case_itself_stays_as_it_was():
    before = dict(CASE.states)

    without(CASE, ["noise"], FINDINGS)
    with_wrong_answers(CASE, 3, FINDINGS, np.random.default_rng(0))

    assert CASE.states == before


@pytest.mark.parametrize("number", [1, 2, 3])
def test_as_many_answers_are_wrong_as_asked(number):
    changed = with_wrong_answers(CASE, number, FINDINGS, np.random.default_rng(number))

    differing = [name for name in CASE.states if changed.states[name] != CASE.states[name]]
    assert len(differing) == number
    assert "starts" not in differing


def test_made_up_complaints_are_new_and_apply():
    for seed in range(20):
        changed = with_made_up_answers(CASE, 1, FINDINGS, np.random.default_rng(seed))

        assert set(changed.states) - set(CASE.states) == {"smell"}
        assert changed.states["smell"] == "present"
