"""How the pain behaves is asked of everybody, and to say nothing to it is no denial."""

import pytest

from pygalgia.domain.finding import NOTHING
from pygalgia.interview import Ask, Stop
from pygalgia.interview.state import UNTICKED
from pygalgia.interview.value import Worth
from pygalgia.session import Interviewer
from pygalgia.session.words import put_again


@pytest.fixture(scope="session")
def interviewer(knowledge):
    return Interviewer(knowledge)


def calm(question):
    """Return the calmest answer, and none where there is none."""
    if question.kind == "several":
        return question.ticked([])
    told = {"for-whom": "self", "sex": "male", "pain-site": ("buttock-right",)}
    quiet = next((each.id for each in question.options if each.id in NOTHING), "unknown")
    return told.get(question.id, quiet)


def played(interviewer, age, *, at_list=None):
    """Return the interview of somebody calm, its questions, and the stop."""
    interview, questions = interviewer.begin(), []
    while isinstance(step := interviewer.next_step(interview), Ask):
        question = step.question
        given = age if question.id == "age" else calm(question)
        if at_list is not None and question.id == "list/pain":
            given = at_list(question)
        questions.append(question)
        interview = interviewer.answer(interview, question.id, given)
    return interview, questions, step


def quiet_in(question):
    return [each.finding for each in question.options if each.nothing == UNTICKED]


@pytest.mark.parametrize("age", [19, 34, 52, 71, 88])
def test_everybody_is_asked_once_how_the_pain_behaves(interviewer, age):
    _, questions, stop = played(interviewer, age)

    assert isinstance(stop, Stop)
    put = [each for each in questions if each.id == "list/pain"]
    assert len(put) == 1
    room = max(each.history for each in interviewer.knowledge.base.interview.sheets)
    assert 4 <= len(put[0].findings) <= room


@pytest.mark.parametrize(("age", "site"), [(34, "buttock-right"), (52, "coccyx"), (79, "groin-left")])
def test_what_tells_much_and_many_would_tick_stands_in_the_history(interviewer, age, site):
    """Of seven lines few were ticked, and what people knew of their pain stood behind "more"."""
    interview = interviewer.begin()
    given = {"for-whom": "self", "age": age, "sex": "female", "pain-site": (site,)}
    while (question := interviewer.next_step(interview).question).id != "list/pain":
        interview = interviewer.answer(interview, question.id, given.get(question.id, calm(question)))
    here = interviewer.situation(interview)
    worth, menu = Worth(here), here.menu
    telling = dict(zip([each.id for each in here.askable], worth.telling.tolist(), strict=True))
    likely = {name: float(worth.likely[menu.place[name]]) for name in telling}

    assert all(0 <= each <= 1 + 1e-9 for each in likely.values())
    assert likely["night-pain"] == pytest.approx(chance_of("night-pain", here))
    least = here.rules.telling_bits
    behind = {each.finding for each in question.more if telling[each.finding] > least}
    score = {name: telling[name] * likely[name] ** 0.5 for name in telling}
    assert min(score[name] for name in quiet_in(question)) >= max(score[name] for name in behind)


def chance_of(name, here):
    return sum(
        chance
        for (finding, state), chance in zip(here.candidates, here.outlook.chance.tolist(), strict=True)
        if finding == name and state not in NOTHING
    )


@pytest.mark.parametrize("age", [34, 71])
def test_a_line_of_the_history_left_alone_says_nothing(interviewer, age):
    interview, questions, _ = played(interviewer, age)
    sheet = next(each for each in questions if each.id == "list/pain")

    assert quiet_in(sheet)
    assert not interviewer.case(interview).states.keys() & set(quiet_in(sheet))


@pytest.mark.parametrize("age", [34, 71])
def test_a_line_of_the_history_left_alone_is_asked_again_only_for_a_danger(interviewer, age):
    _, questions, _ = played(interviewer, age)
    place = next(number for number, each in enumerate(questions) if each.id == "list/pain")
    findings = interviewer.knowledge.base.findings
    left = {name for name in quiet_in(questions[place]) if findings[name].denial}

    again = left & {name for each in questions[place + 1 :] for name in each.findings}

    dangers = interviewer.situation(interviewer.begin()).raising
    assert left
    assert again <= dangers.keys()


def test_a_line_of_the_history_that_is_ticked_counts(interviewer):
    chosen = []

    def first(question):
        line = next(each for each in question.options if each.nothing == UNTICKED and each.state)
        chosen.append(line)
        return question.ticked([line.id])

    interview, _, _ = played(interviewer, 52, at_list=first)

    assert interviewer.case(interview).states[chosen[0].finding] == chosen[0].state


def test_a_line_of_the_history_stays_silent_when_the_list_is_opened_again(interviewer):
    interview, questions, _ = played(interviewer, 52)
    sheet = next(each for each in questions if each.id == "list/pain")
    step = next(each for each in interview.steps if each.question == sheet.id)

    opened = put_again(step, interview.audience, interviewer.knowledge.base)

    assert {each.finding: each.nothing for each in opened.options} == {
        each.finding: each.nothing for each in sheet.options
    }


def worsening(question):
    """Return a pain that wakes at night."""
    return question.ticked([each.id for each in question.options if each.finding == "night-pain"])


@pytest.mark.parametrize("age", [19, 52, 71, 88])
def test_what_every_history_asks_is_in_sight_where_its_sheet_is_first_put(interviewer, age):
    """Somebody of 71 with pain at night had cancer before, and the line for it stood behind "more"."""
    base = interviewer.knowledge.base
    always = {tick.finding for row in base.interview.lists for tick in row.ticks if tick.always}
    _, questions, _ = played(interviewer, age, at_list=worsening)

    put = next(each for each in questions if each.id == "list/danger")

    before = {name for each in questions[: questions.index(put)] for name in each.findings}
    assert "cancer-history" in always
    assert always - before <= set(put.findings)
    assert not {line.finding for line in put.more} & always


def test_whoever_is_pregnant_and_gives_no_age_is_not_asked_what_is_asked_of_the_old(interviewer):
    interview = interviewer.begin()
    for question, given in (("for-whom", "self"), ("sex", "female"), ("pregnancy", "pregnant")):
        interview = interviewer.answer(interview, question, given)

    asked = {each.id for each in interviewer.situation(interview).askable}

    of_the_old = {
        each.id
        for each in interviewer.knowledge.base.findings.values()
        if each.asked_of and (each.asked_of.min_age or 0) > 45
    }
    assert "previous-fragility-fracture" in of_the_old
    assert not asked & of_the_old


AGAIN = "This was on an earlier list."


@pytest.mark.parametrize("age", [19, 52, 71, 88])
def test_why_something_is_asked_again_is_said_once(interviewer, age):
    """It stood on up to fourteen questions of one interview."""
    _, questions, _ = played(interviewer, age)
    shown, again = set[str](), list[bool]()
    for each in questions:
        names = set(each.findings)
        said = AGAIN in each.help
        assert not said or names & shown
        again += [said] if names & shown else []
        shown |= names | {option.finding for option in each.more}

    assert sum(again) == (1 if again else 0)
    assert not again or again[0]
