"""A plan is the same plan in every language: the same places, tests and exercises, in other words."""

from itertools import product

import pytest

from circumstances import PERSONS, plan
from pygalgia.assessing import load
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import PSEUDO, english, languages, using
from said_alike import said_alike

KNOWLEDGE = load()
PRODUCT = sorted(product(KNOWLEDGE.base.conditions, PERSONS))


def skeleton(made, alike):
    """Return what a plan decides, apart from its words; `alike` are texts that a language says in one way."""

    def source(text):
        return alike.get(english(text), english(text))

    return {
        "see": [(each.service, each.when, each.for_conditions) for each in made.who_to_see],
        "tests": [(each.when, source(each.text), each.for_conditions) for each in made.investigations],
        "not": [(source(each.text), each.for_conditions) for each in made.avoid_investigations],
        "treatment": [(source(each.text), each.blocked_by) for each in made.treatment],
        "exercises": [(each.exercise, each.start_with, each.blocked_by) for each in made.exercises],
        "breaks": [each.routine for each in made.micro_breaks],
        "checks": [each.day for each in made.follow_up.checks],
    }


@pytest.mark.parametrize("language", [PSEUDO, *languages()])
def test_a_plan_decides_the_same_in_every_language(language) -> None:
    """Whoever is pregnant waits for the X-ray, and whoever has a fever goes to hospital, in Arabic too."""
    base, alike = KNOWLEDGE.in_language(language).base, said_alike(language)
    for condition, person in PRODUCT:
        here = plan(KNOWLEDGE.base, leading=condition, person=person)
        with using(language):
            there = skeleton(plan(base, leading=condition, person=person), alike)
        assert there == skeleton(here, alike), (condition, person)


@pytest.mark.parametrize("language", [PSEUDO, *languages()])
@pytest.mark.parametrize("urgency", [Urgency.SAME_DAY, Urgency.EMERGENCY])
def test_and_so_it_does_when_it_is_urgent(language, urgency) -> None:
    base, alike = KNOWLEDGE.in_language(language).base, said_alike(language)
    for condition in KNOWLEDGE.base.conditions:
        here = plan(KNOWLEDGE.base, leading=condition, urgency=urgency)
        with using(language):
            there = skeleton(plan(base, leading=condition, urgency=urgency), alike)
        assert there == skeleton(here, alike), condition


def test_some_test_with_rays_waits_for_a_pregnant_woman() -> None:
    """The rule above would hold as well if no plan ever met the words for rays."""
    waits = KNOWLEDGE.base.care.radiation.condition
    made = plan(KNOWLEDGE.base, leading="hip-osteoarthritis", person="pregnant")
    assert waits in {each.condition for each in made.investigations}
