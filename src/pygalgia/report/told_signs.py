"""What was told that may be a sign of danger: a page that says "no sign was found" must not deny it."""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import is_asked_of
from pygalgia.domain.told import is_there, signs_told
from pygalgia.texts import _, later, listed, lowered

#: More than these are not taken in.
MOST_UNKNOWN = 3


def is_sign_told(assessment: Assessment, base: KnowledgeBase) -> bool:
    """Return whether a warning sign was told: one that counts, or part of one that holds the urgency up."""
    if any(each.verdict == "raised" for each in assessment.red_flags):
        return True
    return any(_told_of(each, assessment, base) for each in assessment.reasons)


def naming_what_was_told(assessment: Assessment, base: KnowledgeBase) -> Assessment:
    """Return the assessment whose reasons say what is not known of what was told."""
    reasons = tuple(_naming(each, assessment, base) for each in assessment.reasons)
    return replace(assessment, reasons=reasons)


def _told_of(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return the signs that were told of a flag that holds the urgency up."""
    if reason.kind != "not-excluded" or reason.urgency != assessment.urgency:
        return ()
    case, flag = assessment.case, base.red_flags.get(reason.id)
    waiting = (name for name in reason.findings if is_there(name, case))
    return tuple(dict.fromkeys((*waiting, *(signs_told(flag, case, base.findings) if flag else ()))))


def _naming(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> Reason:
    told = _told_of(reason, assessment, base)
    if not told:
        return reason
    signs = _names(told, base)
    known = (base.findings[name] for name in reason.findings)
    still = [each.id for each in known if each.who == "patient" and is_asked_of(each, assessment.case)]
    still = still[:MOST_UNKNOWN]
    # For translators: %(signs)s and %(unknown)s are names of findings ("Weakness in the leg or foot").
    if not set(told).isdisjoint(reason.findings):
        said = later("You told us of this: %(signs)s. Not known yet: when it began, and how it goes.")
    elif still:
        said = later("You told us of this: %(signs)s. Still to be asked: %(unknown)s.")
    else:
        said = later("You told us of this: %(signs)s. An examination has to say the rest.")
    return replace(reason, plain=_(said, signs=signs, unknown=_names(still, base)))


def _names(findings: Iterable[str], base: KnowledgeBase) -> str:
    return listed([lowered(base.findings[name].name) for name in findings])
