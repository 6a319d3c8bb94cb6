"""What a person was not sure of on the lists of danger signs is told as what to look for now."""

from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.report.patient_page import patient_page
from pygalgia.report.told_signs import to_look_for
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
DENIED = {
    tick.finding: BASE.findings[tick.finding].states[0]
    for each in BASE.interview.screen
    for tick in each.ticks
    if not tick.finding.startswith("child-")
}
#: Signs of the lists on which everybody is told to go at once.
WATCHED = (
    "saddle-numbness",
    "bowel-control-change",
    "leg-weakness",
    "acute-confusion",
    "breathlessness",
    "fever",
)


def told(*unsure):
    """Return the assessment of somebody who denied every sign of the lists but these, which stay open."""
    states = {name: state for name, state in DENIED.items() if name not in unsure}
    return assessing.assess(
        replace(case(), states={**states, "worse-sitting": "present"}), KNOWLEDGE, draws=5
    )


def test_who_denied_every_sign_is_told_to_look_for_none():
    page = patient_page(told(), BASE)

    assert to_look_for(told(), BASE) == ()
    assert "Look today" not in " ".join(page.do_now)
    assert "confused" not in " ".join(page.go_at_once_if)


@pytest.mark.parametrize("sign", WATCHED)
@pytest.mark.parametrize("audience", ["self", "someone-else"])
def test_each_sign_left_open_is_named_on_both_pages_and_has_a_line_to_go_at_once(sign, audience):
    made = told(sign)
    page, shown = patient_page(made, BASE, audience=audience), view(made, BASE, audience=audience)
    name = BASE.findings[sign].name
    line = f"{name[0].lower()}{name[1:]}"

    assert made.urgency < Urgency.EMERGENCY
    for deeds in (page.do_now, shown["do_now"]):
        assert any(each.startswith("Look today") and line in each for each in deeds), deeds
    if sign == "acute-confusion":
        assert any("confused" in each for each in page.go_at_once_if)


def test_a_clinician_is_not_told_to_look_as_a_person_is():
    assert "Look today" not in " ".join(view(told("fever"), BASE, audience="patient")["do_now"])


def test_no_title_of_a_rule_stands_on_the_page():
    """Read: "Still to be asked: New bladder change with nerve symptoms in the leg", twice."""
    made = told("bladder-change", "saddle-numbness", "leg-weakness", "both-legs-symptoms")
    page = patient_page(made, BASE)
    said = " ".join((*page.reasons, *(each.why for each in page.visits))).lower()

    assert "still to be asked" not in said
    assert not [each.name for each in BASE.red_flags.values() if each.name.lower() in said]
