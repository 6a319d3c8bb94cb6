"""The words in which a problem with an answer is told."""

from pygalgia.domain.finding import Finding
from pygalgia.intake.given import Quantity, Told
from pygalgia.reading import nearest


def allowed(finding: Finding) -> str:
    """Return what a yes-no finding or a choice may be answered with."""
    yes_no = "true, false or unknown"
    return yes_no if finding.kind == "yes-no" else f"one of {', '.join(finding.states)}, unknown"


def nearest_state(finding: Finding, answer: Told) -> str:
    """Return how to mend an answer that is not a state: the nearest state where it is a word."""
    is_word = isinstance(answer, str) and finding.kind == "choice"
    return nearest(str(answer), finding.states) if is_word else "correct it"


def who(finding: Finding) -> str:
    """Return whom a finding applies to, by sex and age in years."""
    parts = []
    if finding.only_sex:
        parts.append(f"sex {finding.only_sex}")
    if finding.min_age is not None:
        parts.append(f"age {finding.min_age:g} or over")
    if finding.max_age is not None:
        parts.append(f"age {finding.max_age:g} or under")
    return "a person of " + " and ".join(parts)


def shown(answer: Told) -> str:
    """Return an answer as a message shows it, in at most 80 characters."""
    if isinstance(answer, Quantity):
        return f"{answer.value:g} {answer.unit}"
    text = repr(answer)
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - one line
