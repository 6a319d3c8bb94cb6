"""Counterfactuals: which single answer, still unknown, would change the urgency or the leading cause."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.assessment import Change
from pygalgia.domain.urgency import Urgency
from pygalgia.interview.situation import Situation
from pygalgia.interview.watch import urgency_if

#: How many changes of each kind are told.
MOST = 6
#: An answer less likely than this is not worth telling, unless it would make the case more urgent.
SMALLEST_CHANCE = 0.01


def changes(situation: Situation) -> tuple[Change, ...]:
    """Return what single answers would change: greater urgency first, then another leading cause."""
    if not situation.candidates:
        return ()
    return (*_more_urgent(situation), *_other_leaders(situation))


def _more_urgent(situation: Situation) -> list[Change]:
    chance = situation.outlook.chance
    rough = _rough_urgency(situation)
    found: list[tuple[Urgency, float, str, str]] = []
    # The rough order is by flags and thresholds alone; what is told is judged exactly.
    for index in sorted(
        np.flatnonzero(rough > situation.urgency), key=lambda each: (-rough[each], -chance[each])
    ):
        finding, state = situation.candidates[index]
        after = situation.urgency_of(situation.with_answer(finding, state))
        if after > situation.urgency:
            found.append((after, float(chance[index]), finding, state))
        if len(found) == MOST:
            break
    return [_urgency_change(situation, *each) for each in found]


def _rough_urgency(situation: Situation) -> NDArray[np.int64]:
    """Return (k,) the urgency after each candidate, by the flags it raises and the thresholds it crosses."""
    place = situation.standing.judge.atoms.place
    atoms = [place[key] for key in situation.candidates]
    by_flag = urgency_if(situation.standing, int(situation.urgency))[atoms]
    is_acted_on = situation.levels.harm(situation.outlook.probability) > situation.urgency
    return np.where(is_acted_on, np.maximum(by_flag, situation.urgency + 1), by_flag)


def _urgency_change(situation: Situation, after: Urgency, _chance: float, finding: str, state: str) -> Change:
    known = situation.findings[finding]
    words = known.state_names[state]
    matter = _article(after.id.replace("-", " "))
    return Change(
        finding=finding,
        state=state,
        leading=None,
        urgency=after,
        text=f"{known.name}{_as(known.kind, state, words)} would make this {matter}.",
        plain=f"{known.question} If the answer is “{words}”, this becomes {matter}.",
    )


def _other_leaders(situation: Situation) -> list[Change]:
    leader = int(np.argmax(situation.posterior.probability))
    leaders = situation.outlook.probability.argmax(axis=1)
    best: dict[str, tuple[float, int]] = {}
    for index, (finding, _state) in enumerate(situation.candidates):
        chance = float(situation.outlook.chance[index])
        if leaders[index] != leader and chance >= SMALLEST_CHANCE and chance > best.get(finding, (0.0, 0))[0]:
            best[finding] = (chance, index)
    strongest = sorted(best.values(), reverse=True)[:MOST]
    return [_leader_change(situation, index, int(leaders[index])) for _, index in strongest]


def _leader_change(situation: Situation, index: int, leader: int) -> Change:
    finding, state = situation.candidates[index]
    known = situation.findings[finding]
    condition = situation.conditions[situation.model.conditions[leader]]
    name = situation.model.conditions[leader]
    return Change(
        finding=finding,
        state=state,
        leading=name,
        urgency=None,
        text=(
            f"{known.name}{_as(known.kind, state, known.state_names[state])} would make "
            f"{condition.name} the leading cause."
        ),
        plain=(
            f"{known.question} If the answer is “{known.state_names[state]}”, "
            f"{condition.plain_name} becomes the most likely cause."
        ),
    )


def _as(kind: str, state: str, words: str) -> str:
    if kind == "yes-no":
        return "" if state == "present" else " being absent"
    return f": {words},"


def _article(level: str) -> str:
    return "an emergency" if level == "emergency" else f"a matter for: {level}"
