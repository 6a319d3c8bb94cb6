"""Somebody who marks one place is not told first of a cause that is known by another place."""

from itertools import product

import pytest

from pygalgia import load
from pygalgia.assessing import urgency_and_probability
from pygalgia.domain.condition import UNLISTED
from pygalgia.encoding.rows import UNMARKED
from pygalgia.intake import encode_case
from pygalgia.intake.given import SCHEMA, plainly_given

BASE = load().base
PLACES = {
    name: each.fallback
    for name, each in BASE.findings.items()
    if each.from_regions and name != "leg-pain-extent"
}
#: It hurts there in so many of those who have a cause that it is known by the place.
TYPICAL = 0.9
MARKED = (
    "buttock-right", "groin-right", "lateral-hip-right", "sit-bone-right", "sacroiliac-right",
    "low-back-middle", "coccyx", "sacrum", "posterior-thigh-right", "perineum", "anus", "natal-cleft",
    "anterior-thigh-right",
)  # fmt: skip
#: Places that people cannot tell apart: one is marked for the other.
BESIDE = {"site-anus": ["site-perineum"], "site-buttock": ["site-sacroiliac", "site-lateral-hip"]}


def known_by(condition):
    """Return the places that an adult's cause is known by."""
    return {
        link.target
        for link in BASE.conditions[condition].findings_in("adults")
        if link.target in PLACES and 1 - link.belief.states[PLACES[link.target]] >= TYPICAL
    }


@pytest.mark.parametrize("region", MARKED)
def test_the_cause_that_leads_is_not_known_by_a_place_that_was_left_out(knowledge, region):
    """The groin alone was marked, and lumbago led; then a tendon at the sitting bone."""
    strange = []
    people = product(BASE.findings["duration"].states, ((30, "female"), (50, "male"), (75, "female")))
    for duration, (age, sex) in people:
        given = plainly_given({
            "schema": SCHEMA, "id": "p", "age_years": age, "sex": sex, "setting": "self",
            "answers": {"pain-site": [region], "duration": duration},
        })  # fmt: skip
        assert given is not None
        case = encode_case(given, knowledge.vocabulary)
        _, probability = urgency_and_probability(case, knowledge)
        names = knowledge.model_for(case).conditions
        first = next(each for each in probability.argsort()[::-1] if names[each] != UNLISTED)
        places = known_by(names[first])
        there = {each for place in places for each in (place, *BESIDE.get(place, []))}
        if places and all(case.states.get(each) == PLACES[each] for each in there):
            strange.append((duration, age, sex, names[first]))

    assert strange == []


def test_a_place_is_marked_the_more_surely_the_more_typical_it_is(knowledge):
    marking = knowledge.base.telling.marking
    marked = [marking.p_marked(each) for each in (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)]

    assert marked == sorted(marked)
    assert all(0 < each < 1 for each in marked)
    assert marking.p_marked(1.0) == marking.always.present


def test_silence_about_a_place_never_says_more_than_a_no(knowledge):
    """By no belief is it less likely to leave a place out than to deny it."""
    model = knowledge.model
    for name, denial in PLACES.items():
        silent, denied = model.state_row[name, UNMARKED], model.state_row[name, denial]
        assert (model.log_direct[silent] >= model.log_direct[denied] - 1e-12).all(), name
        assert model.p_if_present[silent] >= model.p_if_present[denied] - 1e-12, name
        assert model.p_if_absent[silent] >= model.p_if_absent[denied] - 1e-12, name
