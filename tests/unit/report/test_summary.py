"""The summary for the record fits one screen, holds the telling negatives, and agrees with the mode."""

from dataclasses import replace
from pathlib import Path

import pytest

from pygalgia import assess, read_case
from pygalgia.assessing.lookahead import situation
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.finding import NOTHING
from pygalgia.interview import examinations
from pygalgia.report.clinician_page import clinician_page
from pygalgia.report.clinician_summary import LINES, MOST_TESTS, clinician_summary, height
from pygalgia.report.fit import case_mix, fits_best
from pygalgia.report.negatives import telling_negatives
from pygalgia.report.words import counted

CASES = sorted((Path(__file__).parents[3] / "cases" / "dev").glob("*.yaml"))


@pytest.fixture(scope="module", params=CASES[::4], ids=lambda path: path.stem)
def case(request, knowledge):
    return read_case(request.param, knowledge)


@pytest.fixture(scope="module")
def assessment(case, knowledge):
    return assess(case, knowledge, draws=20)


@pytest.fixture(scope="module")
def tests(case, knowledge):
    return examinations(replace(situation(case, knowledge), who=frozenset({"examiner"})))


def test_the_summary_fits_one_screen(assessment, tests, knowledge):
    """It once held forty negatives and thirty-one references."""
    lines = clinician_summary(assessment, knowledge.base, examination=tests).splitlines()
    assert height(lines) <= LINES


def test_the_summary_and_the_mode_suggest_the_same_tests_in_the_same_order(assessment, tests, knowledge):
    text = clinician_summary(assessment, knowledge.base, examination=tests)
    told = text.partition("Examine")[2]
    places = [told.find(f"  {knowledge.base.findings[each.finding].name}: ") for each in tests[:MOST_TESTS]]
    assert -1 not in places
    assert places == sorted(places)


def test_every_telling_negative_was_answered_and_weighs_something(assessment, knowledge):
    for name in telling_negatives(assessment, knowledge.base):
        assert assessment.case.states[name] in NOTHING
        assert assessment.case.origins.get(name) != "from-regions"
    assert len(clinician_page(assessment, knowledge.base).negatives) <= 11


def test_forty_negatives_are_told_as_ten_and_a_number(knowledge):
    base = knowledge.base
    case = read_case(CASES[0], knowledge)
    denied = {
        finding.id: finding.denial
        for finding in base.findings.values()
        if finding.denial and finding.scored and finding.who == "patient" and finding.kind == "yes-no"
    }
    told = clinician_page(assess(replace(case, states=denied), knowledge, draws=1), base).negatives
    assert len(told) == 11
    assert told[-1].endswith(" others")


def test_what_fits_best_is_told_where_its_first_three_are_others(assessment):
    likely = [each.id for each in assessment.conditions if each.id != UNLISTED][:3]
    same = [each.id for each in assessment.fits_best][:3] == likely
    assert (fits_best(assessment) == "") == (same or not assessment.enough_to_rank)


def test_the_case_mix_is_named_on_the_clinicians_page(assessment, knowledge):
    assert assessment.case_mix.name in case_mix(assessment)
    assert case_mix(assessment) in clinician_page(assessment, knowledge.base).conclusion


def test_one_is_no_plural():
    assert [counted(number, "other") for number in (0, 1, 2)] == ["0 others", "1 other", "2 others"]
