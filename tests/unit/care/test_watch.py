"""The watch: a diary speaks, the case moves with it, and no danger is ever talked away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circumstances import case
from pygalgia import Course, assessing
from pygalgia.care.watch import trend
from pygalgia.domain.diary import Diary, Entry
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.timing import Since, Timing

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
WATCH = BASE.care.watch
START = datetime(2026, 3, 2, 18, tzinfo=UTC)
SCORE = st.floats(0, 10)


def diary(*entries):
    return Diary(case_id="a", entries=entries)


def entry(day=0, worst=5.0, **rest):
    return Entry(at=START + timedelta(days=day), worst=worst, **rest)


def now(before, notes):
    return Course(KNOWLEDGE, before, notes).case_after(len(notes.entries))


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (entry(3, 3.0), "better"),
        (entry(3, 6.0), "same"),
        (entry(3, 7.0), "worse"),
        (entry(3, 1.0, sleep="lost"), "worse"),
    ],
)
def test_two_points_count_and_lost_sleep_outweighs_them(last, expected):
    assert trend(diary(entry(), last), watch=WATCH).direction == expected


def test_a_new_sign_outweighs_less_pain():
    assert trend(diary(entry(), entry(3, 0.0)), watch=WATCH, new_flags=["x"]).direction == "new-sign"


def test_function_is_compared_over_shared_activities_only():
    notes = diary(entry(function={"walking": 3, "work": 2}), entry(3, function={"walking": 7, "sleep": 9}))

    assert trend(notes, watch=WATCH).function_change == 4


def test_an_empty_diary_changes_nothing():
    assert now(case(), diary()) == case()


def test_the_course_and_the_time_since_re_enter():
    before = case(duration="two-to-six-weeks")
    before.values["duration"] = 40.0
    after = now(before, diary(entry(0, 8.0), entry(4, 4.0)))

    assert after.states["course"] == "improving"
    assert after.states["duration"] == "six-to-twelve-weeks"
    assert after.states["severity"] == "moderate"


def test_response_to_load_and_spread_re_enter():
    after = now(case(), diary(entry(responses={"walking": "eases", "spread": "centralises"})))

    assert after.states["better-walking"] == "present"
    assert after.states["centralisation"] == "present"


def test_centralising_pain_moves_the_ranking():
    def probability(of):
        _, posterior = assessing.urgency_and_probability(of, KNOWLEDGE)
        return float(posterior[KNOWLEDGE.model.conditions.index("discogenic-pain")])

    before = case(site_low_back="present")

    assert probability(now(before, diary(entry(responses={"spread": "centralises"})))) > probability(before)


def test_a_sign_brings_the_answer_under_which_it_is_asked():
    after = now(case(leg_weakness="absent"), diary(entry(signs={"weakness-progressive": "present"})))

    assert after.states["leg-weakness"] == "present"


def test_a_later_note_never_lowers_a_raised_flag():
    before = case(saddle_numbness="present", bladder_change="cannot-pass")
    after = now(before, diary(entry(signs={"bladder-change": "none", "saddle-numbness": "absent"})))

    assert after.states["saddle-numbness"] == "present"
    assert after.states["bladder-change"] == "cannot-pass"


@given(
    st.lists(st.tuples(SCORE, st.sampled_from(["good", "disturbed", "lost"])), min_size=1, max_size=5),
    st.sampled_from([(each.finding, each.state) for each in WATCH.new_signs]),
)
def test_no_note_takes_back_a_flag(notes, sign):
    finding, state = sign
    before = case(**{finding.replace("-", "_"): state})
    entries = [entry(day, worst, sleep=sleep) for day, (worst, sleep) in enumerate(notes)]

    raised = raised_in(before)

    assert raised <= raised_in(now(before, diary(*entries)))


def raised_in(of):
    return {each.flag.id for each in assessing.situation(of, KNOWLEDGE).verdicts if each.verdict == "raised"}


#: Times that calm a danger sign.
CALM = (
    Timing(since=Since.ago(8, "mo"), course="same"),
    Timing(since=Since.ago(8, "mo"), course="better"),
    Timing(since=Since.ago(3, "wk"), past=True),
)


@pytest.mark.parametrize("timing", CALM, ids=lambda each: each.words)
@pytest.mark.parametrize("sign", WATCH.new_signs, ids=lambda each: f"{each.finding}-{each.state}")
def test_a_sign_that_is_noted_is_there_now_whatever_was_told_of_its_time(sign, timing):
    fresh = case(**{sign.finding.replace("-", "_"): sign.state})
    before = replace(fresh, times={sign.finding: timing})

    after = now(before, diary(entry(signs={sign.finding: sign.state})))

    assert raised_in(fresh) <= raised_in(after)


def test_no_later_note_of_the_same_finding_takes_a_flag_back_but_for_a_more_urgent_one():
    """Every two states that somebody may note of a finding, one after the other."""
    own = [each for each in BASE.findings.values() if each.who == "patient" and each.kind != "regions"]
    for finding in own:
        for first, then in permutations([each for each in finding.states if each not in NOTHING], 2):
            notes = diary(entry(0, signs={finding.id: first}), entry(1, signs={finding.id: then}))
            once, twice = (Course(KNOWLEDGE, case(), notes).case_after(count) for count in (1, 2))
            was, at_last = KNOWLEDGE.judge.standing(once), KNOWLEDGE.judge.standing(twice)
            assert was.level <= at_last.level, (finding.id, first, then)
            assert raised_in(once) <= raised_in(twice) or was.level < at_last.level, (finding.id, first, then)


@pytest.mark.parametrize(
    "before",
    [{}, {"person": "pregnant"}, {"person": "immunosuppressed"}, {"skin_redness_warmth": "present"}],
    ids=str,
)
@pytest.mark.parametrize("sign", WATCH.new_signs, ids=lambda each: f"{each.finding}-{each.state}")
def test_a_better_day_takes_no_flag_back(sign, before):
    """Pain that falls, and a night slept well, took back what the worst night had raised."""
    bad = entry(0, 10.0, sleep="lost", signs={sign.finding: sign.state})
    notes = diary(bad, entry(3, 1.0, sleep="good"), entry(5, 0.0, sleep="good"))
    course = Course(KNOWLEDGE, case(**before), notes)

    raised = [raised_in(course.case_after(count)) for count in range(1, 4)]

    assert raised[0] <= raised[1] <= raised[2]


@pytest.mark.parametrize("sign", WATCH.new_signs, ids=lambda each: f"{each.finding}-{each.state}")
def test_every_offered_sign_enters_the_case(sign):
    after = now(case(), diary(entry(signs={sign.finding: sign.state})))

    assert after.states[sign.finding] == sign.state
