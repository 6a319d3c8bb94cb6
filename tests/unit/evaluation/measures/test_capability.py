"""The capability comparison score."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pygalgia.evaluation.measures.capability import capability_scores


def as_published(solved: list[bool], easiness: list[float]) -> float:
    """Work the published formula out one case at a time (Kopka 2023; `get_ccs` of symptomcheckR)."""
    earned = sum(1 - each for hit, each in zip(solved, easiness, strict=True) if hit)
    lost = sum(each for hit, each in zip(solved, easiness, strict=True) if not hit)
    return ((earned - lost) / len(solved) + 1) / 2 * 100


tables = st.integers(1, 12).flatmap(
    lambda cases: st.lists(st.lists(st.booleans(), min_size=cases, max_size=cases), min_size=2, max_size=4)
)


@given(tables)
@settings(max_examples=50, deadline=None)
def test_it_is_the_published_formula(table):
    easiness = [sum(column) / len(table) for column in zip(*table, strict=True)]

    scores = capability_scores({str(i): np.array(row) for i, row in enumerate(table)}, seed=0)

    for index, row in enumerate(table):
        assert scores[str(index)].value == pytest.approx(as_published(row, easiness))


@given(tables)
@settings(max_examples=50, deadline=None)
def test_the_systems_average_50(table):
    scores = capability_scores({str(i): np.array(row) for i, row in enumerate(table)}, seed=0)

    assert np.mean([each.value for each in scores.values()]) == pytest.approx(50)


def test_of_two_systems_with_equal_counts_the_one_that_solves_what_others_fail_scores_no_less():
    solved = {
        "hard": np.array([True, False, False]),
        "easy": np.array([False, True, False]),
        "other": np.array([False, True, False]),
    }

    scores = capability_scores(solved, seed=0)

    assert scores["hard"].value == scores["easy"].value
    assert scores["hard"].n == 3


def test_one_system_alone_has_no_score():
    assert capability_scores({"alone": np.array([True])}, seed=0) == {}
