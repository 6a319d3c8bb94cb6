"""The examination: the few tests that would tell most about this picture, each with before and after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case, Origin
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import cost
from pygalgia.interview.watch import urgency_if

FloatArray = NDArray[np.float64]
#: Causes that an examination is about, and those of them whose order counts.
LEADING = 5
IN_ORDER = 3
#: Time for the tests of one sitting, in seconds.
THREE_MINUTES = 180.0
#: A result less likely than this changes nothing, unless it would make the case more urgent.
SMALLEST_CHANCE = 0.01
#: A test between whose results the first cause differs by this much confirms or shakes it: one in ten.
SURER = 0.1
#: Causes below this probability have no order that matters.
SMALLEST_CAUSE = 0.02
#: What a result must be expected to avert, in the unit of `losses`, before its call for haste counts.
SMALLEST_DANGER = 1e-4
#: A test is not worth its place where it tells less than this, or than this share of the most telling one.
SMALLEST_VALUE, SMALLEST_SHARE = 0.01, 0.1
#: How much less a test tells after one that speaks for the very same causes.
SAID_ALREADY = 0.5


class Moved(Frozen):
    """A cause before and after a result: probabilities."""

    condition: str
    before: float
    after: float


class Outcome(Frozen):
    """One result of a test.

    Attributes:
        state: The finding's state.
        chance: P(this result), as things stand.
        causes: The leading causes of today, in their order.
        other: Another cause, where the result moves it most.
        about: The cause that the test is about (`Examination.about`).
        condition: The condition that it moves most.
        before: That condition's probability now.
        after: And if this is the result.
        leading: The condition that would then lead.
        urgency: The urgency that would then hold.
    """

    state: str
    chance: float
    causes: tuple[Moved, ...]
    other: Moved | None
    about: Moved
    condition: str
    before: float
    after: float
    leading: str
    urgency: Urgency


class Examination(Frozen):
    """A test worth doing.

    Attributes:
        value: How far it is expected to move the leading causes, and the harm that it is expected to
            avert, in the unit of `losses`, beyond what the tests before it tell; > 0.
        seconds: How long it takes.
        about: The condition that a positive result raises most.
    """

    finding: str
    value: float
    seconds: float
    about: str
    outcomes: tuple[Outcome, ...]


def examinations(
    situation: Situation, *, most: int = 6, seconds: float | None = THREE_MINUTES
) -> tuple[Examination, ...]:
    """Return the tests worth doing now, in the order in which a short examination does them.

    A test of which no result changes the order of the leading causes, how sure the first one is, or the
    urgency is left out. Those
    are chosen that tell most for their burden, the first of them first, until the time is spent; each further
    test that speaks for the same causes counts half as much as the one before.

    Args:
        situation: Where things stand; its `who` says whose tests are meant.
        most: How many to return.
        seconds: Time there is for all of them; None for any.
    """
    if not situation.candidates:
        return ()
    telling = Telling(situation)
    chosen = telling.chosen(most=most, seconds=seconds)
    least = max(SMALLEST_VALUE, SMALLEST_SHARE * max((telling.value[place] for place in chosen), default=0.0))
    return tuple(
        _test(telling, place, value=value)
        for place, value in chosen.items()
        if telling.value[place] >= least and value >= SMALLEST_VALUE
    )


@dataclass(frozen=True)
class Telling:
    """What each test would tell. Axes: q `situation.askable`, k its candidates, L leading causes."""

    situation: Situation

    @cached_property
    def leading(self) -> NDArray[np.int64]:
        """(L,) columns of the leading causes, the most probable first; "none of these" is no cause."""
        probability = self.situation.posterior.probability
        listed = [
            int(column)
            for column in np.argsort(-probability, kind="stable")
            if self.situation.model.conditions[column] != UNLISTED
        ]
        return np.array(listed[:LEADING], dtype=np.int64)

    @cached_property
    def urgency(self) -> NDArray[np.int64]:
        """(k,) the urgency after each result, judged exactly where flags or expected harm point elsewhere."""
        here, now = self.situation, int(self.situation.urgency)
        by_harm = here.harm
        may_differ = (urgency_if(here.standing, now)[here.atoms] != now) | (by_harm > now)
        if here.standing.level < now or any(each.verdict == "open" for each in here.holding):
            waited_for = {name for each in here.holding for name in each.because_of}
            settles = np.array([finding in waited_for for finding, _ in here.candidates], dtype=np.bool_)
            may_differ |= settles | (by_harm < now)
        result = np.full(len(here.candidates), now)
        places = np.flatnonzero(may_differ)
        result[places] = here.urgency_after([here.candidates[row] for row in places])
        return result

    @cached_property
    def moved(self) -> FloatArray:
        """(k, L) by how much each result moves each leading cause, signed."""
        here = self.situation
        result: FloatArray = (here.outlook.probability - here.posterior.probability)[:, self.leading]
        return result

    @cached_property
    def averted(self) -> FloatArray:
        """(k,) what another urgency after each result saves for the causes that it makes likelier, >= 0.

        A sign that is common without danger earns nothing here by raising a flag, nor does a result that
        tips a balance which was even before: only as much as a danger becomes likelier by it.
        """
        here = self.situation
        by_level = here.loss.per_condition
        saved = np.maximum(by_level[:, int(here.urgency)][None, :] - by_level[:, self.urgency].T, 0.0)
        likelier = np.maximum(here.outlook.probability - here.posterior.probability, 0.0)
        result: FloatArray = (likelier * saved).sum(axis=1)
        return result

    @cached_property
    def value(self) -> FloatArray:
        """(q,) movement of the leading causes, each weighed by its likelihood, and harm averted."""
        weight = self.situation.posterior.probability[self.leading]
        movement = np.abs(self.moved) @ (weight / weight[0])
        return self._by_test(self.situation.outlook.chance * (movement + self.averted))

    @cached_property
    def matters(self) -> NDArray[np.bool_]:
        """(q,) whether a result changes the order of the first causes, how sure one is, or the urgency."""
        here = self.situation
        now = self._first(here.posterior.probability[None, :])
        reorders = (self._first(here.outlook.probability) != now).any(axis=1)
        reorders &= here.outlook.chance >= SMALLEST_CHANCE
        calls = (self.urgency != int(here.urgency)) & (here.outlook.chance * self.averted > SMALLEST_DANGER)
        changes: NDArray[np.bool_] = np.logical_or.reduceat(reorders | calls, here.starts)
        return changes | self._tells_the_first

    @cached_property
    def _tells_the_first(self) -> NDArray[np.bool_]:
        """(q,) whether the first cause is by a tenth likelier after one result than after another."""
        here = self.situation
        can_be = here.outlook.chance >= SMALLEST_CHANCE
        most = np.maximum.reduceat(np.where(can_be, self.moved[:, 0], -np.inf), here.starts)
        least = np.minimum.reduceat(np.where(can_be, self.moved[:, 0], np.inf), here.starts)
        result: NDArray[np.bool_] = most - least >= SURER
        return result

    def chosen(self, *, most: int, seconds: float | None) -> dict[int, float]:
        """Return the places (on q) of the tests that tell most for their burden, within the time.

        Each stands with what it tells beyond those before it.
        """
        here = self.situation
        burden = np.array([cost(finding, here) for finding in here.askable])
        left = [place for place in np.flatnonzero(self.matters).tolist() if self.value[place] > 0]
        chosen: dict[int, float] = {}
        spent = 0.0
        while left and len(chosen) < most:
            best = max(left, key=lambda place: self._new(place, chosen) / burden[place])
            left.remove(best)
            takes = here.askable[best].seconds
            if seconds is None or spent + takes <= seconds:
                chosen[best] = self._new(best, chosen)
                spent += takes
        return chosen

    def _new(self, place: int, chosen: Iterable[int]) -> float:
        """Return what a test tells beyond those chosen before it."""
        left = float(self.value[place])
        for other in chosen:
            left *= 1 - SAID_ALREADY * max(float(self.positive[place] @ self.positive[other]), 0.0)
        return left

    @cached_property
    def positive(self) -> FloatArray:
        """(q, L) the direction in which a positive result moves the leading causes, of length 1 or 0."""
        weighed = self.situation.outlook.chance[:, None] * self.moved
        denies = np.array(
            [state == self.situation.findings[finding].denial for finding, state in self.situation.candidates]
        )
        summed = np.add.reduceat(np.where(denies[:, None], 0.0, weighed), self.situation.starts, axis=0)
        length = np.linalg.norm(summed, axis=1, keepdims=True)
        result: FloatArray = np.divide(summed, length, out=np.zeros_like(summed), where=length > 0)
        return result

    def _first(self, probability: FloatArray) -> NDArray[np.int64]:
        """Return (k, 3) columns of the first causes in order; -1 for those too unlikely to have one."""
        listed = probability.copy()
        listed[:, [name == UNLISTED for name in self.situation.model.conditions]] = 0.0
        first = np.argsort(-listed, axis=1, kind="stable")[:, :IN_ORDER]
        return np.where(np.take_along_axis(listed, first, axis=1) >= SMALLEST_CAUSE, first, -1)

    def _by_test(self, values: FloatArray) -> FloatArray:
        result: FloatArray = np.add.reduceat(values, self.situation.starts)
        return result


def _test(telling: Telling, place: int, *, value: float) -> Examination:
    situation = telling.situation
    finding = situation.askable[place]
    start = int(situation.starts[place])
    rows = range(start, start + len(finding.states))
    raised = max(
        (row for row in rows if situation.candidates[row][1] != finding.denial),
        key=lambda row: float(situation.outlook.chance[row]),
    )
    gain = situation.outlook.probability[raised] - situation.posterior.probability
    about = int(gain.argmax())
    outcomes = (_outcome(telling, row, about=about) for row in rows)
    return Examination(
        finding=finding.id,
        value=value,
        seconds=finding.seconds,
        about=situation.model.conditions[about],
        outcomes=tuple(sorted(outcomes, key=lambda each: -abs(each.after - each.before))),
    )


def _outcome(telling: Telling, row: int, *, about: int) -> Outcome:
    situation = telling.situation
    finding, state = situation.candidates[row]
    before, after = situation.posterior.probability, situation.outlook.probability[row]
    urgency = None
    recorded = _recorded(situation, finding, state)
    if recorded is not None:
        after, urgency = situation.probability_of(recorded), situation.urgency_of(recorded)
    moved = int(np.argmax(np.abs(after - before)))
    leading = telling.leading[:IN_ORDER].tolist()
    names = situation.model.conditions

    def of(column: int) -> Moved:
        return Moved(condition=names[column], before=float(before[column]), after=float(after[column]))

    return Outcome(
        state=state,
        chance=float(situation.outlook.chance[row]),
        causes=tuple(of(column) for column in leading),
        other=None if moved in leading else of(moved),
        about=of(about),
        condition=names[moved],
        before=float(before[moved]),
        after=float(after[moved]),
        leading=names[int(after.argmax())],
        urgency=situation.urgency_after([(finding, state)])[0] if urgency is None else urgency,
    )


def _recorded(situation: Situation, finding: str, state: str) -> Case | None:
    """Return the case with a result and all that follows from it; None where nothing does."""
    case = situation.case
    follows = {
        each.finding: each.then
        for each in situation.findings[finding].implies
        if each.state == state and each.time is None and each.finding not in case.states
    }
    if not follows:
        return None
    implied: dict[str, Origin] = dict.fromkeys(follows, "implied")
    return replace(
        case,
        states={**case.states, finding: state, **follows},
        origins={**case.origins, finding: "answered", **implied},
    )
