"""What the beliefs rest on, weighted by what moves results."""

import pytest

import builders
from pygalgia.domain.opinion import Opinion
from pygalgia.knowledge.coverage import BeliefName, coverage
from pygalgia.knowledge.pooling import pooled

RATES = {"pump": 0.9, "belt": 0.1}


@pytest.fixture
def base():
    noise = builders.finding("noise", background=builders.yes(0.2))
    pump = builders.condition("pump", share=0.5, findings={"noise": builders.yes(0.5)})
    belt = builders.condition("belt", share=0.5)
    states = {name: {"absent": 1 - p, "present": p} for name, p in RATES.items()}
    judge = Opinion(id="judge", n=8, how="a test", rates={"noise": states})
    conditions = pooled(
        {"pump": pump, "belt": belt}, findings={"noise": noise}, mechanisms={}, opinions=[judge]
    )
    return builders.base(findings=[noise], mechanisms=[], conditions=list(conditions.values()))


def test_half_of_a_pooled_rate_counts_for_the_opinions(base):
    moved = {BeliefName("finding in condition", "noise", "pump"): 3.0}

    result = coverage(base, influence=moved)

    assert result["by_influence"]["judged"] == 1
    assert result["as_pooled"]["judged"] == result["as_pooled"]["opinions"] == 0.5


def test_where_a_condition_states_nothing_the_background_has_the_other_half(base):
    moved = {BeliefName("finding in condition", "noise", "belt"): 1.0}

    result = coverage(base, influence=moved)

    assert result["by_influence"]["opinions_alone"] == 1
    assert result["as_pooled"]["judged"] == result["as_pooled"]["opinions"] == 0.5


def test_a_background_is_not_pooled(base):
    result = coverage(base, influence={BeliefName("background of finding", "noise", ""): 1.0})

    assert result["as_pooled"]["judged"] == 1
