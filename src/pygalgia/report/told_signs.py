"""What was told that may be a sign of danger, and what was left open.

A page that says "no sign was found" must deny neither.
"""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds, is_asked_of, leaves
from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.told import is_there, is_told, signs_told
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import _, later, listed, lowered

#: Red flags of many signs, whose words name none of them.
_NAMING_NONE = frozenset({"sign-beside-the-pain", "risk-beside-the-pain"})
#: More than these are not taken in.
MOST_UNKNOWN = 3
MOST_TO_LOOK_FOR = 4


def is_sign_told(assessment: Assessment, base: KnowledgeBase) -> bool:
    """Return whether a warning sign was told: one that counts, or part of one that holds the urgency up."""
    if any(each.verdict == "raised" for each in assessment.red_flags):
        return True
    return any(_told_of(each, assessment, base) for each in assessment.reasons)


def naming_what_was_told(assessment: Assessment, base: KnowledgeBase) -> Assessment:
    """Return the assessment whose reasons say what was told and what is not known of it.

    No title of a rule is said, neither as a reason nor as what leads to somewhere.
    """
    named = [_naming(each, assessment, base) for each in assessment.reasons]
    said = {old.plain: new.plain for old, new in zip(assessment.reasons, named, strict=True)}
    plan = assessment.plan
    visits = tuple(
        replace(each, plain_why=said.get(each.plain_why, each.plain_why)) for each in plan.who_to_see
    )
    return replace(assessment, reasons=tuple(named), plan=replace(plan, who_to_see=visits))


def to_look_for(assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return what to look for today: the signs of the screen that are not known and on which to go at once.

    Nothing in an emergency, where everybody is on the way.
    """
    if assessment.urgency == Urgency.EMERGENCY:
        return ()
    left = _left_open(assessment, base)
    if not left:
        return ()
    # For translators: %(signs)s are names of findings ("weakness in the leg or foot"), joined by "and".
    return (
        _(
            "Look today for what you could not tell: %(signs)s. If it is so, go at once.",
            signs=_names(left, base),
        ),
    )


def asked_on_the_screen(case: Case, base: KnowledgeBase) -> list[str]:
    """Return the signs of the emergency screen that this person is asked for."""
    lines = (tick for each in base.interview.screen for tick in each.ticks)
    asked = (each.finding for each in lines if each.when is None or _may_hold(each.when, case, base))
    return [name for name in asked if is_asked_of(base.findings[name], case)]


def _may_hold(test: Criterion, case: Case, base: KnowledgeBase) -> bool:
    return holds(test, case, findings=base.findings) is not False


def _left_open(assessment: Assessment, base: KnowledgeBase) -> list[str]:
    """Return some signs of the screen that are not known, and of which the list to go at once has a line."""
    case = assessment.case
    lines = [
        each
        for each in base.care.watch.warnings
        if each.when is None or holds(each.when, case, findings=base.findings)
    ]
    tests = [test for each in lines for test in (each.already, each.unless_denied) if test is not None]
    watched = {leaf.finding for test in tests for leaf in leaves(test)}
    asked = asked_on_the_screen(case, base)
    return [name for name in asked if name in watched and name not in case.states][:MOST_TO_LOOK_FOR]


def _told_of(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return the signs that were told of a flag that holds the urgency up."""
    if reason.kind != "not-excluded" or reason.urgency != assessment.urgency:
        return ()
    case, flag = assessment.case, base.red_flags.get(reason.id)
    waiting = (name for name in reason.findings if is_there(name, case))
    told = dict.fromkeys((*waiting, *(signs_told(flag, case, base.findings) if flag else ())))
    return tuple(name for name in told if is_told(name, case, base.findings))


def _naming(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> Reason:
    if reason.id in _NAMING_NONE and reason.kind == "red-flag":
        return _saying_the_sign(reason, assessment, base)
    if reason.kind != "not-excluded" or not reason.findings:
        return reason
    told = _told_of(reason, assessment, base)
    signs = _names(told, base)
    known = [base.findings[name] for name in reason.findings]
    asked = [each.id for each in known if each.who == "patient" and is_asked_of(each, assessment.case)]
    # What is to be looked for today is said there.
    left = _left_open(assessment, base) if told else []
    still = [name for name in asked if name not in left][:MOST_UNKNOWN]
    # For translators: %(signs)s and %(unknown)s are names of findings ("Weakness in the leg or foot").
    if not told:
        said = later("Not known yet: %(unknown)s.")
        still = still or [each.id for each in known][:MOST_UNKNOWN]
    elif not set(told).isdisjoint(reason.findings):
        said = later("You told us of this: %(signs)s. Not known yet: when it began, and how it goes.")
    elif still:
        said = later("You told us of this: %(signs)s. Not known yet: %(unknown)s.")
    else:
        said = later("You told us of this: %(signs)s. An examination has to say the rest.")
    return replace(reason, plain=_(said, signs=signs, unknown=_names(still, base)))


def _saying_the_sign(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> Reason:
    """Return a reason that speaks of "something" with the sign that was told."""
    case = assessment.case
    told = signs_told(base.red_flags[reason.id], case, base.findings, every=True)
    named = [name for name in dict.fromkeys(told) if is_told(name, case, base.findings)]
    if not named:
        return reason
    said = _("You told us of this: %(signs)s. An examination has to say the rest.", signs=_names(named, base))
    return replace(reason, plain=f"{reason.plain} {said}")


def _names(findings: Iterable[str], base: KnowledgeBase) -> str:
    return listed([lowered(base.findings[name].name) for name in findings])
