"""What a situation looks up all at once is what each finding and answer says by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from pygalgia import assessing, read_case
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.menu import suits

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))[::7]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def here(request, knowledge):
    return assessing.situation(read_case(request.param, knowledge), knowledge)


@pytest.mark.parametrize("who", [{"patient"}, {"examiner"}, {"examiner", "laboratory"}])
def test_what_may_be_asked(here, who):
    declined = frozenset(finding.id for finding in here.askable[::5])
    checks = frozenset(each.finding for each in here.rules.self_checks)
    for extra in (frozenset(), checks):
        now = replace(here, who=frozenset(who), declined=declined, extra=extra)
        alone = [each.id for each in here.menu.scored if now.is_askable(each)]
        assert [each.id for each in now.askable] == alone


def test_an_answer_that_raises_an_emergency_by_itself_makes_one(here):
    raising = [
        answer
        for answer, level in zip(here.candidates, here.lifted.tolist(), strict=True)
        if level == Urgency.EMERGENCY
    ]
    assert here.urgency_after(raising[:40]) == [Urgency.EMERGENCY] * len(raising[:40])


def test_whom_a_finding_is_asked_of_is_never_mixed_up(knowledge):
    """What is kept for one person is asked of nobody else: again and again, all kinds of people in turn."""
    menu, plain = knowledge.menu, Case(id="p", sex="unknown", setting="self")
    people = [
        (replace(plain, sex=sex, age_years=age, states=states), grown_up)
        for sex in ("female", "male", "unknown")
        for age in (None, 4.0, 17.0, 44.0, 46.0, 81.0)
        for states in ({}, {"pregnancy": "pregnant"}, {"pregnancy": "not-pregnant"})
        for grown_up in (True, False, None)
    ]
    for case, grown_up in people * 2:
        alone = [suits(each, case, grown_up=grown_up) for each in menu.scored]
        assert menu.suiting(case, grown_up=grown_up).tolist() == alone


def test_what_is_kept_of_people_has_a_bound(knowledge, monkeypatch):
    menu = replace(knowledge.menu)
    monkeypatch.setattr("pygalgia.interview.menu._MOST_PEOPLE", 3)
    for age in range(20, 40):
        menu.suiting(Case(id="p", sex="female", setting="self", age_years=float(age)), grown_up=True)
        assert len(menu._suiting) <= 3
