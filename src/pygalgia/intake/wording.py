"""The words in which a problem with an answer is told."""

from pygalgia.domain.finding import Finding
from pygalgia.intake.given import Quantity, Told
from pygalgia.reading import nearest
from pygalgia.texts import _, listed, speaks_english


def allowed(finding: Finding) -> str:
    """Return what a yes-no finding or a choice may be answered with."""
    if finding.kind == "yes-no":
        return _("true, false or unknown")
    return _("one of %(states)s, unknown", states=", ".join(finding.states))


def nearest_state(finding: Finding, answer: Told) -> str:
    """Return how to mend an answer that is not a state: the nearest state where it is a word."""
    is_word = isinstance(answer, str) and finding.kind == "choice"
    return nearest(str(answer), finding.states) if is_word else _("correct it")


def who(finding: Finding) -> str:
    """Return whom a finding applies to, by sex and age in years."""
    parts = []
    if finding.only_sex:
        parts.append(_("sex %(sex)s", sex=finding.only_sex))
    if finding.min_age is not None:
        parts.append(_("age %(years)s or over", years=f"{finding.min_age:g}"))
    if finding.max_age is not None:
        parts.append(_("age %(years)s or under", years=f"{finding.max_age:g}"))
    return _("a person of %(traits)s", traits=_and(parts))


def _and(parts: list[str]) -> str:
    """Return traits side by side; in English with "and" between all of them."""
    return " and ".join(parts) if speaks_english() else listed(parts)


def shown(answer: Told) -> str:
    """Return an answer as a message shows it, in at most 80 characters."""
    if isinstance(answer, Quantity):
        return f"{answer.value:g} {answer.unit}"
    text = repr(answer)
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - one line
