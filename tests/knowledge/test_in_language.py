"""In another language people are judged the same, by the same arrays, and told in other words."""

from pathlib import Path

import pytest

import pygalgia
from pygalgia import Interviewer, restored, saved
from pygalgia.interview import Ask
from pygalgia.texts import PSEUDO, english, languages, using

CASES = sorted(Path("cases/dev").glob("*.yaml"))[::12]
LANGUAGES = (PSEUDO, *languages())


def test_knowledge_is_made_once_for_each_language(knowledge) -> None:
    strange = knowledge.in_language(PSEUDO)
    assert strange is knowledge.in_language(PSEUDO)
    assert strange.in_language("en") is knowledge.in_language("en")
    assert strange.model is knowledge.model
    assert strange.judge.atoms is knowledge.judge.atoms
    assert strange.judge.rules is knowledge.judge.rules
    assert strange.criteria is knowledge.criteria


def test_loading_follows_the_language_that_is_spoken() -> None:
    with using(PSEUDO):
        assert pygalgia.load().base.findings["fever"].question.startswith("[")
    assert pygalgia.load(language=PSEUDO).base.findings["fever"].question.startswith("[")


def test_another_case_mix_keeps_the_language(knowledge) -> None:
    strange = knowledge.in_language(PSEUDO)
    name = next(each for each in knowledge.base.case_mixes.mixes if each != knowledge.case_mix.id)
    assert strange.with_mix(name).base.findings["fever"].question.startswith("[")
    assert strange.with_mix(name).model is not strange.model


@pytest.fixture(scope="module")
def in_english(knowledge):
    """What each case comes to in English, worked out once."""
    return {path: pygalgia.assess(pygalgia.read_case(path, knowledge), knowledge, draws=50) for path in CASES}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_urgency_flags_and_causes_are_the_same(knowledge, in_english, path: Path, language: str) -> None:
    """Every number, every id; and the plan names the same services, tests and exercises in the same order."""
    strange = knowledge.in_language(language)
    with using(language):
        there = pygalgia.assess(pygalgia.read_case(path, strange), strange, draws=50)
        tests = [(each.when, english(each.text)) for each in there.plan.investigations]
    here = in_english[path]
    assert there.urgency == here.urgency
    assert [(each.flag.id, each.verdict) for each in there.red_flags] == [
        (each.flag.id, each.verdict) for each in here.red_flags
    ]
    assert [(each.id, each.probability, each.interval) for each in there.conditions] == [
        (each.id, each.probability, each.interval) for each in here.conditions
    ]
    assert [each.id for each in there.reasons] == [each.id for each in here.reasons]
    assert [(each.service, each.when) for each in there.plan.who_to_see] == [
        (each.service, each.when) for each in here.plan.who_to_see
    ]
    assert tests == [(each.when, each.text) for each in here.plan.investigations]
    assert [each.exercise for each in there.plan.exercises] == [each.exercise for each in here.plan.exercises]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_interview_asks_the_same_questions(knowledge, language: str) -> None:
    """Who answers alike is asked alike, one question after the other."""
    here, there = Interviewer(knowledge), Interviewer(knowledge.in_language(language))
    one, other = here.begin(), there.begin()
    for answer in (*OPENING, *({},) * 12):
        step = here.next_step(one)
        with using(language):
            same = there.next_step(other)
        assert isinstance(step, Ask)
        assert isinstance(same, Ask)
        assert same.question.id == step.question.id
        assert [each.id for each in same.question.options] == [each.id for each in step.question.options]
        given = answer or "unknown"
        one = here.answer(one, step.question.id, given)
        with using(language):
            other = there.answer(other, same.question.id, given)


def test_an_interview_goes_on_in_another_language(knowledge) -> None:
    """What was answered in one language is there, all of it, in the other."""
    here, there = Interviewer(knowledge), Interviewer(knowledge.in_language(PSEUDO))
    one = here.begin()
    for answer in (*OPENING, *({},) * 6):
        step = here.next_step(one)
        assert isinstance(step, Ask)
        one = here.answer(one, step.question.id, answer or "unknown")
    with using(PSEUDO):
        back = restored(saved(one, here), there)
    assert back.interview.steps == one.steps
    assert not back.dropped


#: For whom, and how old; whatever is asked after that is not known.
OPENING = ("self", 47.0)
