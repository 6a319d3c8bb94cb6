"""A mechanism: a hidden pattern that produces findings."""

from pygalgia.domain.belief import Belief
from pygalgia.frozen import Frozen


class Manifestation(Frozen):
    """How often a finding is in each state when the mechanism is at work, and when it is not."""

    finding: str
    present: Belief
    absent: Belief


class Mechanism(Frozen):
    """A hidden pattern: its findings' two rates are shared by all conditions.

    Attributes:
        background: Probability of the mechanism for every condition that states no belief of its own.
        manifestations: One per finding whose parent this mechanism is.
    """

    id: str
    name: str
    plain: str
    background: Belief
    manifestations: tuple[Manifestation, ...]
