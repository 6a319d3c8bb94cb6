"""The rules that turn verdicts and probabilities into urgency, as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MassRule:
    """Act where the conditions of this urgency or higher together reach this probability."""

    urgency: str
    at_least: float
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageRules:
    """Rules for expected harm, and when a ranking is conclusive enough to be shown as one.

    Attributes:
        masses: One rule per urgency level above self-care.
        conclusive_at: The leading condition's probability from which the ranking is called conclusive.
        enough_answers: The number of answers given below which nothing is ranked ("not enough to rank").
        floor_when_inconclusive: The least urgency where there is not enough to rank.
    """

    masses: tuple[MassRule, ...]
    conclusive_at: float
    enough_answers: int
    floor_when_inconclusive: str
