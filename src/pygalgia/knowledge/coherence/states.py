"""A state that something names must be one of its finding's."""

from collections.abc import Iterable, Mapping

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.reading.problems import Problems

Places = Mapping[tuple[str, str], str]


def check_state(
    base: KnowledgeBase, problems: Problems, where: str, finding: str, states: Iterable[str]
) -> None:
    """Note a finding that is not there, and states that it cannot have."""
    known = base.findings.get(finding)
    if known is None:
        problems.unknown(where, kind="finding", name=finding, known=base.findings)
        return
    for state in states:
        if state not in known.states:
            problems.unknown(where, kind=f"state of {finding}", name=state, known=known.states)
