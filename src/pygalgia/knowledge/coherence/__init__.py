"""Checks on the whole: do the parts fit together, and are the numbers possible at all?"""

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.coherence.conditions import check_conditions
from pygalgia.knowledge.coherence.figures import check_sources, check_use_of_figures, used_figures
from pygalgia.knowledge.coherence.findings import check_findings, check_old_names, check_parents
from pygalgia.knowledge.coherence.flags import check_flags, flag_tests
from pygalgia.knowledge.coherence.states import Places
from pygalgia.reading.problems import Problems

__all__ = ["Places", "check", "flag_tests", "used_figures"]


def check(base: KnowledgeBase, problems: Problems, *, places: Places) -> None:
    """Note everything in which the parts do not fit together."""
    check_findings(base, problems, places)
    check_old_names(base, problems, places)
    check_parents(base, problems, places)
    check_conditions(base, problems, places)
    check_flags(base, problems, places)
    check_sources(base, problems, places)
    check_use_of_figures(base, problems, places)
