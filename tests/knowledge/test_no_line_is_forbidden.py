"""No line of a page recommends what something told of the person, or a cause that the page shows, forbids."""

import re
from dataclasses import replace

import pytest

from circumstances import case, circumstances, plan
from pygalgia import assessing, care
from pygalgia.care.circumstances import SMALLEST_NAMED
from pygalgia.domain.logic import is_asked_of, leaves
from pygalgia.domain.urgency import Urgency
from pygalgia.report.patient_page import patient_page

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
#: What forbids anti-inflammatory pills: age, what is told.
NO_NSAID = {
    "kidney disease": (61, {"kidney-disease": "present"}),
    "a stomach ulcer": (61, {"peptic-ulcer": "present"}),
    "black stools": (61, {"black-stools": "present"}),
    "a weak heart": (61, {"heart-failure": "present"}),
    "a stroke": (61, {"vascular-disease": "present"}),
    "a blood thinner": (61, {"anticoagulants": "present"}),
    "an allergy": (61, {"aspirin-sensitive-asthma": "present"}),
    "pregnancy": (31, {"pregnancy": "pregnant"}),
    "too many tablets": (41, {"painkiller-amount": "little-more"}),
    "naproxen at 74": (74, {"nsaid-response": "partial"}),
}
NSAID = re.compile(
    r"anti-inflammatory|ibuprofen|naproxen|diclofenac|^(plain|simple)? ?painkillers", re.IGNORECASE
)
DENIED = re.compile(r"\b(no|not|without)\b", re.IGNORECASE)
ORDINARY = sorted(
    each.id
    for each in BASE.conditions.values()
    if Urgency.from_id(each.action.urgency) <= Urgency.ROUTINE and each.treatment
)
#: Causes for which the leg may bear no weight, and what tells somebody to load it.
#: From how likely on: who most likely has another pain is helped by moving.
FORBIDS = {
    "hip-fracture": SMALLEST_NAMED,
    "slipped-capital-femoral-epiphysis": SMALLEST_NAMED,
    "bone-stress-injury": 0.2,
    "pelvic-avulsion-or-stress-fracture": 0.2,
}
LOADING = re.compile(
    r"\b(keep (moving|active)|stay (active|fit)|(then|up and) walk|walk (a little|with)|get it moving)"
    r"|\b(swimming|or walking until)",
    re.IGNORECASE,
)


def page_of(made, assessment):
    """Return the page of a plan at an ordinary visit."""
    return patient_page(replace(assessment, urgency=Urgency.ROUTINE, plan=made, conditions=()), BASE)


@pytest.fixture(scope="module")
def assessment():
    """An assessment whose plan the tests put another in place of."""
    return assessing.assess(replace(case(), states={"fever": "absent"}), KNOWLEDGE, draws=20)


@pytest.mark.parametrize("why", NO_NSAID)
def test_no_painkiller_is_told_that_something_told_forbids(why, assessment):
    """At 74, on naproxen most days, stood: an anti-inflammatory tablet for a short time."""
    age, states = NO_NSAID[why]
    person = replace(case(), age_years=age, states=states)
    for leading in ORDINARY:
        made = plan(BASE, leading=leading, case=person, urgency=Urgency.ROUTINE)
        offered = [each for each in made.treatment if "nsaid" in each.classes and not each.blocked_by]
        said = [
            each for each in page_of(made, assessment).to_do if NSAID.search(each) and not DENIED.search(each)
        ]
        assert (offered, said) == ([], []), leading


#: Of whom little or much is known: age, sex, answers.
OFFERED = {
    "nothing known": (None, "unknown", {}),
    "a woman of 29": (29, "female", {}),
    "a woman of 29, not pregnant": (29, "female", {"pregnancy": "not-pregnant"}),
    "a man of 44 with high blood pressure": (44, "male", {"hypertension": "present"}),
    "a man of 44 who denied the kidneys": (44, "male", {"kidney-disease": "absent"}),
    "a woman of 72": (72, "female", {"peptic-ulcer": "absent", "anticoagulants": "absent"}),
    "a girl of 13": (13, "female", {}),
    "a boy of 4": (4, "male", {}),
}
AGAINST = [each for each in BASE.care.cautions.on(("nsaid",)) if each.tests]


def may_hold(caution, person):
    """Return whether a reason against a pill is not ruled out, by an answer or by who this is."""
    names = {leaf.finding for test in caution.tests for leaf in leaves(test)} - {None}
    asked = {name for name in names if is_asked_of(BASE.findings[name], person)}
    of_age = {leaf.min_age for test in caution.tests for leaf in leaves(test)} - {None}
    too_young = person.age_years is not None and any(person.age_years < each for each in of_age)
    known = {name: person.states.get(name) for name in asked}
    denied = all(said in ("absent", "not-pregnant", "none") for said in known.values())
    return not too_young and bool(asked or not names) and not (names and denied)


