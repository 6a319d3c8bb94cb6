"""A danger sign is calmed by what was told of its time, and by nothing that was not told."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.timing import COURSES, Since, Timing

CALM_COURSES = ("same", "better", "comes-and-goes")
MONTHS = Since(from_days=90, below_days=float("inf"), words="-")
SLOW = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
spans = st.one_of(
    st.none(),
    st.sampled_from([(0.0, 2.0), (2.0, 14.0), (14.0, 90.0), (90.0, float("inf")), (0.0, float("inf"))]).map(
        lambda edges: Since(from_days=edges[0], below_days=edges[1], words="-")
    ),
)
timings = st.builds(
    Timing, since=spans, course=st.sampled_from([None, *COURSES]), past=st.sampled_from([None, True, False])
)
#: Every time that says nothing of a sign that is new or grows.
calm_timings = st.builds(
    Timing,
    since=st.sampled_from([None, MONTHS]),
    course=st.sampled_from([None, *CALM_COURSES]),
    past=st.sampled_from([None, True, False]),
)


@st.composite
def cases(draw, knowledge, times):
    """Return a case of danger signs, some of them with a time."""
    names = draw(st.lists(st.sampled_from(sorted(knowledge.raising)), min_size=2, max_size=10, unique=True))
    states = {name: draw(st.sampled_from(knowledge.base.findings[name].states)) for name in names}
    signs = sorted({name for rule in knowledge.base.calming.values() for name in rule.findings})
    for name in draw(st.lists(st.sampled_from(signs), min_size=1, max_size=4, unique=True)):
        there = [state for state in knowledge.base.findings[name].states if state not in NOTHING]
        states[name] = draw(st.sampled_from(there))
    told = [name for name in states if name in signs and states[name] not in NOTHING]
    return Case(
        id="random",
        sex=draw(st.sampled_from(["female", "male", "unknown"])),
        setting="self",
        age_years=draw(st.one_of(st.none(), st.floats(0, 100))),
        states=states,
        times={name: draw(times) for name in told},
    )


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
