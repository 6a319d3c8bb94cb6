"""A saved interview comes back whole, or says line by line what it lost and asks for it again."""

import json
import random
from dataclasses import fields, is_dataclass, replace

import pytest

from pygalgia import InterviewRow, Restored, as_row, from_row, restored, saved
from pygalgia.assessing import Knowledge
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import SavedError
from pygalgia.interview import Ask, Step, Stop
from pygalgia.session import Interviewer

PERSON = [
    ("for-whom", "self"),
    ("age", 46),
    ("sex", "female"),
    ("pregnancy", "not-pregnant"),
    ("own-words", "skipped"),
    ("pain-site", ["buttock-left", "posterior-thigh-left"]),
    ("duration", {"value": 3, "unit": "wk"}),
]
NERVES = {"saddle-numbness": "present", "bladder-change": "none", "leg-weakness": "absent"}


@pytest.fixture(scope="module")
def interviewer(knowledge):
    return Interviewer(knowledge)


def of_the_command_line(lines=NERVES, *, sha256="0" * 64):
    """Return `pygalgia/interview/1` as the command line wrote it."""
    steps = [{"question": name, "given": said} for name, said in (*PERSON, ("screen/nerves", lines))]
    made_with = {"version": "0.1.0", "sha256": sha256}
    row = {"schema": "pygalgia/interview/1", "id": "a", "knowledge": made_with, "continued": True}
    return json.dumps({**row, "examining": [], "ended": False, "steps": steps}, indent=1)


def of_the_web(lines=NERVES):
    """Return `pygalgia/interview/1` as the web wrote it: it did not say with which knowledge."""
    steps = [{"question": name, "given": said} for name, said in (*PERSON, ("screen/nerves", lines))]
    row = {"schema": "pygalgia/interview/1", "id": "a", "steps": steps, "continued": True}
    return json.dumps({**row, "examining": [], "ended": False})


OLD = pytest.mark.parametrize("written", [of_the_command_line, of_the_web])


def test_a_step_that_is_new_is_checked_beside_those_that_were(interviewer):
    before = restored(of_the_command_line(), interviewer).interview
    wrong = Step(question="sex", given="of no kind")
    steps = tuple(wrong if step.question == "sex" else step for step in before.steps)

    assert Restored.unread(before, interviewer, before=before).interview == before
    assert Restored.unread(replace(before, steps=steps), interviewer, before=before) is None


def with_findings(knowledge, change):
    """Return an interviewer whose knowledge calls one finding by another name, wherever it is named."""
    old, new, remembers = change

    def named(part):
        if isinstance(part, str):
            return new if part == old else part
        if isinstance(part, tuple):
            return tuple(map(named, part))
        if isinstance(part, dict):
            return {named(key): named(value) for key, value in part.items()}
        if is_dataclass(part):
            return replace(part, **{each.name: named(getattr(part, each.name)) for each in fields(part)})
        return part

    base = named(replace(knowledge.base, sha256="1" * 64))
    finding = replace(base.findings[new], renamed_from=(old,) if remembers else ())
    return Interviewer(Knowledge(base=replace(base, findings=base.findings | {new: finding})))


@OLD
def test_both_old_formats_come_back_whole(interviewer, written):
    back = restored(written(), interviewer)

    assert (back.dropped, back.is_replayed, back.interview.again) == ((), True, ())
    assert dict(back.interview.steps[-1].lines) == NERVES
    assert back.interview.given("pain-site") == ("buttock-left", "posterior-thigh-left")
    assert back.interview.given("duration") == {"value": 3, "unit": "wk"}
    assert interviewer.situation(back.interview).urgency is Urgency.EMERGENCY


@OLD
def test_a_renamed_finding_keeps_its_answer(knowledge, written):
    later = with_findings(knowledge, ("saddle-numbness", "numb-saddle", True))

    back = restored(written(), later)

    assert back.dropped == ()
    assert back.interview.steps[-1].lines["numb-saddle"] == "present"
    assert later.situation(back.interview).urgency is Urgency.EMERGENCY


@OLD
def test_a_danger_sign_that_is_gone_is_said_and_its_screen_asked_again(knowledge, written):
    """One renamed line once dropped its whole list, and a saved emergency reopened as routine, silently."""
    later = with_findings(knowledge, ("saddle-numbness", "numb-saddle", False))

    back = restored(written(), later)

    assert [(each.question, each.what) for each in back.dropped] == [("screen/nerves", "saddle numbness")]
    assert {"bladder-change", "leg-weakness"} <= back.interview.steps[-1].lines.keys()
    assert back.interview.again[0] == "numb-saddle"
    step = later.next_step(back.interview)
    assert isinstance(step, Ask)
    assert step.question.id == "numb-saddle"
    answered = later.answer(back.interview, "numb-saddle", "present")
    assert later.situation(answered).urgency is Urgency.EMERGENCY


@OLD
def test_one_line_that_is_wrong_leaves_the_others_alone(interviewer, written):
    back = restored(written({**NERVES, "leg-weakness": "dreadful"}), interviewer)

    assert [each.what for each in back.dropped] == ["Weakness in the leg or foot"]
    assert "version expects one of" in back.dropped[0].why
    assert back.interview.steps[-1].lines == {"saddle-numbness": "present", "bladder-change": "none"}
    assert back.interview.again == ("leg-weakness",)
    assert interviewer.situation(back.interview).urgency is Urgency.EMERGENCY


