"""What an answer means for urgency, looked up: a reassurance, a sign of danger, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.timing import Calming
from pygalgia.encoding import calmed
from pygalgia.inference import Counts

Answers = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanings:
    """Answers by what they mean, each as (finding, state).

    Attributes:
        reassuring: Denials that speak for no red flag.
        dangers: Answers that may raise urgency and never lower it.
        calming: When the known time of a sign of danger calms it.
        entangled: Findings whose answer can change what other answers mean, or which rules hold.
    """

    reassuring: Answers
    dangers: Answers
    calming: tuple[Calming, ...]
    entangled: frozenset[str]

    def calmed(self, case: Case) -> frozenset[str]:
        """Return the findings whose known time calms them: no danger of today."""
        return calmed(case, self.calming)

    def counts(self, finding: str, state: str) -> Counts:
        """Return for whom an answer counts whose time is not known."""
        if (finding, state) in self.reassuring:
            return Counts.FOR_RIVALS
        return Counts.FOR_THE_CONDITION if (finding, state) in self.dangers else Counts.IN_FULL


def meanings(base: KnowledgeBase, raising: dict[str, frozenset[str]]) -> Meanings:
    """Return the answers of a knowledge base by what they mean.

    Args:
        base: The knowledge.
        raising: Finding id to the states that speak for some red flag.
    """
    denials = ((finding.id, finding.denial) for finding in base.findings.values())
    reassuring = frozenset(
        (name, denial)
        for name, denial in denials
        if denial is not None and denial not in raising.get(name, ())
    )
    dangers = frozenset(
        (name, state) for name, states in base.triage.danger_signs.items() for state in states
    )
    return Meanings(
        reassuring=reassuring,
        dangers=dangers,
        calming=tuple(base.calming.values()),
        entangled=frozenset(_entangled(base, reassuring & dangers)),
    )


def _entangled(base: KnowledgeBase, both: Answers) -> Iterable[str]:
    settled = base.triage.settled_when
    ruling = () if settled is None else (leaf.finding for leaf in leaves(settled) if leaf.finding is not None)
    parents = (each.asked_if.finding for each in base.findings.values() if each.asked_if is not None)
    exact = (name for each in base.findings.values() for name in each.superseded_by)
    return chain(ruling, parents, exact, (name for name, _ in both))
