"""Something that could be asked next, put into words only once it is chosen."""

from collections.abc import Callable

from pygalgia.frozen import Frozen
from pygalgia.interview.question import Phase, Question
from pygalgia.lazy import cached_property


class Candidate(Frozen, dict=True):
    """Something that could be asked next.

    Attributes:
        findings: What it settles.
        topic: What it is about.
        value: Expected saving of loss, >= 0.
        cost: Burden in seconds, > 0.
        worded: Puts it into words.
    """

    findings: tuple[str, ...]
    topic: str
    phase: Phase
    value: float
    cost: float
    worded: Callable[[], Question]

    @cached_property
    def question(self) -> Question:
        """The question in words: of a hundred candidates one is put."""
        return self.worded()

    @property
    def score(self) -> float:
        """Loss saved for each second of burden."""
        return self.value / self.cost


def unweighed(question: Question, phase: Phase) -> Candidate:
    """Return a question that is put for another reason than what it is worth."""
    return Candidate(
        findings=question.findings,
        topic=question.topic,
        phase=phase,
        value=0.0,
        cost=1.0,
        worded=lambda: question,
    )
