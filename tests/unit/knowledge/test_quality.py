"""The grade of a figure and how many people it counts for: one rule, and the worst where unknown."""

from dataclasses import replace

import pytest

import pygalgia
from pygalgia.domain.evidence import Figure
from pygalgia.knowledge.quality import effective_n, quality

FIGURE = Figure(
    id="s/a", source="s", condition="c", finding="f", measure="sensitivity", value=0.5, n=100,
    people="consulting", reference_standard="MRI",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "changed", "grade", "n"),
    [
        ("cohort", {}, "A", 100),
        ("cohort", {"n": 5000}, "A", 200),
        ("cohort", {"n": None}, "A", 20),
        ("cohort", {"people": "referred"}, "B", 50),
        ("case-series", {}, "B", 50),
        ("case-series", {"people": "referred"}, "C", 25),
        ("cohort", {"reference_standard": None}, "B", 50),
        ("cohort", {"people": "population"}, "B", 50),
        ("cohort", {"people": "population", "background": True}, "A", 100),
        ("textbook", {}, "C", 25),
        ("case-report", {"people": "unknown", "reference_standard": None}, "D", 8),
        ("narrative-review", {"people": "unknown", "n": None}, "D", 8),
    ],
)
def test_a_figure_counts_for_its_size_times_three_weights(kind, changed, grade, n):
    """max(8, weight of study x directness x bias x min(n or 20, 200))."""
    found = quality(replace(FIGURE, **changed), kind)
    assert (found.grade, found.effective_n) == (grade, pytest.approx(n))


@pytest.mark.parametrize("unknown", [{"people": "unknown"}, {"n": None}, {"reference_standard": None}])
@pytest.mark.parametrize("kind", ["cohort", "case-series", "web-page"])
def test_what_is_not_known_never_counts_for_more(kind, unknown):
    assert quality(replace(FIGURE, **unknown), kind).effective_n <= quality(FIGURE, kind).effective_n


def test_a_belief_counts_for_its_weakest_figure_and_half_of_it_with_a_chosen_constant():
    strong, weak = quality(FIGURE, "cohort"), quality(replace(FIGURE, n=40), "cohort")
    assert effective_n("measured", [strong]) == 100
    assert effective_n("derived", [strong, weak]) == 40
    assert effective_n("adjusted", [strong, weak]) == 20
    assert effective_n("adjusted", []) == effective_n("derived", []) == effective_n("judged", []) == 8


def test_every_shipped_belief_on_figures_has_the_size_that_the_rule_gives(knowledge):
    base = knowledge.base
    checked = 0
    for condition in base.conditions.values():
        for link in condition.links:
            if link.belief.figures:
                graded = [base.figures[name].quality for name in link.belief.figures]
                assert link.belief.n == effective_n(link.belief.basis, graded), (condition.id, link.target)
                checked += 1
    assert checked > 500


def test_the_words_of_a_grade_name_each_of_its_reasons():
    words = quality(replace(FIGURE, people="unknown", n=None, reference_standard=None), "textbook").words
    assert words == "D: kind of study unknown, size not said, not known who, diagnosis unclear; counts for 8"


def test_every_shipped_figure_is_graded():
    figures = pygalgia.load().base.figures.values()
    assert {figure.quality is None for figure in figures} == {False}
    assert {figure.quality.grade for figure in figures} == set("ABCD")
