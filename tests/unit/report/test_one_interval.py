"""One page names one interval for breaks from sitting, whichever cause leads."""

import re
from dataclasses import replace

import pytest

from circumstances import case, plan
from pygalgia import assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.report.breaks import at_one_interval
from pygalgia.report.patient_page import patient_page
from pygalgia.web.visit.assessed import view

KNOWLEDGE = assessing.load()
BASE = KNOWLEDGE.base
CALM = assessing.assess(replace(case(), states={"sitting-hours": "8-or-more"}), KNOWLEDGE, draws=5)
INTERVAL = re.compile(
    r"\b(?:every|each) (?:(?P<half>half hour)|(?P<hour>hour))"
    r"|\bevery (?P<from>\d+)(?: to (?P<to>\d+))? minutes"
)


def intervals(texts):
    """Return the intervals in minutes that texts name, each as (from, to)."""
    found = set()
    for each in INTERVAL.finditer(" ".join(texts)):
        least = 30 if each["half"] else 60 if each["hour"] else int(each["from"])
        found.add((least, int(each["to"] or least) if each["from"] else least))
    return found


@pytest.mark.parametrize("leading", sorted(BASE.conditions))
@pytest.mark.parametrize("second", ["sitting-related-gluteal-pain", "greater-trochanteric-pain-syndrome"])
def test_a_page_names_one_interval(leading, second):
    ranked = [(leading, 0.5), (second, 0.4)] if leading != second else [(leading, 0.9)]
    made = plan(BASE, leading=leading, urgency=Urgency.SELF_CARE, ranked=ranked,
                states={"sitting-hours": "8-or-more"})  # fmt: skip
    rows = tuple(
        replace(CALM.conditions[0], id=name, probability=share, name=name, plain_name=name)
        for name, share in ranked
    )
    asked = replace(CALM, plan=made, conditions=rows, urgency=Urgency.SELF_CARE)
    page, shown = patient_page(asked, BASE), view(asked, BASE)

    written = [*page.breaks, *page.to_do, *page.prevention, *(text for _, text in page.checks)]
    on_screen = [each.every for each in shown["breaks"]] + [each.plain for each in made.prevention]
    assert len(page.breaks) <= 1
    assert len(intervals(written)) <= 1, written
    assert len(intervals(on_screen)) <= 1, on_screen


def test_the_shortest_interval_is_told_and_no_way_to_break_off_is_lost():
    every = plan(BASE, leading="sitting-related-gluteal-pain", urgency=Urgency.SELF_CARE).micro_breaks
    told = at_one_interval(every)

    assert {each.routine for each in told} == {each.routine for each in every}
    assert told[0].every_minutes == min(each.every_minutes for each in every)
    assert [bool(each.every) for each in told] == [True] + [False] * (len(told) - 1)
