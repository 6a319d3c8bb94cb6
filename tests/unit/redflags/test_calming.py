"""A danger sign is calmed by what was told of its time, and by nothing that was not told."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pygalgia.domain.timing import Timing
from timed_cases import MONTHS, calm_timings, cases, timings

SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(data=st.data())
@SLOW
def test_forgetting_a_calm_time_never_lowers_what_the_flags_ask_for(knowledge, data):
    case = data.draw(cases(knowledge, calm_timings))
    forgotten = data.draw(st.sampled_from(sorted(case.times)))
    fewer = replace(case, times={name: time for name, time in case.times.items() if name != forgotten})

    judge = knowledge.judge
    assert judge.standing(fewer).level >= judge.standing(case).level, forgotten


@given(data=st.data())
@SLOW
def test_only_a_past_that_was_told_lowers_as_past(knowledge, data):
    """With `past` not told the flags say what they say of a sign that is still there, or more."""
    case = data.draw(cases(knowledge, timings))
    untold = replace(case, times={name: replace(time, past=None) for name, time in case.times.items()})
    there = replace(case, times={name: replace(time, past=False) for name, time in case.times.items()})

    judge = knowledge.judge
    assert judge.standing(untold).level >= judge.standing(there).level


@given(st.data(), timings)
@SLOW
def test_what_a_part_of_the_time_calms_the_whole_calms(knowledge, data, whole):
    rule = data.draw(st.sampled_from(list(knowledge.base.calming.values())))
    keys = data.draw(st.sets(st.sampled_from(["since", "course", "past"])))
    part = replace(whole, **dict.fromkeys(keys))

    assert not rule.calms(rule.findings[0], None)
    assert not rule.calms(rule.findings[0], Timing())
    assert not rule.calms(rule.findings[0], part) or rule.calms(rule.findings[0], whole)


@pytest.mark.parametrize("course", ["new", "growing", "worse-again", "comes-and-goes"])
def test_what_grows_or_returns_is_never_calmed_by_its_age(knowledge, course):
    old = Timing(since=MONTHS, course=course, past=False)

    for rule in knowledge.base.calming.values():
        assert not any(rule.calms(name, old) for name in rule.findings)
