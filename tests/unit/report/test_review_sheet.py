"""A reviewer sees each rate beside everybody's, with reason and page, and what changed between versions."""

from dataclasses import replace

import pytest

from pygalgia.knowledge.sheet import changes, sheet
from pygalgia.report.review_sheet import difference_sheet, review_sheet

NAME = "coccydynia"


@pytest.fixture
def base(knowledge):
    return knowledge.base


@pytest.fixture
def lines(base):
    return {(line.part, line.about): line for line in sheet(base, base.conditions[NAME])}


def altered(base, **changed):
    condition = replace(base.conditions[NAME], **changed)
    return replace(base, sha256="f" * 64, conditions={**base.conditions, NAME: condition})


def test_every_belief_stands_in_the_sheet_beside_the_rate_of_everybody(base, lines):
    for link in base.conditions[NAME].findings:
        finding = base.findings[link.target]
        for state, p in link.belief.states.items():
            if state == "absent":
                continue
            key = link.target if state == "present" else f"{link.target}={state}"
            line = lines["What people have", key]
            assert (line.here, line.background) == (p, finding.background.states[state])
            assert line.ratio == pytest.approx(p / finding.background.states[state])
            assert (line.basis, line.because) == (link.belief.basis, link.belief.because)


def test_a_finding_of_a_pattern_comes_at_the_rate_that_the_pattern_gives_it(base, lines):
    (link,) = (each for each in base.conditions[NAME].mechanisms if each.target == "coccyx-provocation")
    shown = {each.finding: each for each in base.mechanisms[link.target].manifestations}["coccyx-tenderness"]
    p = link.belief.present

    line = lines["What people have", "coccyx-tenderness"]
    assert line.here == pytest.approx(p * shown.present.present + (1 - p) * shown.absent.present)
    assert line.basis == "through coccyx-provocation"


def test_no_two_statements_of_a_condition_share_a_key(base):
    for condition in base.conditions.values():
        keys = [(line.part, line.about) for line in sheet(base, condition)]
        assert len(keys) == len(set(keys)), condition.id


def test_the_page_of_each_source_is_given(base):
    page = review_sheet(base, base.conditions[NAME])
    figures = {name for link in base.conditions[NAME].links for name in link.belief.figures}

    assert figures
    for name in figures:
        assert f"`{name}`" in page
        assert (base.sources[base.figures[name].source].url_seen or "") in page
    assert "Not yet reviewed by a clinician." in page
    widths = {row.count(" | ") for row in page.splitlines() if row.startswith("| ")}
    assert widths == {6}


def test_the_same_knowledge_has_no_difference(base):
    assert difference_sheet(base, base, NAME).endswith("Nothing.\n")


def test_a_changed_rate_is_shown_before_and_after_and_nothing_else(base):
    first, *rest = sorted(
        base.conditions[NAME].findings, key=lambda link: "present" not in link.belief.states
    )
    moved = replace(first.belief, states={"absent": 0.5, "present": 0.5}, because="counted anew")
    after = altered(base, findings=(replace(first, belief=moved), *rest))

    page = difference_sheet(base, after, NAME)
    (row,) = (line for line in page.splitlines() if line.startswith("| ") and "before" not in line)
    assert f"{100 * first.belief.present:.3g} % | 50 %" in row
    assert f"counted anew (was: {first.belief.because})" in row


def test_what_is_new_and_what_is_gone_is_said(base):
    fewer = altered(base, treatment=())
    lost, gained = difference_sheet(base, fewer, NAME), difference_sheet(fewer, base, NAME)

    assert "| there | gone |" in lost
    assert "| not there | there |" in gained


def test_a_condition_that_one_version_lacks_is_all_new(base):
    without = replace(base, conditions={name: each for name, each in base.conditions.items() if name != NAME})
    new = sheet(base, base.conditions[NAME])

    assert [change.after for change in changes((), new)] == list(new)
    assert "not there" in difference_sheet(without, base, NAME)
    with pytest.raises(KeyError):
        difference_sheet(without, without, NAME)
