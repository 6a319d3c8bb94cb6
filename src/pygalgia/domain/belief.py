"""A belief: a number that the model uses, with the reason it is believed."""

from typing import Literal

from pygalgia.frozen import Frozen

#: Where a number comes from, the firmest first.
BASES = ("measured", "derived", "adjusted", "judged")
Basis = Literal["measured", "derived", "adjusted", "judged"]


class Belief(Frozen):
    """The probability of each state of one thing, given one other thing.

    Attributes:
        states: State name to probability, each strictly between 0 and 1, summing to 1. A yes-no
            finding or a mechanism has the states `absent` and `present`, in this order.
        basis: Where the number comes from: a figure (measured), a formula over figures alone (derived), a
            formula that holds a constant of its own (adjusted: the reason says why that one) or a
            written reason (judged).
        figures: Ids of the published figures the number rests on.
        formula: What a test evaluates where derived or adjusted: state name to an expression over `f1`,
            `f2`, ... (the values of `figures`, in order).
        because: The reason, in words. Never empty for an adjusted or judged belief.
        n: Effective sample size, > 0: how many people's worth of evidence the number carries. It sets
            the Beta distribution that intervals are drawn from.
        against: The author states that this belief lies below the background rate on purpose.
        pooled: Whether independent opinions were pooled with what `basis` and `because` speak of.
    """

    states: dict[str, float]
    basis: Basis
    figures: tuple[str, ...] = ()
    formula: dict[str, str] | None = None
    because: str = ""
    n: float
    against: bool = False
    pooled: bool = False

    @property
    def present(self) -> float:
        """The probability of the state `present`, for yes-no findings and mechanisms."""
        return self.states["present"]
