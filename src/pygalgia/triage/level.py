"""The one judgement of urgency, on arrays: from flags, from expected harm, and from knowing too little."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.condition import Condition
from pygalgia.domain.triage import TriageRules
from pygalgia.domain.urgency import Urgency

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The rules of triage as arrays over the conditions (C) and the rules for several together (R).

    Attributes:
        urgency: (C,) level of each condition.
        act_at: (C,) probability at which it is acted on.
        mass_urgency: (R,) level of each rule.
        mass_at_least: (R,) probability at which it acts.
        in_mass: (R, C) 1 where a condition counts for a rule, else 0.
        too_little: The level where there is not enough to rank.
    """

    urgency: IndexArray
    act_at: FloatArray
    mass_urgency: IndexArray
    mass_at_least: FloatArray
    in_mass: FloatArray
    too_little: Urgency

    def of(self, probability: FloatArray, *, flagged: Urgency, enough_to_rank: bool) -> Urgency:
        """Return the urgency of one case: the highest that any of its reasons asks for.

        Args:
            probability: (C,) cautious probabilities.
            flagged: What the red flags ask for.
            enough_to_rank: Whether enough is known for the ranking to mean anything.
        """
        harm = Urgency(int(self.harm(probability[None, :])[0]))
        return max(harm, flagged, Urgency.SELF_CARE if enough_to_rank else self.too_little)

    def harm(self, probability: FloatArray) -> IndexArray:
        """Return (k,) the level that expected harm asks for, given (k, C) probabilities."""
        result: IndexArray = np.maximum(self.alone(probability), self.together(probability))
        return result

    def alone(self, probability: FloatArray) -> IndexArray:
        """Return (k,) the level that single conditions ask for, given (k, C) probabilities."""
        levels: IndexArray = (self.is_acted_on(probability) * self.urgency).max(axis=1, initial=0)
        return levels

    def together(self, probability: FloatArray) -> IndexArray:
        """Return (k,) the level that several conditions together ask for, given (k, C) probabilities."""
        reached = self.is_reached(probability)
        levels: IndexArray = np.where(reached, self.mass_urgency, 0).max(axis=1, initial=0)
        return levels

    def is_acted_on(self, probability: FloatArray) -> NDArray[np.bool_]:
        """Return (k, C) whether each condition is probable enough to be acted on."""
        result: NDArray[np.bool_] = probability >= self.act_at
        return result

    def is_reached(self, probability: FloatArray) -> NDArray[np.bool_]:
        """Return (k, R) whether each rule's conditions together are probable enough."""
        result: NDArray[np.bool_] = self.mass(probability) >= self.mass_at_least
        return result

    def mass(self, probability: FloatArray) -> FloatArray:
        """Return (k, R) the probability that each rule's conditions have together."""
        result: FloatArray = probability @ self.in_mass.T
        return result


def compile_levels(conditions: Sequence[Condition], rules: TriageRules) -> Levels:
    """Return the rules as arrays, for conditions in the order of the C axis."""
    urgency = _levels(each.action.urgency for each in conditions)
    mass_urgency = _levels(each.urgency for each in rules.masses)
    return Levels(
        urgency=urgency,
        act_at=np.array([each.action.act_at for each in conditions]),
        mass_urgency=mass_urgency,
        mass_at_least=np.array([each.at_least for each in rules.masses]),
        in_mass=(urgency[None, :] >= mass_urgency[:, None]).astype(np.float64),
        too_little=Urgency.from_id(rules.floor_when_inconclusive),
    )


def _levels(names: Iterable[str]) -> IndexArray:
    return np.array([Urgency.from_id(name) for name in names], dtype=np.int64)
