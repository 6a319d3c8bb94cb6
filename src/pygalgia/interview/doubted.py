"""Danger signs of the screen that somebody was not sure of: each is asked once more, where it can matter."""

from collections.abc import Iterator
from dataclasses import replace

from pygalgia.domain.finding import Finding
from pygalgia.interview.situation import Situation
from pygalgia.interview.state import UNKNOWN, Interview

#: Whoever is unsure of more lines of one list knows nothing of it: to ask them one by one would help nobody.
MOST = 3


def due(interview: Interview, here: Situation) -> Iterator[Finding]:
    """Yield each sign that was left unsure, of which an answer by itself would change the advice."""
    unsure = in_doubt(interview)
    if not unsure:
        return
    asked = replace(here, declined=here.declined - unsure)
    for name in sorted(unsure):
        finding = here.findings[name]
        if asked.is_askable(finding) and _matters(finding, asked):
            yield finding


def in_doubt(interview: Interview) -> frozenset[str]:
    """Return the signs that were left unsure on the screen and were not asked by themselves yet."""
    left: set[str] = set()
    for step in interview.steps:
        lines = (step.lines or {}) if step.id.kind == "screen" else {}
        unsure = {name for name, said in lines.items() if said == UNKNOWN}
        left |= unsure if len(unsure) <= MOST else set()
    return frozenset(name for name in left if not interview.was_asked(name))


def _matters(finding: Finding, here: Situation) -> bool:
    answers = [(finding.id, state) for state in finding.states]
    return any(each != here.urgency for each in here.urgency_after(answers))
