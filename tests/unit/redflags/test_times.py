"""What a time does to a red flag, and what not knowing it does not do."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import builders
from pygalgia.domain.case import Case
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.timing import COURSES, Since, TimeTest, Timing

FINDINGS = {"numb": builders.finding("numb", background=builders.yes(0.5))}
LIMITS = (2.0, 14.0, 90.0)
#: Every whole answer: how long, in days, how it goes, and whether it is past.
WHOLE = [
    Timing(since=Since.ago(days, "d"), course=course, past=past)
    for days, course, past in product((0, 1, 2, 13, 14, 89, 90, 4000), COURSES, (True, False))
]
TESTS = [
    TimeTest(since_below_days=14),
    TimeTest(since_at_least_days=90),
    TimeTest(course=("new", "growing")),
    TimeTest(now=True),
    TimeTest(past=True),
    TimeTest(since_below_days=14, course=("growing",), now=True),
]


def outcome(test, timing):
    case = Case(
        id="x",
        sex="unknown",
        setting="self",
        states={"numb": "present"},
        times={} if timing is None else {"numb": timing},
    )
    return holds(Criterion(finding="numb", states=("present",), time=test), case, findings=FINDINGS)


@pytest.mark.parametrize("test", TESTS)
def test_not_knowing_the_time_decides_nothing(test):
    assert outcome(test, None) is None
    assert outcome(test, Timing()) is None
    assert outcome(replace(test, presumed=True), None) is True


@pytest.mark.parametrize(
    ("test", "timing", "expected"),
    [
        (TimeTest(since_below_days=14), Timing(since=Since.ago(2, "wk")), False),
        (TimeTest(since_below_days=14), Timing(since=Since.ago(13, "d")), True),
        (TimeTest(since_at_least_days=14), Timing(since=Since.ago(2, "wk")), True),
        (TimeTest(since_below_days=2), Timing(since=Since(from_days=0, below_days=14, words="-")), None),
        (TimeTest(course=("growing",)), Timing(course="same"), False),
        (TimeTest(now=True), Timing(past=True), False),
        (TimeTest(past=True), Timing(past=True), True),
        (TimeTest(since_below_days=14, presumed=True), Timing(course="same"), True),
        (TimeTest(since_below_days=14, presumed=True), Timing(since=Since.ago(1, "a")), False),
    ],
)
def test_a_known_time_decides(test, timing, expected):
    assert outcome(test, timing) is expected


def test_a_past_sign_was_there_in_this_illness():
    assert outcome(None, Timing(past=True)) is True


@st.composite
def part_and_whole(draw):
    """Return a whole answer, and a part of it."""
    whole = draw(st.sampled_from(WHOLE))
    edges = draw(
        st.sampled_from([(0.0, float("inf")), (0.0, 14.0), (14.0, 90.0), (2.0, 90.0), (90.0, float("inf"))])
    )
    wide = Since(from_days=edges[0], below_days=edges[1], words="-")
    fits = wide.from_days <= whole.since.from_days < wide.below_days
    since = draw(st.sampled_from([None, whole.since, *([wide] if fits else [])]))
    course = draw(st.sampled_from([None, whole.course]))
    past = draw(st.sampled_from([None, whole.past]))
    return Timing(since=since, course=course, past=past), whole


@given(part_and_whole(), st.sampled_from(TESTS))
def test_a_part_of_a_time_never_excludes_what_the_whole_would_raise(times, test):
    part, whole = times

    if outcome(test, whole) is True:
        assert outcome(test, part) is not False
        assert outcome(replace(test, presumed=True), part) is True
    if outcome(test, part) is not None:
        assert outcome(test, whole) is outcome(test, part)
