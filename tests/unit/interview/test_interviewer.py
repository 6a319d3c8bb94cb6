"""An interview from the first question to the stop, on the shipped knowledge."""

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as forall
from hypothesis import strategies as st

from pygalgia import assessing
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError, SavedError
from pygalgia.interview import Ask, Stop, next_step
from pygalgia.session import Interviewer, restored, saved

OPENING = {
    "for-whom": "self",
    "age": 46,
    "sex": "female",
    "own-words": "skipped",
    "pregnancy": "not-pregnant",
    "pain-site": ("buttock-left",),
    "pain-layer": "deep",
    "onset": "gradual",
    "duration": "six-to-twelve-weeks",
}
SPOILT = {
    "cut short": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "another thing": lambda _: "[]",
    "a wrong value": lambda text: text.replace("46", '"x"'),
    "a wrong key": lambda text: text.replace('"steps"', '"stops"'),
    "too deep": lambda _: "[" * 100_000,
}


@pytest.fixture(scope="session")
def interviewer(knowledge):
    return Interviewer(knowledge)


def told(interviewer, answers, *, most=60):
    """Answer by question id or finding; "no" to everything that is not named; until it stops."""
    interview = interviewer.begin()
    for _ in range(most):
        step = interviewer.next_step(interview)
        if isinstance(step, Stop):
            return interview, step
        interview = interviewer.answer(interview, step.question.id, reply(step.question, answers))
    return interview, interviewer.next_step(interview)


def reply(question, answers):
    if question.kind == "several":
        return question.ticked([o.id for o in question.options if answers.get(o.finding) == o.state])
    if question.id in answers:
        return answers[question.id]
    calm = [option.id for option in question.options if option.id in NOTHING]
    return calm[0] if calm else "unknown"


def test_it_opens_with_the_person_and_where_and_how(interviewer):
    interview, asked = interviewer.begin(), []
    while isinstance(step := interviewer.next_step(interview), Ask) and step.phase == "opening":
        asked.append(step.question.id)
        interview = interviewer.answer(interview, step.question.id, OPENING[step.question.id])

    assert asked == list(OPENING)


def test_a_man_is_not_asked_about_pregnancy(interviewer):
    interview, _ = told(interviewer, {**OPENING, "sex": "male"})

    assert "pregnancy" not in interviewer.case(interview).states


def test_the_screen_is_a_few_lists_with_none_of_these(interviewer):
    interview, _ = told(interviewer, OPENING)
    screens = [step for step in interview.steps if step.question.startswith("screen/")]

    assert 1 < len(screens) <= 4
    assert all(len(step.given) > 3 for step in screens)


def test_a_raised_emergency_ends_it_at_once_with_what_to_do(interviewer):
    interview, stop = told(interviewer, {**OPENING, "saddle-numbness": "present"})

    assert stop.kind == "emergency"
    assert stop.urgency is Urgency.EMERGENCY
    assert stop.do_now
    assert "saddle-numbness" in interview.steps[-1].given


def test_an_emergency_can_be_continued_by_choice(interviewer):
    interview, stop = told(interviewer, {**OPENING, "saddle-numbness": "present"})

    assert stop.can_continue
    assert isinstance(interviewer.next_step(interviewer.go_on(interview)), Ask)


def test_a_patient_is_asked_for_no_examination_but_self_checks(interviewer):
    interview, _ = told(interviewer, {**OPENING, "site-lateral-hip": "present"})
    base = interviewer.knowledge.base
    checks = {each.finding for each in base.interview.self_checks}
    asked = {step.question for step in interview.steps} & set(base.findings)

    assert all(base.findings[name].who == "patient" or name in checks for name in asked)


def test_it_stops_when_nothing_left_could_matter_and_says_so(interviewer):
    _, stop = told(interviewer, OPENING)

    assert stop.kind == "settled"
    assert stop.greatest_value <= interviewer.knowledge.base.interview.stopping.epsilon
    assert "Nothing that is left" in stop.reason


def test_it_stops_on_request_and_tells_what_stays_open(interviewer):
    interview = interviewer.begin()
    for question, given in list(OPENING.items())[:6]:
        interview = interviewer.answer(interview, question, given)

    stop = interviewer.next_step(interviewer.end(interview))

    assert stop.kind == "requested"
    assert stop.still_open


def test_answers_are_read_once_and_anew_for_another_knowledge(interviewer, knowledge):
    so_far, _ = told(interviewer, OPENING, most=9)
    other = Interviewer(knowledge)

    case = interviewer.case(so_far)

    assert interviewer.case(so_far) is case
    assert interviewer.case(replace(so_far, id="somebody else")).id == "somebody else"
    assert other.case(so_far) == case
    assert other.case(so_far) is not case


def test_not_knowing_is_never_asked_again_and_never_a_no(interviewer):
    interview = interviewer.begin()
    seen = []
    while isinstance(step := interviewer.next_step(interview), Ask):
        seen.append(step.question.id)
        interview = interviewer.answer(interview, step.question.id, "unknown")

    assert len(seen) == len(set(seen))
    assert not interviewer.case(interview).states


