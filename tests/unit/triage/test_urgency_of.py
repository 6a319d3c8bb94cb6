"""Urgency with other answers is judged anew, new red flags included: on the shipped knowledge."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pygalgia import assessing, read_case
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))
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


@pytest.mark.parametrize(
    "unknown", [{}, {"sex": "unknown"}, {"age_years": None}], ids=["known", "sex", "age"]
)
def test_all_answers_ahead_at_once_are_judged_as_each_by_itself(knowledge, unknown):
    rng = np.random.default_rng(0)
    for path in CASES[:: 9 if unknown else 4]:
        here = assessing.situation(replace(read_case(path, knowledge), **unknown), knowledge)
        drawn = [here.candidates[place] for place in rng.permutation(len(here.candidates))[:40]]
        drawn += [each for each in here.candidates if each[0] in ("duration", "course", "pregnancy")]

        alone = [here.urgency_of(here.with_answer(*each)) for each in drawn]

        assert here.urgency_after(drawn) == alone, path.stem


@pytest.mark.parametrize("age", [25, 34, 45])
def test_where_when_and_how_it_hurts_is_no_sign_of_an_emergency(knowledge, age):
    """A woman who had twisted her back was sent to hospital for a squeezed cauda equina, on no sign of it."""
    lumbago = {
        "onset": "sudden", "duration": "under-3-days", "severity": "severe", "site-low-back": "present",
        "trauma": "minor", "injury-mechanism": "twisting", "course": "worsening",
        "getting-about": "needs-hold", "leg-pain-extent": "none", "worse-bending-forward": "present",
    }  # fmt: skip
    case = Case(id="lumbago", sex="female", setting="self", age_years=age, states=lumbago)

    assert assessing.assess(case, knowledge).urgency < Urgency.EMERGENCY
    numb = replace(case, states=lumbago | {"saddle-numbness": "present"})
    assert assessing.assess(numb, knowledge).urgency is Urgency.EMERGENCY