@OLD
def test_a_line_that_moved_to_another_list_stays_an_answer(interviewer, written):
    back = restored(written({**NERVES, "fever": "present", "chills-rigors": "unticked"}), interviewer)

    assert back.dropped == ()
    assert back.interview.given("fever") == "present"
    assert back.interview.steps[-2].lines == NERVES


def test_a_list_that_is_gone_leaves_its_lines_as_answers(interviewer):
    text = of_the_web().replace("screen/nerves", "screen/of-old")

    back = restored(text, interviewer)

    assert back.dropped == ()
    assert back.interview.given("saddle-numbness") == "present"
    assert interviewer.situation(back.interview).urgency is Urgency.EMERGENCY


def test_what_is_to_be_asked_again_reopens_an_interview_that_was_over(interviewer):
    text = of_the_web({"leg-weakness": "dreadful"}).replace('"ended": false', '"ended": true')

    back = restored(text, interviewer)

    assert not back.interview.ended
    assert interviewer.next_step(back.interview).question.id == "leg-weakness"


def test_what_is_to_be_asked_again_is_saved_and_asked_once(interviewer):
    back = restored(of_the_web({"leg-weakness": "dreadful"}), interviewer)

    later = restored(saved(back.interview, interviewer), interviewer)

    assert (later.dropped, later.interview) == ((), back.interview)
    answered = interviewer.answer(later.interview, "leg-weakness", "unknown")
    following = interviewer.next_step(answered)
    assert isinstance(following, Stop) or following.question.id != "leg-weakness"


def test_an_answer_about_the_person_that_fits_no_more_is_asked_again(interviewer):
    text = of_the_web().replace('"given": "female"', '"given": "neither"')

    back = restored(text, interviewer)

    assert [each.question for each in back.dropped] == ["sex"]
    assert not back.interview.was_asked("sex")


def test_a_file_edited_under_the_same_knowledge_is_refused(interviewer):
    sha256 = interviewer.knowledge.base.sha256
    text = of_the_command_line({"leg-weakness": "dreadful"}, sha256=sha256)

    with pytest.raises(SavedError, match=r"screen/nerves \(leg-weakness\).*earlier copy"):
        restored(text, interviewer)


def test_a_file_whose_every_answer_is_gone_is_refused(interviewer):
    row = {"schema": "pygalgia/interview/1", "id": "a", "steps": [{"question": "of-old", "given": "present"}]}

    with pytest.raises(SavedError, match="no answer that this version still asks about"):
        restored(json.dumps(row), interviewer)


@pytest.mark.parametrize(
    "step", [{"question": "age"}, {"question": "age", "given": 4, "lines": {"fever": "present"}}]
)
def test_a_step_holds_either_an_answer_or_lines(interviewer, step):
    row = {"schema": "pygalgia/interview/2", "id": "a", "steps": [step]}

    with pytest.raises(SavedError, match="either `given` or `lines`"):
        restored(json.dumps(row), interviewer)


def walked(rng, interviewer):
    """Return an interview that was led at random: answers, lists, a change, going on and examining."""
    here = interviewer.begin(id_="x")
    for _ in range(rng.randint(0, 18)):
        step = interviewer.next_step(here)
        if isinstance(step, Stop):
            here = interviewer.go_on(here) if step.can_continue else interviewer.examine(here)
        else:
            here = interviewer.answer(here, step.question.id, an_answer(rng, step.question))
    if here.steps and rng.random() < 0.5:
        question, _ = rng.choice(interviewer.put(here))
        here = interviewer.change(here, question.id, an_answer(rng, question)).interview
    return interviewer.end(here) if rng.random() < 0.3 else here


def an_answer(rng, question):
    options = [option.id for option in question.options]
    if question.kind == "several":
        return question.ticked(rng.sample(options, min(len(options), rng.randint(0, 3))))
    if question.kind == "regions":
        return rng.choice([("buttock-left",), ("buttock-left", "posterior-thigh-left"), "unknown"])
    if question.id == "age":
        return rng.randint(20, 90)
    if question.units and rng.random() < 0.5:
        return {"value": 3.0, "unit": question.units[0]}
    return rng.choice([*options, "unknown", "skipped"])


@pytest.mark.parametrize("seed", range(16))
def test_whatever_was_answered_comes_back_through_text_and_row(interviewer, seed):
    here = walked(random.Random(seed), interviewer)

    by_text = restored(saved(here, interviewer), interviewer)
    row = json.loads(json.dumps(as_row(here, interviewer)))
    by_row = from_row(InterviewRow.model_validate(row), interviewer)

    assert by_text.interview == by_row.interview == here
    assert not by_text.dropped
    assert not by_text.is_replayed


def test_the_text_of_an_interview_is_laid_out_as_json_has_it(interviewer):
    """It is written by another library than the one that everybody knows."""
    said = restored(of_the_command_line(), interviewer).interview
    said = interviewer.answer(said, "own-words", 'es brennt, "bis \\ ins Bein" \u2013 \U0001f9b5\n')
    row = as_row(said, interviewer)
    assert saved(said, interviewer) == json.dumps(row, indent=1, ensure_ascii=False) + "\n"
    assert saved(interviewer.begin(), interviewer) == (
        json.dumps(as_row(interviewer.begin(), interviewer), indent=1, ensure_ascii=False) + "\n"
    )
