"""What to say to the clinic or on the phone holds the facts that decide: those that were told, no others."""

import re
from dataclasses import replace
from itertools import combinations, product

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.care.facts import MOST, MOST_IN_AN_EMERGENCY, facts_to_tell
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.logic import holds, leaves
from pygalgia.domain.place_words import where_it_hurts
from pygalgia.domain.red_flag import Criterion, FlagVerdict
from pygalgia.domain.timing import Since, Timing
from pygalgia.domain.urgency import Urgency
from pygalgia.report.patient_page import patient_page

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
FACTS = BASE.care.routing.facts
#: Answers that lead to each level, without any of the facts.
PLAIN = {
    Urgency.EMERGENCY: {"saddle-numbness": "present"},
    Urgency.SAME_DAY: {"skin-lump": "present", "skin-redness-warmth": "present"},
    Urgency.WITHIN_TWO_WEEKS: {"leg-weakness": "present", "leg-pain-extent": "foot"},
    Urgency.SELF_CARE: {},
}


def answers(fact):
    """Return the least answers that make a fact so."""
    leaf = next(leaves(fact.when))
    return {leaf.finding: leaf.states[0]}


def said(states, *, audience="self", age=46):
    known = Case(id="x", sex="female", setting="self", age_years=age, states=states)
    made = assessing.assess(replace(known, regions=("buttock-left",)), KNOWLEDGE, draws=5)
    return patient_page(made, BASE, audience=audience).say


@pytest.mark.parametrize(("fact", "plain"), list(product(FACTS, PLAIN.values())), ids=str)
def test_a_fact_is_said_where_it_was_told_and_only_there(fact, plain):
    assert fact.told in said({**plain, **answers(fact)})
    assert not any(each.told in said(plain) for each in FACTS)


@pytest.mark.parametrize("audience", ["self", "someone-else"])
@pytest.mark.parametrize("plain", PLAIN.values(), ids=str)
def test_of_another_the_facts_are_said_as_of_oneself(plain, audience):
    told = said({**plain, "diabetes": "present", "anticoagulants": "present"}, audience=audience, age=84)

    assert "a blood thinner or a bleeding disorder" in told
    assert "diabetes" in told
    assert audience == "self" or not any(word in told.split() for word in ("I", "my", "me", "“I"))


def told_in(states, verdicts=(), urgency=Urgency.SAME_DAY, **more):
    return told_of(case(**states), verdicts, urgency, **more)


def told_of(known, verdicts=(), urgency=Urgency.SAME_DAY, **more):
    return facts_to_tell(
        known,
        verdicts,
        urgency=urgency,
        declared=FACTS,
        findings=BASE.findings,
        meets=lambda test: holds(test, known, findings=BASE.findings),
        **more,
    )


@pytest.mark.parametrize(
    "chosen", list(combinations(FACTS, 5))[::40], ids=lambda each: "-".join(f.id for f in each)
)
def test_no_more_is_said_than_can_be_kept_in_mind(chosen):
    states = {name: state for each in chosen for name, state in answers(each).items()}

    assert len(told_in(states)) <= MOST


def test_of_many_facts_those_of_a_warning_sign_that_counts_come_first():
    states = {name: state for each in FACTS for name, state in answers(each).items()}
    flag = next(iter(BASE.red_flags.values()))
    flag = replace(flag, when=Criterion(finding="diabetes", states=("present",)))
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=("diabetes",))

    assert told_in(states, (verdict,))[0] == "diabetes"


@pytest.mark.parametrize("flag", BASE.red_flags.values(), ids=lambda each: each.id)
@pytest.mark.parametrize("verdict", ["raised", "open", "excluded"])
def test_the_danger_signs_of_a_flag_are_said_where_they_were_told(flag, verdict):
    asked = [leaf for leaf in leaves(flag.when) if leaf.finding and BASE.findings[leaf.finding].critical]
    there = {leaf.finding: next((s for s in leaf.states if s not in NOTHING), None) for leaf in asked}
    there = {name: state for name, state in there.items() if state}
    known = FlagVerdict(flag=flag, verdict=verdict, floor=Urgency.SAME_DAY, because_of=())
    told, silent = told_in(there, (known,)), told_in({}, (known,))

    assert silent == ()
    if verdict == "excluded":
        assert told == told_in(there)
    else:
        assert len(told) >= min(len(there), MOST)


