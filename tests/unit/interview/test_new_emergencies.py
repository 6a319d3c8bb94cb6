"""A new emergency always interrupts, whatever the person has done before."""

import random
from dataclasses import replace

import pytest

from pygalgia import Interviewer
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import LIKELY_CAUSES, Ask, Stop
from pygalgia.interview.question import ASK

#: Enough of the opening for the emergency screen to be put.
OPENING = (
    ("for-whom", "self"), ("age", 46), ("sex", "male"), ("own-words", "skipped"),
    ("pain-site", ("buttock-left",)), ("pain-layer", "deep"), ("onset", "gradual"), ("duration", "days"),
)  # fmt: skip


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


@pytest.fixture
def opened(interviewer):
    here = interviewer.begin()
    for question, given in OPENING:
        here = interviewer.answer(here, question, given)
    return here


def raised(interviewer, here):
    """Return what the whole assessment calls an emergency: another way than that of the interview."""
    assessment = interviewer.assess(here)
    flags = {
        each.flag.id
        for each in assessment.red_flags
        if each.verdict == "raised" and each.urgency is Urgency.EMERGENCY
    }
    return flags or ({LIKELY_CAUSES} if assessment.urgency is Urgency.EMERGENCY else set())


def to_the_danger(interviewer, here):
    """Return the interview at the list with the line about numbness between the legs, and that list."""
    while True:
        question = interviewer.next_step(here).question
        if "saddle-numbness" in question.findings:
            return here, question
        given = question.ticked([]) if question.kind == "several" else "unknown"
        here = interviewer.answer(here, question.id, given)


def test_an_emergency_after_stopping_and_going_on_interrupts(interviewer, opened):
    """Going on after a stop was kept as going on after every emergency to come."""
    here = interviewer.go_on(interviewer.end(opened))
    here, screen = to_the_danger(interviewer, here)
    here = interviewer.answer(here, screen.id, screen.ticked(["saddle-numbness"]))
    assert interviewer.next_step(here).kind == "emergency"


def test_an_emergency_that_was_taken_back_and_is_told_again_interrupts_again(interviewer, opened):
    here, screen = to_the_danger(interviewer, opened)
    danger, calm = screen.ticked(["saddle-numbness"]), screen.ticked([])
    here = interviewer.go_on(interviewer.answer(here, screen.id, danger))
    assert isinstance(interviewer.next_step(here), Ask)
    here = interviewer.change(here, screen.id, calm).interview
    here = interviewer.change(here, screen.id, danger).interview
    assert interviewer.next_step(here).kind == "emergency"


def test_an_emergency_comes_before_a_question_that_an_update_lost(interviewer, opened):
    here, screen = to_the_danger(interviewer, opened)
    here = interviewer.answer(here, screen.id, screen.ticked(["saddle-numbness"]))
    lost = replace(here, again=("fever",))
    assert interviewer.next_step(lost).kind == "emergency"


#: Answers that make an emergency together and raise no emergency flag: somebody who lay long on a hard table.
PRESSURE = (
    ("for-whom", "self"), ("age", 53), ("sex", "male"), ("pain-site", ("buttock-right", "leg-right")),
    ("pain-layer", "deep"), ("duration", "under-3-days"), ("constancy", "constant"), ("severity", "severe"),
    ("analgesic-response", "partial"), ("recent-immobility-or-flight", "present"),
    ("prolonged-immobilisation-on-buttock", "present"),
)  # fmt: skip


@pytest.fixture
def unscreened(interviewer):
    here = interviewer.begin()
    for question, given in PRESSURE:
        here = interviewer.answer(here, question, given)
    return here


@pytest.fixture
def pressed(interviewer, unscreened):
    """The same, once all that is asked of everybody was answered with "I don't know"."""
    here = unscreened
    of_all = ("opening", "screen", "follow-up")
    while isinstance(step := interviewer.next_step(here), Ask) and step.phase in of_all:
        here = interviewer.answer(here, step.question.id, "unknown")
    return here


def test_what_is_only_likely_waits_for_the_questions_about_danger(interviewer, unscreened):
    """A sudden pain of today stopped the interview before one danger sign had been asked about."""
    assert raised(interviewer, unscreened) == {LIKELY_CAUSES}
    assert isinstance(interviewer.next_step(unscreened), Ask)


def test_an_emergency_without_a_flag_interrupts_and_names_its_cause(interviewer, pressed):
    """Probable causes made an emergency in the middle of an interview, and it asked on about stairs."""
    assert raised(interviewer, pressed) == {LIKELY_CAUSES}
    stop = interviewer.next_step(pressed)
    assert stop.kind == "emergency"
    assert "pressure in the buttock muscle" in stop.reason
    assert "emergency department" in stop.do_now[0]


def test_who_goes_on_after_an_emergency_without_a_flag_is_asked_on(interviewer, pressed):
    on = interviewer.go_on(pressed)
    assert isinstance(interviewer.next_step(on), Ask)
    after = interviewer.answer(on, "daily-life", "stopped")
    assert isinstance(interviewer.next_step(after), Ask)


