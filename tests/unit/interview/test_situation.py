"""What a situation looks up all at once is what each finding and answer says by itself."""

from dataclasses import replace
from pathlib import Path

import pytest

from pygalgia import assessing, read_case
from pygalgia.domain.urgency import Urgency

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
