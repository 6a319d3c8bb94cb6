"""The urgency level alone, without its reasons: for looking ahead at very many possible answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.condition import Condition
from pygalgia.domain.triage import TriageRules
from pygalgia.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """The thresholds of triage as arrays over the conditions (C) and the rules for several together (R).

    Attributes:
        urgency: (C,) level of each condition.
        act_at: (C,) probability at which it is acted on.
        mass_urgency: (R,) level of each rule.
        mass_at_least: (R,) probability at which it acts.
        in_mass: (R, C) whether a condition counts for a rule.
    """

    urgency: NDArray[np.int8]
    act_at: NDArray[np.float64]
    mass_urgency: NDArray[np.int8]
    mass_at_least: NDArray[np.float64]
    in_mass: NDArray[np.float64]

    def level(self, probability: NDArray[np.float64]) -> Urgency:
        """Return the level that (C,) cautious probabilities ask for."""
        alone = self.urgency[probability >= self.act_at]
        together = self.mass_urgency[self.in_mass @ probability >= self.mass_at_least]
        return Urgency(max(int(alone.max(initial=0)), int(together.max(initial=0))))


def thresholds(conditions: Sequence[Condition], rules: TriageRules) -> Thresholds:
    """Return the thresholds of conditions, in the order of the C axis, and of the rules."""
    urgency = _levels(each.action.urgency for each in conditions)
    mass_urgency = _levels(each.urgency for each in rules.masses)
    return Thresholds(
        urgency=urgency,
        act_at=np.array([each.action.act_at for each in conditions]),
        mass_urgency=mass_urgency,
        mass_at_least=np.array([each.at_least for each in rules.masses]),
        in_mass=(urgency[None, :] >= mass_urgency[:, None]).astype(np.float64),
    )


def _levels(names: Iterable[str]) -> NDArray[np.int8]:
    return np.array([Urgency.from_id(name) for name in names], dtype=np.int8)
