"""The rules that turn verdicts and probabilities into urgency, as data."""

from collections.abc import Mapping

from pygalgia.domain.red_flag import Criterion
from pygalgia.frozen import Frozen


class UrgencyLosses(Frozen):
    """What a level of urgency costs, by the level that the cause needs. One unit: a visit in vain.

    Attributes:
        too_late: By the level that is needed: what each level below it costs.
        too_early: By level: what the step up to it costs where the cause needs less.
        because: Why these numbers.
    """

    too_late: Mapping[str, float]
    too_early: Mapping[str, float]
    because: str


class TriageRules(Frozen):
    """Rules for expected harm, and when a ranking is conclusive enough to be shown as one.

    Attributes:
        losses: Of every level, for every level that a cause may need.
        emergency_needs_factor: A probability alone makes an emergency only where some answer speaks for
            that cause by this factor.
        circumstances: Findings that say where, when and how it hurts: alone they are no sign of an emergency.
        danger_signs: Finding to the states that may raise urgency and never lower it.
        settled_when: When an illness is old and steady, so that a cause may need another level; never where
            it is None.
        conclusive_at: The leading condition's probability from which the ranking is called conclusive.
        enough_answers: The number of answers given below which nothing is ranked ("not enough to rank").
        floor_when_inconclusive: The least urgency where there is not enough to rank.
    """

    losses: UrgencyLosses
    emergency_needs_factor: float
    danger_signs: Mapping[str, tuple[str, ...]]
    conclusive_at: float
    enough_answers: int
    floor_when_inconclusive: str
    settled_when: Criterion | None = None
    circumstances: frozenset[str] = frozenset()
