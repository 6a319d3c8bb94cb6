"""No line of what to watch for tells as what may come what is there, or what nobody of this age can do."""

import re
from dataclasses import replace
from itertools import combinations

import pytest

from circumstances import case, plan
from pygalgia import assessing
from pygalgia.care import Deciding, Sentences
from pygalgia.domain.logic import holds, is_asked_of
from pygalgia.domain.urgency import Urgency

BASE = assessing.load().base
#: Words of a follow-up that only some causes bear out, and these causes; written here by hand.
ABOUT = {
    r"wear out|wears? out": {"hip-osteoarthritis"},
    r"sore tendon": {
        "greater-trochanteric-pain-syndrome",
        "ischiofemoral-impingement",
        "ischiogluteal-bursitis",
        "proximal-hamstring-avulsion",
        "proximal-hamstring-tendinopathy",
    },
    r"joint doctors": {
        "axial-spondyloarthritis",
        "juvenile-idiopathic-arthritis",
        "polymyalgia-rheumatica",
        "psoriatic-or-reactive-arthritis",
    },
    r"red part": {
        "cellulitis",
        "folliculitis",
        "gluteal-abscess",
        "hidradenitis-suppurativa",
        "irritant-dermatitis",
        "necrotising-soft-tissue-infection",
        "pilonidal-disease",
        "pressure-injury",
    },
    r"rule out a crack": {
        "bone-stress-injury",
        "femoral-head-osteonecrosis",
        "hip-fracture",
        "pelvic-avulsion-or-stress-fracture",
        "sacral-insufficiency-fracture",
        "vertebral-fracture",
    },
}
#: A sign that is there, and how a line would tell it as one that is not there yet; written here by hand.
TOLD_AS_NEW = {
    ("saddle-numbness", "present"): r"You feel numb between the legs",
    ("bladder-change", "cannot-pass"): r"cannot pass water",
    ("bladder-change", "incontinent"): r"you lose control",
    ("bowel-control-change", "present"): r"you lose control",
    ("leg-weakness", "present"): r"gets weak(?! or weaker)",
    ("leg-numbness", "present"): r"(?<!or )newly goes numb",
    ("both-legs-symptoms", "present"): r"both legs newly go numb",
    ("fever", "present"): r"get a fever",
    ("temperature", "high-fever"): r"get a fever",
    ("chills-rigors", "present"): r"shaking chills|start to shake",
    ("feeling-very-ill", "present"): r"feel very ill",
    ("cold-pale-leg", "present"): r"turns cold",
    ("leg-colour-change", "present"): r"turns cold, pale or blue",
    ("leg-swelling", "present"): r"One leg swells",
    ("breathlessness", "present"): r"short of breath",
    ("cough-or-chest-pain", "present"): r"get chest pain",
    ("chest-pressure", "present"): r"get chest pain",
    ("fainting", "present"): r"You faint(?! again)",
    ("cannot-bear-weight", "present"): r"cannot put weight",
    ("child-refuses-to-walk", "present"): r"will not (walk|move)|cannot put weight",
    ("child-pallor", "present"): r"is pale",
    ("spreading-redness", "present"): r"redness spreads fast",
    ("dusky-or-blistered-skin", "present"): r"turns dark",
    ("testicle-sign", "present"): r"testicle hurts, swells or sits higher",
    ("acute-confusion", "present"): r"newly confused",
    ("bleeding-not-stopping", "present"): r"bleed and it does not stop",
    ("swelling-beats", "present"): r"\bbeats\b",
    ("gluteal-swelling-tense", "present"): r"gets hard and tight",
    ("pain-out-of-proportion", "present"): r"hurts far more than it looks",
    ("getting-about", "cannot"): r"cannot put weight|will not walk",
    ("immobile-or-wheelchair", "present"): r"cannot put weight|will not walk",
}
#: What nobody below an age, in years, can do, hold or say.
NOT_YET = {
    1: re.compile(r"walk|stand|put weight", re.IGNORECASE),
    2: re.compile(r"feel numb|goes? numb|more numb|numbness|chest pain|short of breath", re.IGNORECASE),
    3: re.compile(r"lose control", re.IGNORECASE),
}
AGES = (0.33, 1.2, 3, 6, 46)


