"""What an answer means for urgency, looked up: a reassurance, a sign of danger, or neither."""

from collections.abc import Iterable, Mapping

from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import leaves
from pygalgia.domain.timing import Calming
from pygalgia.encoding import calmed
from pygalgia.frozen import Frozen
from pygalgia.inference import Counts

Answers = frozenset[tuple[str, str]]


class Meanings(Frozen):
    """Answers by what they mean, each as (finding, state).

    Attributes:
        reassuring: Denials that speak for no red flag.
        dangers: Answers that may raise urgency and never lower it.
        calming: When the known time of a sign of danger calms it.
        ruling: Findings whose answer can change which rules hold.
        bearing_on: Finding to those whose answers count or not by its own: asked under it, or less exact.
    """

    reassuring: Answers
    dangers: Answers
    calming: tuple[Calming, ...]
    ruling: frozenset[str]
    bearing_on: Mapping[str, tuple[str, ...]]

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
        ruling=frozenset(_ruling(base)) | {name for name, _ in reassuring & dangers},
        bearing_on=_bearing_on(base),
    )


def _ruling(base: KnowledgeBase) -> Iterable[str]:
    settled = base.triage.settled_when
    return () if settled is None else (leaf.finding for leaf in leaves(settled) if leaf.finding is not None)


def _bearing_on(base: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    result: dict[str, tuple[str, ...]] = {}
    for finding in base.findings.values():
        parents = () if finding.asked_if is None else (finding.asked_if.finding,)
        for name in (*parents, *finding.superseded_by):
            result[name] = (*result.get(name, ()), finding.id)
    return result
