"""Words that name an age, a sex or a state are told to nobody who cannot be meant."""

import re
from dataclasses import replace
from itertools import product

import pytest

from circumstances import case
from pygalgia import Interviewer
from pygalgia.domain.assessment import Reason
from pygalgia.domain.finding import PRESENT
from pygalgia.domain.logic import holds, is_asked_of
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Step
from pygalgia.interview.address import addressed
from pygalgia.report.emergency import _hazard_of
from pygalgia.session.words import put_again
from pygalgia.texts import ENGLISH, languages

AGES = (0.5, 2, 9, 13, 16, 17, 18, 25, 30, 49, 50, 60, 66, 71, 85)
SEXES = ("female", "male")
PEOPLE = tuple(product(AGES, SEXES))
OF_AGE = 18
#: Words that name somebody, and whether a person of this age and sex can be meant.
NAMING = {
    r"\b(child|children|children's|baby|babies)\b": lambda age, _sex: age < OF_AGE,
    r"\byoung\b": lambda age, _sex: age < 26,
    r"\bolder person\b": lambda age, _sex: age >= 60,
    r"\b(womb|periods|pregnant|pregnancy|ovar\w+)\b": lambda _age, sex: sex == "female",
    r"\b(prostate|testic\w+)\b": lambda _age, sex: sex == "male",
}
#: Words that name somebody besides the person, or say for whom a part of the sentence holds.
BESIDES = (
    "keep away from pregnant women and babies",
    "for you and the baby",
    "a quiet baby",
    "A child who may have been hurt, and bleeding",
)


def possible(flag, findings):
    """Return for whom a flag can be raised, by age and sex."""
    return [
        (age, sex)
        for age, sex in PEOPLE
        if holds(flag.when, replace(case(), sex=sex, age_years=age, states={}), findings=findings)
        is not False
    ]


def misplaced(text, people):
    """Return the words of a text that somebody of these people cannot be meant by."""
    for each in BESIDES:
        text = text.replace(each, "")
    return [
        pattern
        for pattern, can_be in NAMING.items()
        if re.search(pattern, text, re.IGNORECASE) and not all(can_be(*each) for each in people)
    ]


def test_a_warning_sign_names_nobody_whom_it_is_not_about(knowledge):
    base = knowledge.base
    wrong = {
        each.id: misplaced(f"{each.plain} {each.do_now}", possible(each, base.findings))
        for each in base.red_flags.values()
    }

    assert {name: words for name, words in wrong.items() if words} == {}


def test_a_warning_sign_that_speaks_of_the_age_is_limited_by_it(knowledge):
    base = knowledge.base
    speaking = [each for each in base.red_flags.values() if re.search(r"\b(your|this) age\b", each.plain)]

    assert len(speaking) > 5
    for each in speaking:
        # A lump counts at every age, and the sentence says so.
        if "with a lump, or at your age" not in each.plain:
            assert len(possible(each, base.findings)) < len(PEOPLE), each.id


def reason(name, level=Urgency.EMERGENCY):
    return Reason(
        kind="threshold", id=name, urgency=level, text="", plain="", do_now="", sources=(), findings=()
    )


@pytest.mark.parametrize("who", PEOPLE, ids=str)
def test_what_a_likely_cause_is_told_as_fits_age_and_sex(knowledge, who):
    """A man of 71 read of an infection "in a child"."""
    base, (age, sex) = knowledge.base, who
    person = replace(case(), sex=sex, age_years=age, states={})
    for name in base.conditions:
        hazard = _hazard_of(reason(name), person, base)
        if hazard:
            route = base.care.routing.hazards[hazard]
            assert misplaced(f"{route.suspected} {route.call}", [who]) == [], name


def test_every_cause_that_is_an_emergency_has_a_danger_and_a_deed_for_everybody(knowledge):
    """They stood on the page with no word of what to do."""
    base = knowledge.base
    urgent = [each for each in base.conditions.values() if each.action.urgency == Urgency.EMERGENCY.id]

    assert len(urgent) > 4
    for each, (age, sex) in product(urgent, PEOPLE):
        assert _hazard_of(reason(each.id), replace(case(), sex=sex, age_years=age, states={}), base)
        # Who has to lie down is not told that they may go there as well.
        may_go = "" if "Lie down" in each.action.do_now else ", or go to the emergency department"
        assert each.action.do_now.startswith(f"Call 999, 112 or 911{may_go} now.")
        assert misplaced(each.action.do_now, [(age, sex)]) == []


def test_the_danger_of_a_cause_is_that_of_the_signs_that_name_it_first(knowledge):
    base, grown = knowledge.base, replace(case(), sex="male", age_years=71, states={})
    told = {
        each.id: _hazard_of(reason(each.id), grown, base)
        for each in base.conditions.values()
        if each.action.urgency == Urgency.EMERGENCY.id
    }

    assert told == {
        "acute-limb-ischaemia": "limb-ischaemia",
        "cauda-equina-syndrome": "cauda-equina",
        "gluteal-compartment-syndrome": "compartment-syndrome",
        "necrotising-soft-tissue-infection": "necrotising-infection",
        "ruptured-aortic-aneurysm": "aneurysm",
        "septic-arthritis-hip": "joint-infection",
    }


#: Organs, and what only they do, to the sex that has them; written here by hand.
ORGANS = {
    "male": r"\b(erection|penis|testic|scrot|prostat|ejaculat|foreskin|semen)",
    "female": r"\b(womb|vagina|labia|periods?\b|ovar(y|ies)|menstru|tampon|midwife)",
}
#: Who is told no dose of adults: the age that is given, and whether a carer calls the person grown up.
CHILDREN = [(4, None), (13, None), (15.9, None), ("unknown", "no")]
DOSE = re.compile(r"\b\d+ ?(mg|ml|g)\b|\b(two|four|six|eight|\d+) tablets", re.IGNORECASE)


