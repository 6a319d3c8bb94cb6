"""The time of a danger sign is asked for where it can change the advice, and nowhere else."""

import itertools
import random

import pytest

from pygalgia import CaseError, Interviewer
from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Ask, Stop
from pygalgia.interview.sign_time import with_time
from pygalgia.interview.telling_time import timing_of
from pygalgia.session.saving import restored, saved

BEGUN = {
    "for-whom": "self",
    "age": 44.0,
    "sex": "female",
    "own-words": "skipped",
    "pain-site": ("low-back-left", "posterior-thigh-left"),
    "onset": "gradual",
    "duration": {"value": 3, "unit": "wk"},
}
MONTHS_SAME = {"since/saddle-numbness": "months", "course/saddle-numbness": "same"}


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def play(interviewer, said, *, go_on=False):
    """Return the interview of somebody who says this and does not know the rest, and the questions put."""
    so_far, put = interviewer.begin(), []
    said = {**BEGUN, **said}
    while True:
        step = interviewer.next_step(so_far)
        if isinstance(step, Stop):
            put.append(f"stop/{step.kind}")
            if step.kind != "emergency" or not go_on:
                return so_far, put
            so_far = interviewer.go_on(so_far)
            continue
        question = step.question
        put.append(question.id)
        given = said.get(question.id, "unknown")
        if question.kind == "several":
            lines = [each.id for each in question.options if said.get(each.finding) == (each.state or "ask")]
            given = question.ticked(lines)
        so_far = interviewer.answer(so_far, question.id, given)


def asked_of_time(put):
    return [each for each in put if each.startswith(("since/", "course/"))]


def test_what_began_today_is_asked_no_further(interviewer):
    so_far, put = play(interviewer, {"leg-weakness": "present", "since/leg-weakness": "today"})

    assert asked_of_time(put) == ["since/leg-weakness"]
    assert interviewer.assess(so_far).urgency is Urgency.SAME_DAY


def test_what_is_old_is_asked_how_it_goes_and_settles_what_hangs_on_it(interviewer):
    told = {"since/leg-weakness": "months", "course/leg-weakness": "growing"}
    so_far, put = play(interviewer, {"leg-weakness": "present", **told})

    assert asked_of_time(put) == ["since/leg-weakness", "course/leg-weakness"]
    assert "weakness-progressive" not in put
    assert interviewer.case(so_far).states["weakness-progressive"] == "present"


def test_nobody_is_asked_for_the_time_of_what_is_not_there(interviewer):
    _, put = play(interviewer, {})

    assert asked_of_time(put) == []


def test_an_emergency_is_told_first_and_its_age_is_asked_of_who_goes_on(interviewer):
    """Nothing delays the help; who goes on and says that it is old and steady needs no ambulance."""
    so_far, put = play(interviewer, {"saddle-numbness": "present", **MONTHS_SAME}, go_on=True)

    stop = put.index("stop/emergency")
    assert put[stop + 1 : stop + 3] == list(MONTHS_SAME)
    assert interviewer.assess(so_far).urgency is Urgency.WITHIN_TWO_WEEKS
    assert so_far.told == ()


def test_not_knowing_the_time_leaves_the_emergency(interviewer):
    so_far, _ = play(interviewer, {"saddle-numbness": "present"}, go_on=True)

    assert interviewer.assess(so_far).urgency is Urgency.EMERGENCY


def test_the_answers_are_said_in_words_saved_and_changed(interviewer):
    so_far, _ = play(interviewer, {"saddle-numbness": "present", **MONTHS_SAME}, go_on=True)
    step = next(each for each in so_far.steps if each.question == "since/saddle-numbness")

    assert interviewer.in_words(so_far, step) == (
        "When did this begin: numb or strange skin round the genitals or back passage?",
        "months ago or longer",
    )
    assert restored(saved(so_far, interviewer), interviewer).interview.steps == so_far.steps
    index = so_far.steps.index(step)
    assert interviewer.question_again(so_far, index).id == "since/saddle-numbness"
    newer = interviewer.change(so_far, "since/saddle-numbness", "today").interview
    assert interviewer.assess(newer).urgency is Urgency.EMERGENCY


