"""How far an answer can be relied on: people deny or forget what is there more often than they invent it."""

from dataclasses import dataclass

from pygalgia.domain.belief import Belief
from pygalgia.domain.finding import Finding, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """P(a sign that is there is denied, missed or left out), as beliefs about the state `present`.

    Attributes:
        denied: By who answers.
        fact_denied: For facts of a life that nobody forgets (an injection, a birth, an operation).
        fact_topics: The topics whose findings are such facts.
        marking: P(a region is marked | it hurts there): silence about a place is weaker than a "no".
    """

    denied: dict[Who, Belief]
    fact_denied: Belief
    fact_topics: tuple[str, ...]
    marking: Belief

    def p_denied(self, finding: Finding) -> float:
        """Return P(this finding is denied | it is there)."""
        is_fact = finding.who == "patient" and finding.topic in self.fact_topics
        return (self.fact_denied if is_fact else self.denied[finding.who]).present