def asked_of(knowledge, audience="self", **said):
    """Return every question, list and time of a sign as it is put to whoever answers, with its id."""
    interviewer, base = Interviewer(knowledge), knowledge.base
    here = interviewer.answer(interviewer.begin(), "for-whom", audience)
    for question, given in said.items():
        here = interviewer.answer(here, question.replace("_", "-"), given)
    person, rules = interviewer.case(here), base.interview
    put = [each for each in base.findings.values() if each.who == "patient" and is_asked_of(each, person)]
    names = {each.id for each in put}
    steps = [Step(question=each.id, given="unknown") for each in put]
    steps += [Step(question=f"since/{each.id}", given="unknown") for each in put if each.kind == "yes-no"]
    ticks = {f"screen/{row.id}": row.ticks for row in rules.screen}
    for sheet in rules.sheets:
        ticks[f"list/{sheet.id}"] = [
            tick for row in rules.lists if row.id in sheet.lists for tick in row.ticks
        ]
    for question, every in ticks.items():
        lines = {tick.finding: tick.state or PRESENT for tick in every if tick.finding in names}
        steps += [Step(question=question, given=lines)] if lines else []
    for step in steps:
        asked = addressed(put_again(step, audience, base), here, rules.in_other_words)
        yield step.question, asked


def words_of(asked):
    """Return everything that a question says."""
    lines = [each.text for each in (*asked.options, *asked.more)]
    return " | ".join((asked.text, asked.help, asked.why, *lines))


@pytest.mark.parametrize("age", [2, 13, 30, 85])
@pytest.mark.parametrize("sex", SEXES)
def test_no_question_speaks_of_an_organ_that_somebody_does_not_have(knowledge, age, sex):
    """Girls and women were asked for lost erections, men for missed periods."""
    other = ORGANS["male" if sex == "female" else "female"]
    asked = list(asked_of(knowledge, age=age, sex=sex))

    assert len(asked) > 100
    # What only one sex can answer is taken off its question elsewhere.
    wrong = {name for name, each in asked if re.search(other, words_of(each), re.IGNORECASE)}
    assert wrong - {"cancer-history"} == set()


@pytest.mark.parametrize("audience", ["self", "someone-else"])
@pytest.mark.parametrize("age", [3, 13, 15])
def test_nobody_who_walks_is_asked_of_as_a_baby(knowledge, age, audience):
    """A boy of 15 was asked whether a baby keeps a leg still."""
    asked = list(asked_of(knowledge, audience, age=age, sex="male"))

    assert {name for name, each in asked if re.search(r"\bbab(y|ies)\b", words_of(each))} == set()
    assert any("a baby that keeps a leg still" in words_of(e) for _n, e in asked_of(knowledge, age=1))


@pytest.mark.parametrize("age", [2, 6, 13, 40, 82])
def test_nobody_is_told_to_touch_another_between_the_legs(knowledge, age):
    """A parent read to touch the skin there with a tissue, as if they checked themselves."""
    asked = dict(asked_of(knowledge, "someone-else", age=age))
    felt = [each.help for each in asked.values() if "To check" in each.help]

    assert felt
    assert [each for each in felt if re.search(r"touch the skin|and compare with", each)] == []
    assert "touch the skin there" in dict(asked_of(knowledge, age=40))["saddle-numbness"].help


@pytest.mark.parametrize(("age", "grown_up"), CHILDREN)
def test_no_child_is_told_a_dose_of_adults(knowledge, age, grown_up):
    """At 13 stood: eight tablets of 500 mg."""
    said = {"age": age} | ({"grown_up": grown_up} if grown_up else {})
    asked = list(asked_of(knowledge, "someone-else", **said))

    assert {name for name, each in asked if DOSE.search(words_of(each))} == set()


@pytest.mark.parametrize(("sex", "age"), [("female", 13), ("male", 9), ("female", 15)])
def test_nobody_who_answers_is_spoken_of_as_a_child_of_somebody(knowledge, sex, age):
    """A girl of 13 who answered herself was asked whether the child's bones hurt."""
    asked = list(asked_of(knowledge, age=age, sex=sex))
    spoken = {
        name for name, each in asked if re.search(r"\b(the|your) child\b", words_of(each), re.IGNORECASE)
    }

    assert spoken == set()


def test_a_parent_is_asked_of_the_child(knowledge):
    asked = dict(asked_of(knowledge, "someone-else", age=6, sex="male"))

    assert asked["limp"].text == "Does your child limp?"
    assert asked["child-bone-pain-elsewhere"].text == "Do your child’s bones hurt in several places?"
    assert asked["child-refuses-to-walk"].text.startswith("Does your child refuse to walk or stand")


def test_a_grown_up_is_told_how_much_is_allowed(knowledge):
    asked = dict(asked_of(knowledge, age=40))
    assert DOSE.search(asked["painkiller-amount"].help)


@pytest.mark.parametrize("language", [ENGLISH, *languages()])
def test_what_is_said_otherwise_stands_in_the_knowledge_in_every_language(knowledge, language):
    """A text that changed would be said as before to those whom it does not fit."""
    base = knowledge.in_language(language).base
    lines = [tick.text for row in (*base.interview.screen, *base.interview.lists) for tick in row.ticks]
    findings = base.findings.values()
    told = {*lines, *(each.question for each in findings), *(each.help for each in findings)}

    assert {each.of for each in base.interview.in_other_words} <= told