def watched(age, told):
    """Return the lines that somebody of this age is told to whom these signs are there."""
    who = replace(case(), age_years=age, sex="male", states=dict(told))
    made = plan(BASE, leading="gluteal-strain-or-contusion", case=who, urgency=Urgency.WITHIN_TWO_WEEKS)
    return made.follow_up.go_at_once_if


def can_be(finding, age):
    """Return whether a sign is asked of somebody of this age."""
    return is_asked_of(BASE.findings[finding], replace(case(), age_years=age, sex="male"))


@pytest.mark.parametrize("age", AGES)
def test_nothing_is_told_as_what_may_come_that_is_there(age):
    """Who shook was told to come at once if they start to shake."""
    signs = [each for each in TOLD_AS_NEW if can_be(each[0], age)]
    for told in (*((each,) for each in signs), *combinations(signs, 2)):
        lines = watched(age, told)
        for sign in told:
            if sign in dict(told).items():
                assert [line for line in lines if re.search(TOLD_AS_NEW[sign], line)] == [], told


@pytest.mark.parametrize("age", AGES)
def test_nobody_is_told_to_watch_for_what_cannot_be_seen_at_that_age(age):
    """Parents of a baby were told to go if it cannot put weight on the leg."""
    signs = [each for each in TOLD_AS_NEW if can_be(each[0], age)]
    for told in ((), *((each,) for each in signs)):
        for line in watched(age, told):
            assert [years for years, words in NOT_YET.items() if age < years and words.search(line)] == []


def test_every_sign_that_a_line_rests_on_stands_in_the_table():
    """A new line cannot be told to those who have what it names, unless the table says how it names it."""
    rests_on = {
        leaf.finding
        for each in BASE.care.watch.warnings
        for test in (each.already, each.unless_denied)
        if test is not None
        for leaf in (test, *test.any_of)
        if leaf.finding is not None
    }
    assert rests_on <= {finding for finding, _state in TOLD_AS_NEW}


@pytest.mark.parametrize("told", [{"getting-about": "cannot"}, {}], ids=["told", "not told"])
def test_who_lies_in_bed_anyway_is_not_told_to_go_if_they_cannot_walk(told):
    """It has been so for weeks, and is no sign; a leg that newly bears no weight is one."""
    lying = {"immobile-or-wheelchair": "present", "cannot-bear-weight": "absent"}
    walking = re.compile(r"cannot (walk|stand)|unable to walk|walking is (not|im)possible")

    def said(states):
        who = replace(case(), age_years=82, states=states)
        deciding = Deciding(
            sentences=Sentences(BASE.care.signs), meets=lambda test: holds(test, who, findings=BASE.findings)
        )
        return [each.id for each in BASE.red_flags.values() if walking.search(deciding.advice(each.do_now))]

    assert said({**told, "cannot-bear-weight": "present"})
    assert said({**lying, **told}) == []


@pytest.mark.parametrize("words", ABOUT)
def test_a_follow_up_tells_only_the_causes_that_it_is_about(words):
    """Read after a birth, and with a squeezed nerve: "Moving does not wear out the joint."."""

    def course(each):
        """Return what follows up a cause of somebody of whom nothing else is known."""
        told_of = (
            row
            for row in BASE.care.watch.courses
            if row.when is None and (each.id in row.conditions or each.group in row.groups)
        )
        return next(told_of, None)

    found = {name: course(each) for name, each in BASE.conditions.items()}
    told = {
        name
        for name, row in found.items()
        if row is not None and any(re.search(words, check.note.plain) for check in row.checks)
    }

    assert told
    assert told <= ABOUT[words]
