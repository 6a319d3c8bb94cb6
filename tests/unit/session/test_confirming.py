"""What was read from somebody's own words becomes answers only by their consent."""

import pytest

from pygalgia import Interviewer, restored, saved
from pygalgia.interview import Ask

BEGUN = {"for-whom": "self", "age": 46.0, "sex": "female", "pregnancy": "not-pregnant"}
STORY = (
    "Pain in my right buttock for 3 weeks, worse sitting. No fever. My foot has gone numb since yesterday."
)


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


@pytest.fixture
def begun(interviewer):
    so_far = interviewer.begin()
    for question, given in BEGUN.items():
        so_far = interviewer.answer(so_far, question, given)
    return interviewer.answer(so_far, "own-words", STORY)


def proposals(shown):
    return {each.question.id: each.proposed for each in shown.lines if each.proposed is not None}


def questions_put(interviewer, so_far, most=8):
    put = list[str]()
    for _ in range(most):
        step = interviewer.next_step(so_far)
        if not isinstance(step, Ask):
            break
        put += [step.question.id, *step.question.findings]
        so_far = interviewer.answer(so_far, step.question.id, "unknown")
    return put


def test_nothing_counts_before_it_is_agreed_to(interviewer, begun):
    before = interviewer.answers(begun)
    interviewer.understood(STORY, begun)
    assert interviewer.answers(begun) == before


def test_what_was_agreed_is_an_answer_and_not_asked_again(interviewer, begun):
    shown = interviewer.understood(STORY, begun)
    after = interviewer.agreed(begun, proposals(shown), shown).interview
    told = interviewer.answers(after)
    assert told["pain-site"] == ["buttock-right"]
    assert told["worse-sitting"] == "present"
    assert told["leg-numbness"].since == "today"
    assert not {"duration", "worse-sitting", "leg-numbness"} & set(questions_put(interviewer, after))


def test_the_places_that_were_read_are_marked_once_and_can_be_added_to(interviewer, begun):
    shown = interviewer.understood("My bum hurts", begun)
    after = interviewer.agreed(begun, proposals(shown), shown).interview

    put = interviewer.next_step(after).question
    assert (put.id, put.marked) == ("pain-site", ("buttock",))
    more = interviewer.answer(after, "pain-site", ("buttock", "buttock-left", "groin-left"))
    assert more.given("pain-site") == ("buttock-left", "groin-left")
    assert interviewer.next_step(more).question.id != "pain-site"


@pytest.mark.parametrize("said", ["unknown", "skipped"])
def test_who_has_nothing_to_add_keeps_the_places_that_were_read(interviewer, begun, said):
    shown = interviewer.understood("My bum hurts", begun)
    after = interviewer.agreed(begun, proposals(shown), shown).interview
    kept = interviewer.answer(after, "pain-site", said)
    assert kept.given("pain-site") == ("buttock",)
    assert interviewer.next_step(kept).question.id != "pain-site"


def test_places_that_were_added_already_are_not_asked_for_again(interviewer, begun):
    shown = interviewer.understood("My bum hurts", begun)
    given = {**proposals(shown), "pain-site": ("buttock-left",)}
    after = interviewer.agreed(begun, given, shown).interview
    assert interviewer.next_step(after).question.id != "pain-site"


@pytest.mark.parametrize(
    ("text", "child", "parent", "proposed"),
    [
        ("There is a swollen area near the back passage", "lump-site", "skin-lump", "present"),
        (
            "I get 20 minutes in a chair before it hurts to sit",
            "sitting-tolerance",
            "worse-sitting",
            "present",
        ),
    ],
)
def test_what_hangs_on_another_question_brings_it_along(interviewer, begun, text, child, parent, proposed):
    shown = interviewer.understood(text, begun)
    assert child in proposals(shown)
    assert proposals(shown)[parent] == proposed
    agreed = interviewer.agreed(begun, proposals(shown), shown)
    assert not agreed.refused
    assert {child, parent} <= interviewer.answers(agreed.interview).keys()


def test_danger_signs_come_first_and_none_is_proposed_as_absent(interviewer, begun):
    lines = interviewer.understood(STORY, begun).lines
    dangers = [each for each in lines if each.is_danger]
    assert {each.question.id for each in dangers} == {"fever", "leg-numbness"}
    assert lines[: len(dangers)] == tuple(dangers)
    assert all(each.proposed != "absent" for each in dangers)


def test_what_is_struck_is_asked_about(interviewer, begun):
    shown = interviewer.understood(STORY, begun)
    after = interviewer.agreed(begun, {}, shown).interview
    assert after == begun
    assert "pain-site" in questions_put(interviewer, after)


def test_a_danger_sign_that_is_read_shows_what_to_do_at_once(interviewer, begun):
    shown = interviewer.understood("I can't pee and my private parts are numb", begun)
    assert shown.alarm is not None
    assert shown.alarm.do_now


@pytest.mark.parametrize(
    "text", [STORY, "no fever, no numbness, I can pee fine", "my dad was numb and could not pee"]
)
def test_reassurance_and_other_peoples_dangers_raise_nothing(interviewer, begun, text):
    assert interviewer.understood(text, begun).alarm is None


def test_a_reassurance_lowers_nothing_by_itself(interviewer, begun):
    raised = interviewer.answer(begun, "fever", "present")
    shown = interviewer.understood("no fever at all", raised)
    assert "fever" not in {each.question.id for each in shown.lines}


def test_a_corrected_answer_takes_no_time_that_was_read_for_another(interviewer, begun):
    shown = interviewer.understood(STORY, begun)
    after = interviewer.agreed(begun, {"leg-numbness": "absent"}, shown).interview
    assert after.given("since/leg-numbness") is None


def test_an_answer_that_does_not_fit_the_others_is_left_to_the_interview(interviewer, begun):
    done = interviewer.agreed(begun, {"night-pain-second-half": "present"}, interviewer.understood("", begun))
    assert done.refused == ("night-pain-second-half",)
    assert done.interview == begun


def test_an_interview_with_agreed_answers_is_saved_and_read_back(interviewer, begun):
    shown = interviewer.understood(STORY, begun)
    after = interviewer.agreed(begun, proposals(shown), shown).interview
    back = restored(saved(after, interviewer), interviewer)
    assert back.interview == after
    assert not back.dropped


def test_a_temperature_measured_at_home_is_put_before_the_person(interviewer, begun):
    lines = {each.question.id: each for each in interviewer.understood("temp 38,5 since Monday", begun).lines}
    assert lines["temperature"].proposed == {"value": 38.5, "unit": "Cel"}
