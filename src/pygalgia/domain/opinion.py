"""An opinion: one judge's rates of findings in causes, made without sight of what the model states."""

from collections.abc import Mapping

from pygalgia.frozen import Frozen, field


class Opinion(Frozen):
    """One judge's rates.

    Attributes:
        id: Its name.
        n: Effective sample size of each rate, > 0.
        how: How it was made.
        rates: Finding id to condition id to state to P(state | condition), each row summing to 1.
        later: A condition that was named after the opinion was made, to the one that held it then and whose
            rates stand for it. They count only where the condition states nothing of its own.
    """

    id: str
    n: float
    how: str
    rates: Mapping[str, Mapping[str, Mapping[str, float]]]
    later: Mapping[str, str] = field(default_factory=dict)
