"""One sign of danger, told with an ordinary pain while all else is denied, never ends in home care alone.

A faint, unsteady legs, drenching sweats at night or a weak immune system were each told to stay at home:
every flag wanted a second sign beside them. What nobody else has does not explain the one sign that is there.
"""

from dataclasses import replace

import pytest

from denying import denying
from pygalgia import assessing
from pygalgia.domain.logic import applies
from pygalgia.domain.urgency import Urgency

#: A mild ache of some days, already easing, that came without a load.
ORDINARY = {
    "site-buttock": "present", "pain-side": "one-side", "worse-sitting": "present", "onset": "gradual",
    "duration": "days", "course": "improving", "constancy": "intermittent", "severity": "mild",
    "getting-about": "normally",
}  # fmt: skip
PEOPLE = {
    "a woman of 41": (41, "female"), "a man of 41": (41, "male"), "a woman of 72": (72, "female"),
    "a man of 72": (72, "male"), "a girl of 8": (8, "female"), "a boy of 3": (3, "male"),
}  # fmt: skip
#: Signs that may end in home care all the same, and why.
AT_HOME = {
    "walking-trouble": "how much a pain hinders the walk of an adult is no illness; a limp has its own flags"
}
#: What a first sign of illness, new within days or weeks, asks for at the least.
SOON = {
    "unsteady-gait", "night-sweats", "weight-loss", "bruising-or-bleeding", "headache-jaw-or-visual",
    "relentless-progression",
}  # fmt: skip
#: From the age named the same holds of these.
SOON_FROM = {"fainting": 50, "confusion-or-poor-concentration": 65}


def ordinary(age, sex, knowledge):
    """Return somebody with an ordinary pain who denies all that can be asked."""
    person = denying(age, sex, knowledge)
    return replace(person, states={**person.states, **ORDINARY})


def with_sign(person, finding, state):
    """Return the same person with one answer more, and what it is asked under or says besides."""
    more = {finding.id: state, **{each.finding: each.then for each in finding.implies if each.state == state}}
    if finding.asked_if is not None:
        more[finding.asked_if.finding] = finding.asked_if.states[0]
    return replace(person, states={**person.states, **more})


def level(case, knowledge):
    found, _ = assessing.urgency_and_probability(case, knowledge)
    return found.urgency


@pytest.mark.parametrize("who", PEOPLE)
def test_without_a_sign_the_pain_is_for_home_care(who, knowledge):
    assert level(ordinary(*PEOPLE[who], knowledge), knowledge) is Urgency.SELF_CARE


@pytest.mark.parametrize("who", PEOPLE)
def test_a_sign_of_danger_alone_is_never_left_at_home(who, knowledge):
    person = ordinary(*PEOPLE[who], knowledge)
    low = {}
    for name, states in knowledge.base.triage.danger_signs.items():
        finding = knowledge.base.findings[name]
        if finding.who != "patient" or not applies(finding, person) or name in AT_HOME:
            continue
        soon = name in SOON or person.age_years >= SOON_FROM.get(name, 200)
        least = Urgency.WITHIN_TWO_WEEKS if soon else Urgency.ROUTINE
        for state in states:
            reached = level(with_sign(person, finding, state), knowledge)
            if reached < least:
                low[name, state] = reached

    assert low == {}


def test_what_may_end_at_home_is_a_sign_and_still_does(knowledge):
    person = ordinary(41, "female", knowledge)
    for name in AT_HOME:
        (state,) = knowledge.base.triage.danger_signs[name]
        assert level(with_sign(person, knowledge.base.findings[name], state), knowledge) is Urgency.SELF_CARE
