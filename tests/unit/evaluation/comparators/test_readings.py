"""A reader beside the program: the same accounts, the same rules, differences account by account."""

import numpy as np
import pytest

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.comparators.readings import beside
from pygalgia.evaluation.sets.key import Expected
from pygalgia.evaluation.sets.readings import Read, Reading
from pygalgia.evaluation.sets.truth import Answers, truth

CONDITIONS = ("sprain", "tumour", "abscess")


def expected(name, condition, urgency, *acceptable):
    return Expected(
        id=name, condition=condition, acceptable=(), urgency=urgency,
        urgency_acceptable=frozenset({urgency, *acceptable}), group="g", public_benchmark=False,
    )  # fmt: skip


TRUTH = truth(
    [
        expected("a", "sprain", Urgency.SELF_CARE, Urgency.ROUTINE),
        expected("b", "tumour", Urgency.EMERGENCY),
        expected("c", "abscess", Urgency.SAME_DAY),
    ],
    CONDITIONS,
)
OWN = Answers(
    name="pygalgia",
    probability=np.array([[0.5, 0.3, 0.2], [0.6, 0.1, 0.3], [0.1, 0.2, 0.7]]),
    urgency=np.array([Urgency.SELF_CARE, Urgency.ROUTINE, Urgency.SAME_DAY], dtype=np.int8),
)


def reading(**rows):
    return Reading(
        name="An expert",
        rows={name: Read(causes=causes, urgency=level, why="") for name, (causes, level) in rows.items()},
    )


def test_both_are_measured_on_the_accounts_that_both_have_answered():
    expert = reading(
        a=(("tumour", "sprain"), Urgency.ROUTINE),
        b=(("tumour",), Urgency.EMERGENCY),
        z=(("tumour",), Urgency.ROUTINE),
    )

    found = beside(expert, ["a", "b", "c"], OWN, TRUTH, conditions=CONDITIONS)

    assert found.n == 2
    assert (found.own["top1"].value, found.own["top3"].value) == (0.5, 1)
    assert (found.reader["top1"].value, found.reader["top3"].value) == (0.5, 1)
    assert (found.own["urgency_exact"].value, found.reader["urgency_exact"].value) == (0.5, 1)
    assert (found.own["emergency_sensitivity"].value, found.reader["emergency_sensitivity"].value) == (0, 1)


def test_what_a_reader_does_not_name_is_not_found():
    found = beside(
        reading(b=(("sprain",), Urgency.ROUTINE)), ["a", "b", "c"], OWN, TRUTH, conditions=CONDITIONS
    )

    assert found.reader["top5"].value == 0
    assert found.own["top5"].value == 1


def test_a_reader_is_ahead_by_what_the_program_misses():
    expert = reading(a=(("sprain",), Urgency.SELF_CARE), b=(("tumour",), Urgency.EMERGENCY))

    found = beside(expert, ["a", "b", "c"], OWN, TRUTH, conditions=CONDITIONS)

    assert found.ahead["top1"].value == pytest.approx(0.5)
    assert found.ahead["urgency_exact"].value == pytest.approx(0.5)
    assert {"reading_an_expert_top1", "beside_an_expert_top1", "ahead_an_expert_top1"} <= set(found.metrics())


def test_a_reading_of_other_accounts_is_left_out():
    other = reading(z=(("tumour",), Urgency.ROUTINE))

    assert beside(other, ["a", "b", "c"], OWN, TRUTH, conditions=CONDITIONS) is None
