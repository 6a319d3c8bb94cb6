"""Whoever waits reads what to do until then, and nobody is sent to take what is prescribed."""

from dataclasses import replace

import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.report.meanwhile import meanwhile
from pygalgia.report.patient_page import WITHOUT_PRESCRIPTION, _told_medicine, patient_page
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
CALM = assessing.assess(case(worse_sitting="present"), KNOWLEDGE, draws=5)


def raised(hazard, *, level=Urgency.SAME_DAY, age=46.0):
    """Return an assessment of a level with a warning sign of a hazard."""
    flag = replace(next(iter(BASE.red_flags.values())), hazard=hazard, urgency=level.id)
    verdict = FlagVerdict(flag=flag, verdict="raised", floor=Urgency.SELF_CARE, because_of=())
    return replace(CALM, urgency=level, red_flags=(verdict,), case=replace(CALM.case, age_years=age))


def said(assessment):
    """Return what is told, in one string."""
    return " ".join(meanwhile(assessment, BASE))


def test_an_emergency_has_a_page_of_its_own():
    assert not meanwhile(raised("fracture", level=Urgency.EMERGENCY), BASE)


@pytest.mark.parametrize("level", [each for each in Urgency if each < Urgency.SAME_DAY])
@pytest.mark.parametrize("hazard", ["fracture", "pressure-injury", "malignancy"])
def test_whoever_waits_for_longer_and_has_nothing_to_do_reads_what_eases_it(level, hazard):
    """41 of 132 people with a visit within two weeks read what to leave and nothing else."""
    made = raised(hazard, level=level)
    alone = replace(made, plan=replace(made.plan, treatment=()))

    assert patient_page(alone, BASE).to_do == view(alone, BASE)["meanwhile"] == meanwhile(alone, BASE)
    assert "paracetamol" in said(alone)
    assert ("turning often" in said(alone)) == (hazard == "pressure-injury")
    assert "Eat nothing" not in said(alone)


def test_whoever_has_something_to_do_at_home_reads_that_alone():
    made = replace(raised("fracture", level=Urgency.ROUTINE), plan=CALM.plan)

    assert CALM.urgency < Urgency.SAME_DAY
    assert patient_page(made, BASE).to_do == patient_page(CALM, BASE).to_do
    assert view(made, BASE)["meanwhile"] == ()


@pytest.mark.parametrize("hazard", BASE.care.routing.hazards)
def test_nobody_goes_hungry_who_is_not_on_the_way_to_hospital(hazard):
    is_fasting = "Eat nothing" in said(raised(hazard))

    # A child who is to see children's doctors today is sent to a children's emergency department.
    hospital = {"emergency-department", "paediatrics"}
    assert not is_fasting or BASE.care.routing.hazards[hazard].same_day in hospital
    assert "Eat nothing" not in said(raised(hazard, age=9.0))


def test_a_child_whose_growth_plate_may_have_slipped_eats_nothing_and_others_do():
    limping = {"getting-about": "limps"}

    def told(age, states):
        made = raised("child", age=age)
        return said(replace(made, case=replace(made.case, states={**made.case.states, **states})))

    assert "Eat nothing" in told(9.0, limping)
    assert "Eat nothing" not in told(9.0, {})
    assert "Eat nothing" not in told(7.0, limping)


def test_a_painkiller_is_named_but_not_where_painkillers_are_the_danger():
    assert "paracetamol" in said(raised("abscess"))
    assert "paracetamol" not in said(raised("medicines"))


def test_both_pages_say_it_and_speak_of_the_person_where_another_reads():
    made = raised("abscess")

    assert patient_page(made, BASE).to_do == meanwhile(made, BASE) == view(made, BASE)["meanwhile"]
    assert "the person" in " ".join(patient_page(made, BASE, audience="someone-else").to_do)


@pytest.mark.parametrize("condition", BASE.conditions)
def test_what_you_can_do_holds_no_medicine_that_has_to_be_prescribed(condition):
    """Read under "What you can do": a medicine for nerve pain."""
    rows = [
        replace(
            CALM.plan.treatment[0], kind=each.kind, plain=each.plain, classes=each.cautions, blocked_by=()
        )
        for each in BASE.conditions[condition].treatment
    ]

    assert all(WITHOUT_PRESCRIPTION.issuperset(each.classes) for each in _told_medicine(rows))