EMERGENCIES = [each for each in BASE.red_flags.values() if each.urgency == "emergency"]


@pytest.mark.parametrize("flag", EMERGENCIES, ids=lambda each: each.id)
def test_an_emergency_is_told_by_its_signs_before_what_everybody_is_asked_for(flag):
    asked = [leaf for leaf in leaves(flag.when) if leaf.finding]
    topics = {leaf.finding: BASE.findings[leaf.finding].topic for leaf in asked}
    signs = {
        leaf.finding: "present"
        for leaf in asked
        if "present" in leaf.states and topics[leaf.finding] not in ("site", "course")
    }
    floors = [leaf.finding for each in flag.floors if each.only_if for leaf in leaves(each.only_if)]
    asked_of_all = {name: state for each in FACTS for name, state in answers(each).items()}
    others = {name: state for name, state in asked_of_all.items() if name not in {*topics, *floors}}
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())
    alone = told_in(signs, (verdict,), Urgency.EMERGENCY)

    assert told_in({**signs, **others}, (verdict,), Urgency.EMERGENCY)[: len(alone)] == alone
    assert len(alone) <= MOST_IN_AN_EMERGENCY
    assert alone or not signs


def test_a_danger_sign_of_several_answers_is_told_with_its_answer():
    flag = BASE.red_flags["cannot-pass-urine"]
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())
    told = told_in({"bladder-change": "cannot-pass"}, (verdict,), Urgency.EMERGENCY)

    assert told == ("new bladder trouble (cannot pass urine)",)


def test_what_a_raised_flag_rests_on_is_said_beside_the_words_that_are_read_out():
    """Of a young mother it was read out that one swollen leg must be scanned, and not said that hers is."""
    flag = BASE.red_flags["saddle-numbness"]
    verdict = FlagVerdict(
        flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=("saddle-numbness",)
    )
    states = {"saddle-numbness": "present"}

    assert told_in(states, (verdict,)) == ("numbness where a saddle would touch",)
    assert told_in(states, (verdict,), read_out=True) == ("numbness where a saddle would touch",)


def test_first_stands_what_the_level_rests_on_then_other_dangers_then_since_when_then_who():
    flag = replace(
        next(iter(BASE.red_flags.values())), when=Criterion(finding="leg-weakness", states=("present",))
    )
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=("leg-weakness",))
    states = {
        "diabetes": "present",
        "duration": "days",
        "leg-numbness": "present",
        "leg-weakness": "present",
    }

    assert told_in(states, (verdict,)) == (
        "weakness in the leg or foot",
        "numb area in the leg or foot",
        "time since this pain began (three days to two weeks)",
        "diabetes",
    )


def test_a_sign_is_said_with_its_time():
    known = case(leg_swelling="present")
    known = replace(known, times={"leg-swelling": Timing(since=Since.ago(1, "d"), course="growing")})
    flag = replace(
        next(iter(BASE.red_flags.values())), when=Criterion(finding="leg-swelling", states=("present",))
    )
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())

    assert told_of(known, (verdict,)) == ("one leg swollen (began 1 day ago, getting worse)",)


SIDES = sorted({each.base for each in BASE.regions.values()})


@pytest.mark.parametrize("base", SIDES)
def test_every_place_and_both_its_sides_are_good_english(base):
    """Said on the phone: "the between the legs", "the dimple left and right of the sacrum"."""
    same = [each for each in BASE.regions.values() if each.base == base]
    sides = [each.id for each in same if each.side in ("left", "right")]
    told = [where_it_hurts([each.id], BASE.regions) for each in same]

    assert not [each for each in told if re.match(r"the (between|beside|in|on|of|at|under|above)\b", each)]
    if len(sides) > 1:
        assert where_it_hurts(sides, BASE.regions).startswith("the left and right ")


def test_pain_down_to_the_foot_is_said_down_to_the_foot():
    marked = ("low-back-left", "buttock-left", "posterior-thigh-left", "calf-left", "foot-left")
    known = Case(
        id="x", sex="male", setting="self", age_years=38, regions=marked, states={"leg-weakness": "present"}
    )
    told = patient_page(assessing.assess(known, KNOWLEDGE, draws=5), BASE).say

    assert all(word in told for word in ("low back", "buttock", "thigh", "calf", "foot"))
