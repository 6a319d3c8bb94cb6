"""What the time of a sign does to the whole: to urgency by probability, and to the order of causes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.timing import Since, Timing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from timed_cases import MONTHS, calm_timings, cases

OLD = {"since": "months", "course": "same"}


@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_forgetting_a_calm_time_never_lowers_urgency(knowledge, data):
    case = data.draw(cases(knowledge, calm_timings))
    forgotten = data.draw(st.sampled_from(sorted(case.times)))
    fewer = replace(case, times={name: time for name, time in case.times.items() if name != forgotten})

    before, _ = assessing.urgency_and_probability(case, knowledge)
    after, _ = assessing.urgency_and_probability(fewer, knowledge)

    assert after.urgency >= before.urgency, forgotten


def ranked(knowledge, **answers):
    named = {name.replace("_", "-"): answer for name, answer in answers.items()}
    row = CaseRow.model_validate(
        {"schema": "pygalgia/case/1", "id": "x", "age_years": 50, "sex": "male", "answers": named}
    )
    _, probability = assessing.urgency_and_probability(encode_case(row, knowledge.vocabulary), knowledge)
    return dict(zip(knowledge.base.conditions, probability.tolist(), strict=True))


def test_a_past_sign_counts_for_its_causes_as_one_that_is_there(knowledge):
    there = ranked(knowledge, site_low_back=True, fever=True)
    past = ranked(knowledge, site_low_back=True, fever={"state": True, "since": "weeks", "past": True})

    assert past == pytest.approx(there)


@pytest.mark.parametrize(("finding", "state"), [("saddle_numbness", True), ("bladder_change", "incontinent")])
def test_an_old_sign_of_the_pelvis_says_nothing_of_this_illness(knowledge, finding, state):
    told = {"site_low_back": True, "leg_pain_extent": "none"}
    new, old, unasked = (
        ranked(knowledge, **told, **answer)["cauda-equina-syndrome"]
        for answer in ({finding: state}, {finding: {"state": state, **OLD}}, {})
    )

    assert old == pytest.approx(unasked)
    assert new > 5 * old


def test_an_old_weak_leg_still_belongs_to_the_illness(knowledge):
    told = {"site_low_back": True, "leg_pain_extent": "foot", "weakness_progressive": False}

    assert ranked(knowledge, **told, leg_weakness={"state": True, **OLD}) == pytest.approx(
        ranked(knowledge, **told, leg_weakness=True)
    )


def test_redness_that_grows_speaks_for_an_infection_that_spreads(knowledge):
    told = {"site_buttock": True}
    still, grows = (
        ranked(knowledge, **told, skin_redness_warmth={"state": True, "course": course})
        for course in ("same", "growing")
    )

    spreading = ("cellulitis", "necrotising-soft-tissue-infection")
    assert all(grows[name] > 2 * still[name] for name in spreading)


def test_a_calmed_danger_sign_asks_for_no_emergency_by_probability(knowledge):
    states = {"saddle-numbness": "present", "site-low-back": "present", "both-legs-symptoms": "present"}
    case = Case(id="x", sex="male", setting="self", age_years=45, states=states)
    old = Timing(since=MONTHS, course="same")
    gone = Timing(since=Since.ago(100, "d"), past=True)

    def emergency(time):
        timed = replace(case, times=dict.fromkeys(("saddle-numbness", "both-legs-symptoms"), time))
        triage, _ = assessing.urgency_and_probability(timed, knowledge)
        return triage.urgency.id == "emergency"

    np.testing.assert_array_equal([emergency(each) for each in (Timing(), old, gone)], [True, False, False])


def test_how_a_lump_goes_tells_an_abscess_from_a_tumour_and_a_bruise(knowledge):
    told = {"site_buttock": True}
    lump = {
        "days": {"state": True, "since": "two-weeks", "course": "growing"},
        "weeks": {"state": True, "since": "weeks", "course": "growing"},
        "down": {"state": True, "course": "better"},
    }
    plain = ranked(knowledge, **told, skin_lump=True)
    by = {name: ranked(knowledge, **told, skin_lump=each) for name, each in lump.items()}

    assert by["days"]["gluteal-abscess"] > plain["gluteal-abscess"] > by["weeks"]["gluteal-abscess"]
    assert by["weeks"]["primary-pelvic-tumour"] > 5 * plain["primary-pelvic-tumour"]
    assert by["down"]["gluteal-strain-or-contusion"] > 1.5 * plain["gluteal-strain-or-contusion"]
