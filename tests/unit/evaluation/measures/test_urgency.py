"""Whether urgency was exact, too low or too high."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.measures.urgency import confusion, exact, too_high, too_low, urgency_metrics
from pygalgia.evaluation.sets.key import Expected
from pygalgia.evaluation.sets.truth import Answers, Truth, truth

levels = st.sampled_from(list(Urgency))


def expected(due: Urgency, *also: Urgency) -> Expected:
    return Expected(
        id="a", condition="c0", acceptable=(), urgency=due,
        urgency_acceptable=frozenset({due, *also}), group="g", public_benchmark=False,
    )  # fmt: skip


def told(*rows: Expected) -> Truth:
    return truth(rows, ["c0"])


def answers(*given: Urgency) -> Answers:
    return Answers(name="x", probability=None, urgency=np.array(given, dtype=np.int8))


@given(levels, st.frozensets(levels), levels)
@settings(deadline=None)
def test_low_and_high_are_measured_from_the_acceptable_levels(due, also, given_):
    one = told(expected(due, *also))
    given_level = np.array([given_], dtype=np.int8)
    acceptable = {due, *also}

    assert exact(given_level, one)[0] == (given_ in acceptable)
    assert too_low(given_level, one)[0] == (given_ < min(acceptable))
    assert too_high(given_level, one)[0] == (given_ > max(acceptable))


def test_metrics_of_a_small_table_counted_by_hand():
    due = [Urgency.EMERGENCY, Urgency.EMERGENCY, Urgency.ROUTINE, Urgency.SELF_CARE]
    given_levels = [Urgency.EMERGENCY, Urgency.ROUTINE, Urgency.SAME_DAY, Urgency.SELF_CARE]

    metrics = urgency_metrics(answers(*given_levels), told(*map(expected, due)))

    values = {name: each.value for name, each in metrics.items()}
    assert values == {
        "urgency_exact": 0.5,
        "under_triage": 0.25,
        "over_triage": 0.25,
        "emergency_sensitivity": 0.5,
        "emergency_specificity": 1.0,
        "self_care_recognised": 1.0,
        "safety_of_advice": 0.75,
        "safe_within_one_level": 0.75,
        "inclination_to_over_triage": 0.5,
    }


def test_without_an_emergency_nothing_is_said_about_emergencies():
    metrics = urgency_metrics(answers(Urgency.ROUTINE), told(expected(Urgency.ROUTINE)))

    assert metrics["emergency_sensitivity"].value is None
    assert metrics["inclination_to_over_triage"].value is None


def test_an_emergency_called_same_day_is_not_caught_even_where_that_is_acceptable():
    metrics = urgency_metrics(answers(Urgency.SAME_DAY), told(expected(Urgency.EMERGENCY, Urgency.SAME_DAY)))

    assert metrics["urgency_exact"].value == 1
    assert metrics["emergency_sensitivity"].value == 0


def test_rows_of_the_confusion_table_are_what_was_due():
    table = confusion(np.array([Urgency.ROUTINE], dtype=np.int8), told(expected(Urgency.EMERGENCY)))

    assert table[Urgency.EMERGENCY, Urgency.ROUTINE] == 1
    assert table.sum() == 1