def test_an_emergency_without_a_flag_that_an_answer_takes_back_interrupts_anew(interviewer, pressed):
    calm = interviewer.change(interviewer.go_on(pressed), "duration", "over-a-year").interview
    assert interviewer.situation(calm).urgency < Urgency.EMERGENCY
    again = interviewer.change(calm, "duration", "under-3-days").interview
    assert interviewer.next_step(again).kind == "emergency"


def acts(rng, interviewer, here):
    """Return the interview after one act of a person who does anything that a page offers, and the act."""
    step = interviewer.next_step(here)
    if isinstance(step, Stop):
        act = rng.choice(["on", "on", "on", "back", "change"])
    else:
        act = rng.choices(["answer", "back", "change", "stop"], weights=[16, 3, 3, 1])[0]
    if act == "on":
        return interviewer.go_on(here), act
    if act == "back":
        return here.back(), act
    if act == "stop":
        return interviewer.end(here), act
    if act == "change" and here.steps:
        question, _ = rng.choice(interviewer.put(here))
        return interviewer.change(here, question.id, an_answer(rng, question)).interview, act
    if isinstance(step, Stop):
        return here, "nothing"
    return interviewer.answer(here, step.question.id, an_answer(rng, step.question)), act


def an_answer(rng, question):
    options = [option.id for option in question.options]
    if question.kind == "several":
        return question.ticked(rng.sample(options, min(len(options), rng.choice([0, 0, 1, 1, 2]))))
    if question.kind == "regions":
        return rng.choice([("buttock-left",), ("buttock-left", "low-back"), "unknown"])
    if question.kind == "number":
        return "unknown" if question.id != "age" else rng.choice([30, 46, 71])
    return rng.choice([*options, "unknown"]) if options else "skipped"


def is_dating(step):
    """Whether it is asked since when a sign is there, or how it is going."""
    return isinstance(step, Ask) and step.question.id.startswith(("since/", "course/"))


def ticked(interviewer, here, *signs):
    here, screen = to_the_danger(interviewer, here)
    return interviewer.answer(here, screen.id, screen.ticked(signs))


def lasting(interviewer, here, length):
    return interviewer.change(here, "duration", length).interview


CLAUDICATION = ("sexual-dysfunction-new", "both-legs-symptoms")


def test_lost_erections_are_dated_before_they_alarm(interviewer, opened):
    """A man whose arteries are narrow and whose erections went a year ago was told to ring 999."""
    here = ticked(interviewer, lasting(interviewer, opened, "three-to-twelve-months"), *CLAUDICATION)
    assert interviewer.next_step(here).question.id == "since/sexual-dysfunction-new"
    here = interviewer.answer(here, "since/sexual-dysfunction-new", "months")
    assert interviewer.next_step(here).question.id == "course/sexual-dysfunction-new"
    here = interviewer.answer(here, "course/sexual-dysfunction-new", "same")
    assert isinstance(interviewer.next_step(here), Ask)
    assert interviewer.assess(here).urgency < Urgency.SAME_DAY


@pytest.mark.parametrize("since", ["today", "two-weeks", "weeks", "unknown", "skipped"])
def test_what_is_not_known_to_be_old_alarms_after_one_question(interviewer, opened, since):
    here = ticked(interviewer, opened, *CLAUDICATION)
    here = interviewer.answer(here, "since/sexual-dysfunction-new", since)
    assert interviewer.next_step(here).kind == "emergency"


def test_what_grows_for_months_alarms(interviewer, opened):
    here = ticked(interviewer, opened, *CLAUDICATION)
    here = interviewer.answer(here, "since/sexual-dysfunction-new", "months")
    here = interviewer.answer(here, "course/sexual-dysfunction-new", "growing")
    assert interviewer.next_step(here).kind == "emergency"


@pytest.mark.parametrize("sign", ["saddle-numbness", "bowel-control-change"])
def test_a_pelvic_sign_is_dated_first_where_the_pain_is_months_old_alone(interviewer, opened, sign):
    signs = (sign, "both-legs-symptoms")
    old = ticked(interviewer, lasting(interviewer, opened, "over-a-year"), *signs)
    assert is_dating(interviewer.next_step(old))
    assert interviewer.next_step(ticked(interviewer, opened, *signs)).kind == "emergency"


def test_an_emergency_that_no_age_takes_away_interrupts_at_once(interviewer, opened):
    """With a second sign of danger that counts whatever the first one's age, nothing is asked before."""
    here = ticked(interviewer, opened, "saddle-numbness", *CLAUDICATION)
    assert interviewer.next_step(here).kind == "emergency"


def asks_which(step, here):
    """Return whether a line that was ticked is asked about: until then the worst that it may mean counts."""
    return isinstance(step, Ask) and here.answers.get(step.question.id) == ASK


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_over_random_walks_a_new_emergency_always_interrupts(seed, interviewer, opened):
    """Told of an emergency is who went on after it, until an answer takes it back."""
    rng, here, told, interrupted = random.Random(seed), opened, set(), 0
    for _ in range(20):
        here, act = acts(rng, interviewer, here)
        now = raised(interviewer, here)
        told = now if act == "on" else told & now
        step = interviewer.next_step(here)
        if here.ended or (now - told and (is_dating(step) or asks_which(step, here))):
            continue
        assert (isinstance(step, Stop) and step.kind == "emergency") == bool(now - told), (seed, now, told)
        interrupted += bool(now - told)
    assert interrupted or not told
