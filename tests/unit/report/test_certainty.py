"""Certainty is told as it is, and an emergency page is about the emergency."""

from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.report.certainty import checked, frequency
from pygalgia.report.country import in_country
from pygalgia.report.emergency import emergency_page
from pygalgia.report.heard import Heard, answers_to
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
EMERGENCY = {"saddle-numbness": "present", "bladder-change": "cannot-pass", "leg-pain-extent": "foot"}
GRID = [
    (p / 20, low / 20, high / 20) for high in range(1, 21) for p in range(high + 1) for low in range(p + 1)
]


def assessed(**states):
    answers = {name.replace("_", "-"): state for name, state in states.items()}
    return assessing.assess(replace(case(), states=answers), KNOWLEDGE, draws=20)


def test_no_number_is_told_that_the_interval_does_not_allow():
    """Beside an interval from 11 to 99 stood "99 in 100"."""
    for point, low, high in GRID:
        told = frequency(point, (low, high))

        assert told.sure <= round(low * 10) + 1e-9
        assert told.level != "likely" or low > 0.5
        assert high - low < 0.351 or " to " in told.words or told.words.startswith("at most")
        assert not (low == 0 and high >= 0.9) or "too little is known" in told.sentence


def test_only_what_was_asked_and_answered_counts_as_ruled_out():
    """117 warning signs were "ruled out", most of them because they cannot be in a man of that age."""
    silent = assessing.assess(Case(id="x", sex="male", setting="self", age_years=46), KNOWLEDGE, draws=5)
    answered = assessed(saddle_numbness="absent", fever="absent", bladder_change="none")

    assert checked(silent.red_flags, silent.case, BASE).ruled_out == ()
    ruled_out = checked(answered.red_flags, answered.case, BASE).ruled_out
    assert BASE.red_flags["saddle-numbness"].name in ruled_out


def test_what_only_the_length_of_the_pain_takes_away_was_not_asked_about():
    """After eleven questions 44 signs stood on the clinician's paper as asked about."""
    old = assessed(duration="over-a-year", onset="gradual", trauma="none")

    assert checked(old.red_flags, old.case, BASE).ruled_out == ()


def test_a_change_names_only_a_cause_that_its_answer_speaks_for():
    """An X-ray with a crushed vertebra "made piriformis syndrome likely"."""
    for states in ({}, {"worse-sitting": "present"}, {"leg-pain-extent": "foot"}, {"night-pain": "present"}):
        found = assessing.assess(replace(case(), states=states), KNOWLEDGE, draws=5)
        for change in found.changes:
            if change.leading is None:
                continue
            after = assessing.assess(
                replace(case(), states={**states, change.finding: change.state}), KNOWLEDGE, draws=5
            )
            leading = next(each for each in after.conditions if each.id == change.leading)
            assert any(row.finding == change.finding for row in leading.evidence_for), change


def test_what_people_are_told_of_changes_they_can_notice():
    found = assessed(worse_sitting="present").changes

    assert {each.who for each in found} >= {"patient"}
    assert all(BASE.findings[each.finding].who == each.who for each in found)


@pytest.mark.parametrize("country", [None, *BASE.countries.values()], ids=str)
def test_an_emergency_names_the_danger_the_number_and_what_to_say(country):
    page = emergency_page(in_country(assessed(**EMERGENCY), country), BASE, country=country)

    assert page is not None
    assert any("cauda equina" in each for each in page.suspected)
    assert all(number.isdigit() for _, number in page.numbers)
    assert country is None or page.numbers == (("", country.emergency),)
    assert country is None or not any("999, 112 or 911" in each for each in page.do)
    assert "cauda equina" in page.say


@pytest.mark.parametrize("hazard", sorted(BASE.care.routing.hazards))
def test_every_hazard_can_be_said_to_a_person(hazard):
    route = BASE.care.routing.hazards[hazard]

    assert route.suspected
    assert route.call
    assert not route.call.endswith(".")


def test_a_fear_is_answered_by_where_its_signs_stand_and_never_with_nothing_found():
    calm = assessed(worse_sitting="present")
    told = answers_to(Heard(fear="I am afraid of cancer", hope="to play with my boy"), calm, BASE)

    assert any("cancer" in each for each in told)
    assert any("Not every sign" in each for each in told)
    assert not any("you have no" in each.lower() for each in told)


@pytest.mark.parametrize("country", BASE.countries.values(), ids=lambda each: each.id)
def test_who_must_be_seen_today_first_reads_how_in_this_country(country):
    today = assessed(fever="present", site_buttock="present")
    assert today.urgency == Urgency.SAME_DAY

    first = view(today, BASE, country=country)["do_now"][0]

    assert first in country.advice or first.startswith("Go to: ")
    assert view(today, BASE)["do_now"][0] not in country.advice


def test_nobody_says_on_the_phone_that_there_are_signs_of_what_is_only_likely():
    """A man heard himself say that he had signs of cauda equina, before one question about any of them."""
    sudden = Case(id="x", sex="male", setting="self", age_years=58, states={"onset": "sudden"})
    signs = assessed(**EMERGENCY)
    likely = tuple(each for each in signs.reasons if each.kind == "threshold")

    page = emergency_page(replace(signs, red_flags=(), reasons=likely, case=sudden), BASE)

    assert page is not None
    assert "signs of" not in page.say
    assert "this is suspected: " in page.say


@pytest.mark.parametrize("fear", [each for each in BASE.care.fears if each.hazards], ids=lambda each: each.id)
def test_no_fear_is_calmed_that_an_answer_or_a_likely_cause_points_to(fear):
    """Whose leg was swollen read: a clot is rare with this pain."""
    calm = assessed(worse_sitting="present")
    about_it = [each for each in BASE.red_flags.values() if each.hazard in fear.hazards and each.conditions]
    verdict = next(each for each in calm.red_flags if each.flag.hazard in fear.hazards)
    raised = replace(calm, red_flags=(replace(verdict, verdict="raised"),))
    asked = {"pregnancy": "pregnant"} if fear.id == "pregnancy" else {}
    age = 9 if fear.id == "child" else 31

    def answers(assessment):
        who = replace(assessment.case, age_years=age, states={**assessment.case.states, **asked})
        return answers_to(Heard(fear=fear.words[0]), replace(assessment, case=who), BASE)

    assert fear.plain in answers(replace(calm, conditions=()))
    assert fear.plain not in answers(raised)
    for flag in about_it:
        cause = BASE.conditions[flag.conditions[0]]
        if cause.action.urgency not in ("routine", "self-care"):
            likely = replace(calm.conditions[0], id=cause.id, probability=0.3)
            assert fear.plain not in answers(replace(calm, conditions=(likely,))), flag.id


@pytest.mark.parametrize("words", ["that I have hurt him, my baby", "my son has cancer", "a miscarriage"])
def test_no_fear_is_answered_with_a_pregnancy_or_a_child_that_nobody_told_of(words):
    told = answers_to(Heard(fear=words), assessed(worse_sitting="present"), BASE)

    assert [each for each in told if "midwife" in each or "child" in each.lower()] == []