def test_the_time_goes_with_the_sign(interviewer):
    told = {"since/leg-weakness": "months", "course/leg-weakness": "same"}
    so_far, _ = play(interviewer, {"leg-weakness": "present", **told})
    screen = next(step for step in so_far.steps if "leg-weakness" in (step.lines or {}))

    changed = interviewer.change(so_far, screen.question, {**screen.lines, "leg-weakness": "absent"})

    assert not [step for step in changed.interview.steps if step.id.is_time]
    assert interviewer.case(changed.interview).times == {}


def test_an_answer_that_is_none_is_refused_with_those_that_there_are(interviewer):
    with pytest.raises(CaseError, match="today, two-weeks, weeks, months, unknown"):
        interviewer.answer(interviewer.begin(), "since/leg-weakness", "yesterday-ish")
    with pytest.raises(CaseError):
        interviewer.answer(interviewer.begin(), "course/no-such-finding", "same")


def test_the_same_questions_come_again_from_the_same_answers(interviewer):
    so_far, _ = play(interviewer, {"leg-weakness": "present", "since/leg-weakness": "today"})
    place = [step.question for step in so_far.steps].index("since/leg-weakness")
    before = type(so_far)(id="x", steps=so_far.steps[:place])
    step = interviewer.next_step(before)

    assert isinstance(step, Ask)
    assert step.question.id == "since/leg-weakness"
    assert [each.id for each in step.question.options] == ["today", "two-weeks", "weeks", "months"]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("self", "When did this begin: I cannot put weight on the leg or walk four steps?"),
        ("someone-else", "When did this begin: they cannot put weight on the leg or walk four steps?"),
        ("patient", "When did this begin: Cannot put weight on the leg?"),
    ],
)
def test_the_time_is_asked_in_the_words_of_the_line_that_was_ticked(interviewer, who, text):
    """It named the finding as a clinician does, which the person had never seen."""
    so_far, _ = play(interviewer, {"for-whom": who, "cannot-bear-weight": "present"})
    question = next(each for each, _ in interviewer.put(so_far) if each.id == "since/cannot-bear-weight")
    assert question.text == text


def test_times_that_no_rule_tells_apart_are_as_urgent_as_each_other(knowledge):
    """What is judged once for several times must hold for each: every sign, beside random answers."""
    rng, base, compared = random.Random(7), knowledge.base, 0
    rules = base.interview.times
    signs = sorted({each.finding for each in knowledge.judge.atoms.timed})
    for name in signs:
        finding = base.findings[name]
        others = {each: rng.choice(base.findings[each].states) for each in rng.sample(signs, 4)}
        states = {**others, name: rng.choice([each for each in finding.states if each not in NOTHING])}
        who = {"sex": rng.choice(["female", "male"]), "age_years": float(rng.randint(2, 90))}
        case = Case(id="p", setting="self", states=states, **who)
        alike = {}
        for told, means in knowledge.times.meaning(finding).items():
            alike.setdefault(means, []).append(told)
        for every in alike.values():
            some = rng.sample(every, min(2, len(every)))
            judged = [with_time(case, finding, timing_of(told, rules)) for told in some]
            assert len({urgency_and_probability(each, knowledge)[0].urgency for each in judged}) == 1, name
            compared += len(some) > 1
    assert compared > 100


def test_what_a_time_may_be_depends_on_the_sign_and_what_was_told_alone(knowledge):
    """What is kept for the next who asks is never another sign's, nor that of another answer."""
    times, findings = knowledge.times, knowledge.base.findings
    ids = [None, *(each.id for each in times.rules.since)], [None, *(each.id for each in times.rules.courses)]
    every = [(name, told) for name in sorted(times.signs) for told in itertools.product(*ids)]
    for name, told in random.Random(1).sample(every, 300) * 2:
        for is_open in ((True, True), (True, False), (False, True)):
            possible = times.possible(findings[name], told, is_open=is_open)
            left = {
                each: means
                for each, means in times.meaning(findings[name]).items()
                if all(may or a == b for may, a, b in zip(is_open, each, told, strict=True))
            }
            assert possible.meaning == left
            assert {left[each] for each in possible.telling.values()} == set(left.values())
