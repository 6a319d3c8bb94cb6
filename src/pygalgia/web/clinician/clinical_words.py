"""What a person answered, as a clinician notes it: findings, not questions."""

from dataclasses import dataclass

from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.interview import Interview, answers
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.report.clinician_page import finding_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The findings of a case by what was said of them, each in a few clinical words."""

    present: tuple[str, ...]
    absent: tuple[str, ...]
    not_known: tuple[str, ...]


def in_clinical_words(case: Case, interview: Interview, base: KnowledgeBase) -> Found:
    """Return what a case holds; what only follows from the marked regions is left out."""
    said = {
        name: state
        for name, state in case.states.items()
        if case.origins.get(name, "answered") != "from-regions" and name in base.findings
    }
    unknown = [name for name, given in answers(interview).items() if given in (UNKNOWN, SKIPPED)]
    return Found(
        present=tuple(
            finding_in_words(base.findings[name], state, case.times.get(name))
            for name, state in said.items()
            if state not in NOTHING
        ),
        absent=tuple(
            finding_in_words(base.findings[name], state) for name, state in said.items() if state in NOTHING
        ),
        not_known=tuple(base.findings[name].name for name in unknown if name in base.findings),
    )
