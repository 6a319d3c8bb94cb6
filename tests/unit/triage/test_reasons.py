"""A reason says of a cause what its own danger is, and what to do where it is told to act at once."""

from itertools import product

import numpy as np
import pytest

from circumstances import case
from pygalgia import assessing
from pygalgia.domain.urgency import Urgency
from pygalgia.triage.reasons import reasons

KNOWLEDGE = assessing.load()
CONDITIONS = list(KNOWLEDGE.base.conditions.values())
LEVELS = [each for each in Urgency if each > Urgency.SELF_CARE]


def reason_of(condition, level):
    """Return what is said of a cause that alone pays for a level."""
    worth = np.zeros((len(Urgency) - 1, 1))
    worth[level - 1, 0] = 1.5
    levels = KNOWLEDGE.levels_for(case())
    (said,) = reasons((), worth, conditions=[condition], levels=levels, enough_to_rank=True)
    return said


@pytest.mark.parametrize("level", LEVELS, ids=lambda each: each.id)
def test_what_cannot_wait_is_never_told_as_an_ordinary_visit(level):
    """An infected hip joint was "likely enough to be looked at in an ordinary visit"."""
    for condition in CONDITIONS:
        own = Urgency.from_id(condition.action.urgency)
        said = reason_of(condition, level).plain
        too_low = level < own and own >= Urgency.SAME_DAY

        # A name without an article is no part of a sentence: "Broken hip is likely enough".
        assert said.endswith(f": {condition.plain_name}.")
        assert said.startswith("Less likely, but watch for its signs") == too_low, condition.id
        assert said.startswith("Likely enough") != too_low, condition.id


def test_what_an_emergency_asks_for_is_said_in_an_emergency_alone():
    urgent = [each for each in CONDITIONS if each.action.urgency == Urgency.EMERGENCY.id]

    assert len(urgent) > 4
    for condition, level in product(urgent, LEVELS):
        said = reason_of(condition, level).do_now
        assert said == (condition.action.do_now if level is Urgency.EMERGENCY else "")
