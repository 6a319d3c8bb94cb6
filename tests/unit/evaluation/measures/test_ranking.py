"""Ranks and the quality of lists, against plain Python."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.measures.ranking import (
    differential_f1,
    ndcg,
    order_of,
    place_in,
    ranking_metrics,
    ranks,
)
from pygalgia.evaluation.sets.truth import Answers, Truth

CONDITIONS = 6


def truth_of(relevance) -> Truth:
    relevance = np.array(relevance, dtype=np.int8)
    size = len(relevance)
    return Truth(
        relevance=relevance,
        urgency=np.zeros(size, dtype=np.int8),
        allowed=np.eye(5, dtype=bool)[np.zeros(size, dtype=int)],
        public=np.zeros(size, dtype=bool),
    )


@st.composite
def ranked(draw):
    """One case: probabilities, and which conditions are right."""
    weights = np.array(
        draw(st.lists(st.integers(1, 50), min_size=CONDITIONS, max_size=CONDITIONS, unique=True))
    )
    relevance = draw(st.lists(st.integers(0, 1), min_size=CONDITIONS, max_size=CONDITIONS))
    relevance[draw(st.integers(0, CONDITIONS - 1))] = 2
    return weights / weights.sum(), relevance


@given(ranked())
@settings(deadline=None)
def test_a_rank_is_the_place_in_the_sorted_list(case):
    probability, relevance = case
    in_order = sorted(zip(probability, relevance, strict=True), reverse=True)
    expected = next(place for place, (_, grade) in enumerate(in_order, 1) if grade)

    assert ranks(probability[None, :], truth_of([relevance]))[0] == expected


@given(ranked())
@settings(deadline=None)
def test_ndcg_is_that_of_the_textbook(case):
    probability, relevance = case

    def gain(grades):
        return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades[:5], 1))

    listed = [grade for _, grade in sorted(zip(probability, relevance, strict=True), reverse=True)]
    expected = gain(listed) / gain(sorted(relevance, reverse=True))

    assert ndcg(order_of(probability[None, :]), truth_of([relevance]))[0] == pytest.approx(expected)


@given(ranked())
@settings(deadline=None)
def test_f1_balances_precision_and_recall_of_the_list(case):
    probability, relevance = case
    order = sorted(range(CONDITIONS), key=lambda column: -probability[column])[:5]
    listed = {column for column in order if probability[column] >= 0.05}
    right = {column for column in range(CONDITIONS) if relevance[column]}
    hits = len(listed & right)
    precision, recall = hits / len(listed), hits / len(right)
    expected = 0 if not hits else 2 * precision * recall / (precision + recall)

    assert differential_f1(probability[None, :], truth_of([relevance]))[0] == pytest.approx(expected)


def test_a_condition_that_was_excluded_has_no_rank():
    truth = truth_of([[0, 2, 0]])

    assert ranks(np.array([[0.6, 0.0, 0.4]]), truth)[0] == np.inf


def test_an_acceptable_alternative_counts_as_right_but_not_as_the_very_condition():
    answers = Answers(name="x", probability=np.array([[0.6, 0.3, 0.1]]), urgency=None)

    metrics = ranking_metrics(answers, truth_of([[1, 2, 0]]), seed=0)

    assert metrics["top1"].value == 1
    assert metrics["top1_without_alternatives"].value == 0
    assert metrics["mrr"].value == 1


def test_a_system_that_does_not_rank_has_no_ranking_metrics():
    answers = Answers(name="x", probability=None, urgency=np.zeros(1, dtype=np.int8))

    assert ranking_metrics(answers, truth_of([[2, 0, 0]]), seed=0) == {}


def test_depths_nest():
    rng = np.random.default_rng(0)
    probability = rng.dirichlet(np.ones(8), size=50)
    relevance = np.eye(8, dtype=int)[rng.integers(0, 8, 50)] * 2

    metrics = ranking_metrics(
        Answers(name="x", probability=probability, urgency=None), truth_of(relevance), seed=0
    )

    values = [metrics[f"top{depth}"].value for depth in (1, 3, 5)]
    assert values == sorted(values)
    assert all(isinstance(each, Measure) for each in metrics.values())


def test_any_order_is_measured_as_a_ranking_is():
    told = truth_of([[0, 2, 0], [0, 2, 0], [0, 2, 0]])
    order = np.array([[1, -1], [0, 1], [2, -1]], dtype=np.int32)

    assert place_in(order, told).tolist() == [1, 2, np.inf]
    found = ranking_metrics(Answers(name="x", probability=None, urgency=None, order=order), told, seed=0)
    assert (found["top1"].value, found["top3"].value) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert "differential_f1" not in found