def test_an_unsure_line_stays_unknown_and_an_unticked_one_is_absent(interviewer):
    interview = interviewer.begin()
    for question, given in OPENING.items():
        interview = interviewer.answer(interview, question, given)
    question = interviewer.next_step(interview).question
    first, second = [o for o in question.options if o.nothing in NOTHING][:2]

    states = interviewer.case(
        interviewer.answer(interview, question.id, question.ticked([], unsure=[first.id]))
    ).states

    assert first.finding not in states
    assert states[second.finding] in NOTHING


def test_passing_over_a_list_takes_no_answer_back(interviewer):
    """A list that was not the pending question once wiped out earlier answers of its lines."""
    interview = interviewer.answer(interviewer.begin(), "walking-pain", "present")

    interview = interviewer.answer(interview, "list/pain", "unknown")

    assert interviewer.case(interview).states["walking-pain"] == "present"


def test_back_takes_exactly_the_last_answer_away(interviewer):
    before = interviewer.answer(interviewer.begin(), "for-whom", "self")

    assert interviewer.answer(before, "age", 46).back() == before


def test_changing_the_sex_drops_what_no_longer_applies_and_says_so(interviewer):
    interview = interviewer.begin()
    for question, given in {**OPENING, "pregnancy": "pregnant"}.items():
        interview = interviewer.answer(interview, question, given)

    changed = interviewer.change(interview, "sex", "male")

    assert [each.question for each in changed.dropped] == ["pregnancy"]
    assert changed.interview.given("duration") == OPENING["duration"]
    assert "pregnancy" not in interviewer.case(changed.interview).states


def test_a_contradiction_is_asked_about_and_mended(interviewer):
    interview = interviewer.answer(interviewer.begin(), "relieved-lying", "present")
    interview = interviewer.answer(interview, "not-relieved-lying", "present")

    step = interviewer.next_step(interview)

    assert step.phase == "contradiction"
    mended = interviewer.answer(interview, step.question.id, "relieved-lying")
    assert interviewer.case(mended).states.get("relieved-lying") != "present"
    assert interviewer.next_step(mended).phase != "contradiction"


def test_own_words_are_used_and_never_taken_for_an_answer(interviewer):
    interview, _ = told(interviewer, {**OPENING, "own-words": "no fever, but pins and needles"}, most=5)

    assert not interviewer.case(interview).states.get("fever")
    assert interviewer.case(interview).states.get("leg-tingling") is None


def test_why_names_conditions_in_plain_words(interviewer):
    interview = interviewer.begin()
    for question, given in OPENING.items():
        interview = interviewer.answer(interview, question, given)
    question = interviewer.next_step(interview).question

    reason = interviewer.why(interview, question)

    assert reason.more_likely or reason.flags
    assert reason.text.startswith(question.why)


def test_the_first_questions_need_no_ranking_and_no_urgency(interviewer):
    interview, put = interviewer.begin(), []
    while True:
        here = interviewer.situation(interview)
        step = next_step(interview, here, contradictions=interviewer.knowledge.base.contradictions)
        if step.phase != "opening":
            break
        put.append(step.question.id)
        assert not {"posterior", "level"} & vars(here.judged).keys(), put[-1]
        interview = interviewer.answer(interview, put[-1], OPENING[put[-1]])
    assert set(put) == set(OPENING)


def test_a_clinician_gets_tests_with_before_and_after(interviewer):
    interview, stop = told(interviewer, {**OPENING, "for-whom": "patient", "setting": "primary-care"})
    assert stop.kind == "settled"

    tests = interviewer.examinations(interview, most=3)

    findings = interviewer.knowledge.base.findings
    assert tests
    for each in tests:
        assert findings[each.finding].who == "examiner"
        assert sum(outcome.chance for outcome in each.outcomes) == pytest.approx(1)
    step = interviewer.next_step(interviewer.examine(interview))
    assert isinstance(step, Stop) or findings[step.question.findings[0]].who == "examiner"


@pytest.mark.parametrize(
    ("question", "given", "expected"),
    [
        ("age", 300, "0 to 120"),
        ("age", "old", "0 to 120"),
        ("sex", "maybe", "female, male"),
        ("onset", "last-week", "sudden"),
        ("nonsense", "present", "the id of a question"),
        ("screen/nerves", {"fever": "present"}, "a finding of this list"),
        ("screen/nerves", {"saddle-numbness": "very"}, "absent, present"),
        ("pain-site", ("moon",), "region"),
    ],
)
def test_an_answer_outside_the_question_is_refused(interviewer, question, given, expected):
    with pytest.raises(CaseError, match=expected):
        interviewer.answer(interviewer.begin(), question, given)