@pytest.mark.parametrize("who", OFFERED)
def test_reasons_against_a_pill_stand_at_its_offer_unless_an_answer_excludes_them(who, assessment):
    """Nobody is asked about the kidneys: the offer itself has to say when to ask first."""
    age, sex, states = OFFERED[who]
    person = replace(case(), age_years=age, sex=sex, states=states)
    wanted = [each.plain for each in AGAINST if may_hold(each, person)]
    offers = 0
    for leading in ORDINARY:
        made = plan(BASE, leading=leading, case=person, urgency=Urgency.ROUTINE)
        for each in made.treatment:
            if "nsaid" in each.classes and not each.blocked_by:
                offers += 1
                assert set(wanted) <= {*each.take_care, *each.ask_first}, leading
        page = page_of(made, assessment)
        if any(NSAID.search(each) and not DENIED.search(each) for each in page.to_do):
            assert {each.split(". ")[0].rstrip(".") + "." for each in wanted} <= {*page.ask_first}, leading

    assert offers > 5


def test_who_is_old_and_takes_them_is_told_to_have_them_looked_at(assessment):
    person = replace(case(), age_years=74, states={"nsaid-response": "good"})
    made = plan(BASE, leading="sacroiliac-joint-pain", case=person, urgency=Urgency.ROUTINE)
    leave = " ".join(page_of(made, assessment).not_to_do)

    assert re.search("pharmacist or doctor soon", leave)
    assert all(word in leave for word in ("kidneys", "stomach", "blood pressure"))


def test_who_took_too_much_is_told_no_painkiller_at_all():
    person = replace(case(), states={"painkiller-amount": "little-more"})
    for leading in ORDINARY:
        made = plan(BASE, leading=leading, case=person, urgency=Urgency.ROUTINE)
        assert not [each for each in made.treatment if "paracetamol" in each.classes and not each.blocked_by]


@pytest.mark.parametrize("danger", FORBIDS)
@pytest.mark.parametrize("leading", ORDINARY)
def test_nobody_is_told_to_load_a_leg_that_may_be_broken(leading, danger):
    """Beside a growth plate that may have slipped stood: swimming and cycling are good."""
    here = circumstances(
        BASE, leading=leading, urgency=Urgency.ROUTINE,
        ranked=[(leading, 0.7), (danger, FORBIDS[danger])],
    )  # fmt: skip
    made = care.make_plan(here, conditions=BASE.conditions, services=BASE.services, rules=BASE.care)
    told = [each.plain for each in made.treatment if not each.blocked_by]

    assert [each for each in told if LOADING.search(each)] == []
    assert [each.exercise for each in made.exercises if each.start_with] == []


def test_a_danger_of_one_in_ten_forbids():
    """At one in twenty, nobody with all answers "no" was given an exercise, for a crack in the bone."""
    dangers = {
        each.id for each in BASE.conditions.values() if each.action.urgency not in ("self-care", "routine")
    }
    late = {
        (caution.id, name)
        for caution in BASE.care.cautions.by_id.values()
        if caution.id in BASE.care.cautions.defaults and caution.effect == "avoid"
        for name, least in caution.suspected.items()
        if name in dangers and least > 0.1
    }

    # Its blisters are seen, and moving harms nobody with shingles.
    assert late == {("suspected-infection", "herpes-zoster")}


#: What is told to do, and what told to do or to leave contradicts it; written here by hand.
CONTRADICTING = {
    "bed and moving": (
        r"\b(keep|stay) (moving|active)|\bwalk\b",
        r"(?<!not )\bstay in bed|^lie (still|down)",
    ),
    "rest and a walk": (r"\bwalk", r"^(leave )?rest(ing)? the legs?\b"),
    "weight and a walk": (r"^(walk|get up and walk)", r"\bno weight on the leg|keep your weight off"),
    "warmth and cold": (r"^(cool|cold)\b|\bice\b", r"^(warm|heat)\b"),
}


@pytest.mark.parametrize("pair", CONTRADICTING)
def test_no_two_lines_of_a_page_contradict_each_other(pair, assessment):
    """Beside a walking plan stood, of what to leave: resting the legs."""
    one, other = (re.compile(each, re.IGNORECASE) for each in CONTRADICTING[pair])
    for person in [*(replace(case(), age_years=each) for each in (12, 34, 80)), case("pregnant")]:
        for leading in ORDINARY:
            page = page_of(plan(BASE, leading=leading, case=person, urgency=Urgency.ROUTINE), assessment)
            lines = (*page.to_do, *page.do_now, *page.not_to_do)
            assert not (any(map(one.search, page.to_do)) and any(map(other.search, lines))), leading
