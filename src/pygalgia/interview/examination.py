"""The examination: which tests are worth doing now, each with what it would show before and after."""

from dataclasses import dataclass

import numpy as np

from pygalgia.domain.urgency import Urgency
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import Worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One result of a test.

    Attributes:
        state: The finding's state.
        chance: P(this result), as things stand.
        condition: The condition that it moves most.
        before: That condition's probability now.
        after: And if this is the result.
        leading: The condition that would then lead.
        urgency: The urgency that would then hold.
    """

    state: str
    chance: float
    condition: str
    before: float
    after: float
    leading: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """A test worth doing.

    Attributes:
        value: Expected saving of loss, >= 0.
        seconds: How long it takes.
    """

    finding: str
    value: float
    seconds: float
    outcomes: tuple[Outcome, ...]


def examinations(situation: Situation, *, most: int = 6) -> tuple[Examination, ...]:
    """Return the examiner's and the laboratory's findings worth having now, the best for its burden first.

    Args:
        situation: Where things stand; its `who` says whose tests are meant.
        most: How many to return.
    """
    if not situation.candidates:
        return ()
    worth = Worth(situation)
    order = [
        int(p) for p in np.argsort(-worth.per_cost, kind="stable") if situation.askable[p].who != "patient"
    ]
    return tuple(_test(situation, place, float(worth.total[place])) for place in order[:most])


def _test(situation: Situation, place: int, value: float) -> Examination:
    finding = situation.askable[place]
    start = int(situation.starts[place])
    outcomes = (_outcome(situation, start + offset) for offset in range(len(finding.states)))
    return Examination(
        finding=finding.id,
        value=value,
        seconds=finding.seconds,
        outcomes=tuple(sorted(outcomes, key=lambda each: -abs(each.after - each.before))),
    )


def _outcome(situation: Situation, row: int) -> Outcome:
    finding, state = situation.candidates[row]
    before, after = situation.posterior.probability, situation.outlook.probability[row]
    moved = int(np.argmax(np.abs(after - before)))
    return Outcome(
        state=state,
        chance=float(situation.outlook.chance[row]),
        condition=situation.model.conditions[moved],
        before=float(before[moved]),
        after=float(after[moved]),
        leading=situation.model.conditions[int(after.argmax())],
        urgency=situation.urgency_of(situation.with_answer(finding, state)),
    )