def test_the_quick_look_judges_as_the_whole_assessment(interviewer, knowledge):
    interview, _ = told(interviewer, {**OPENING, "leg-weakness": "present", "fever": "present"})
    case = interviewer.case(interview)

    assert (
        assessing.situation(case, knowledge).urgency
        == assessing.urgency_and_probability(case, knowledge)[0].urgency
    )


@forall(data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_saved_and_restored_at_any_point_it_goes_on_the_same(interviewer, data):
    interview = interviewer.begin()
    for _ in range(data.draw(st.integers(0, 14))):
        step = interviewer.next_step(interview)
        if isinstance(step, Stop):
            break
        given = reply(step.question, OPENING)
        if step.question.kind == "several":
            given = step.question.ticked(
                data.draw(st.lists(st.sampled_from([o.id for o in step.question.options])))
            )
        interview = interviewer.answer(interview, step.question.id, given)

    again = restored(saved(interview, interviewer), interviewer)

    assert not again.dropped
    assert again.interview == interview
    assert interviewer.next_step(again.interview) == interviewer.next_step(interview)


def test_an_interview_of_other_knowledge_is_replayed_and_says_what_it_lost(interviewer):
    interview = interviewer.answer(interviewer.begin(), "age", 46)
    row = json.loads(saved(interview, interviewer))
    row["knowledge"]["sha256"] = "0" * 64
    row["steps"].append({"question": "a-finding-of-old", "given": "present"})

    again = restored(json.dumps(row), interviewer)

    assert again.is_replayed
    assert again.interview == interview
    assert [each.question for each in again.dropped] == ["a-finding-of-old"]


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_spoiled_file_is_refused_with_a_clear_word(interviewer, spoil):
    text = saved(interviewer.answer(interviewer.begin(), "age", 46), interviewer)

    with pytest.raises(SavedError, match=r"found .*; expected .* Fix: "):
        restored(spoil(text), interviewer)


def test_an_interview_never_shows_its_answers_in_a_log(interviewer):
    interview = replace(interviewer.answer(interviewer.begin(), "own-words", "secret"), id="a1")

    assert repr(interview) == "Interview(id='a1', 1 steps)"


@pytest.mark.parametrize(("fever", "asked"), [("unsure", True), ("denied", False)])
def test_the_thermometer_is_for_whoever_is_not_sure_of_fever(interviewer, fever, asked):
    """Eight of twelve people without fever were asked for it, and those who were not sure were not."""
    _, questions = interview_with(interviewer, lambda name: fever if name == "fever" else "denied")

    assert ("temperature" in {each.id for each in questions}) == asked


def test_a_list_shows_seven_lines_at_most(interviewer):
    _, questions = interview_with(interviewer, lambda _: "denied")

    lists = [each for each in questions if each.kind == "several"]
    assert max(len(each.options) for each in lists) <= 7
    assert any(each.more for each in lists)


def test_what_stands_behind_more_is_never_taken_for_a_no(interviewer):
    interview, questions = interview_with(interviewer, lambda _: "denied")

    # A line that was passed over behind "more" may be asked openly later, on a list or alone.
    shown = {name for each in questions for name in each.findings}
    unseen = {option.finding for each in questions for option in each.more} - shown
    assert unseen
    assert not unseen & set(interviewer.answers(interview))


def test_what_is_ticked_behind_more_counts(interviewer):
    _, questions = interview_with(interviewer, lambda _: "denied")
    question = next(each for each in questions if each.more and each.more[0].state == "present")

    given = question.ticked([question.more[0].id])

    assert given[question.more[0].finding] == "present"
    assert question.more[-1].finding not in given


def test_every_line_of_the_screen_is_in_sight(interviewer):
    _, questions = interview_with(interviewer, lambda _: "denied")

    screens = [each for each in questions if each.id.startswith("screen/")]
    assert len(screens) == len(interviewer.knowledge.base.interview.screen)
    assert not any(each.more for each in screens)


def interview_with(interviewer, said):
    """The whole interview and its questions, where each line is answered as `said` of its finding."""
    interview, questions = interviewer.begin(), []
    while isinstance(step := interviewer.next_step(interview), Ask):
        question = step.question
        questions.append(question)
        given = reply(question, OPENING)
        if question.kind == "several":
            by = {each.id: said(each.finding) for each in question.options}
            given = question.ticked(
                [name for name, answer in by.items() if answer == "there"],
                unsure=[name for name, answer in by.items() if answer == "unsure"],
            )
        interview = interviewer.answer(interview, question.id, given)
    return interview, questions


def test_whoever_is_asked_about_cancer_can_say_that_a_lump_was_never_explained(interviewer):
    """A woman with a breast lump and a new back pain denied cancer honestly, and was asked nothing more."""
    answers = {**OPENING, "age": 31, "pain-site": ("low-back", "leg-left"), "onset": "unknown"}
    interview, _ = told(interviewer, answers)
    together = [
        "lump-elsewhere" in step.lines for step in interview.steps if "cancer-history" in (step.lines or {})
    ]
    assert together == [True]
