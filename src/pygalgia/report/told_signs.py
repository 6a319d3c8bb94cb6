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
from pygalgia.report.told_causes import first_sentences, told_causes
from pygalgia.texts import _, later, listed, lowered

#: Red flags of many signs, whose words name none of them.
_NAMING_NONE = frozenset({"sign-beside-the-pain", "risk-beside-the-pain"})
#: The hazard of flags about children: whoever brings one must know why and what not to do meanwhile.
_CHILDHOOD = "child"
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
    pairs = zip(assessment.reasons, named, strict=True)
    # What a cause is needs no saying again beside whom to see for it.
    said = {old.plain: new.plain for old, new in pairs if old.kind != "threshold"}
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
    if reason.kind == "threshold":
        return _explaining(reason, assessment, base)
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
    named = replace(reason, plain=_(said, signs=signs, unknown=_names(still, base)))
    return _with_danger_of_childhood(named, base) if told else named


def _with_danger_of_childhood(reason: Reason, base: KnowledgeBase) -> Reason:
    """Return the reason of a child's flag that holds the urgency up with what it may be, and its deed.

    "Limp. Not known yet: how it began" told a parent neither why today, nor of an X-ray, nor to keep off the
    leg. Where an open flag asks for less than a raised one, its deed is not said: it would call for help now.
    """
    flag = base.red_flags.get(reason.id)
    if flag is None or flag.hazard != _CHILDHOOD:
        return reason
    is_as_urgent = Urgency.from_id(flag.urgency) == reason.urgency
    return replace(reason, plain=f"{flag.plain} {reason.plain}", do_now=flag.do_now if is_as_urgent else "")


def _explaining(reason: Reason, assessment: Assessment, base: KnowledgeBase) -> Reason:
    """Return a reason that names a cause with what that is, where the page does not explain it below."""
    explained = {each.id for each in told_causes(assessment)}
    if assessment.urgency == Urgency.EMERGENCY or reason.id in explained:
        return reason
    return replace(reason, plain=f"{reason.plain} {first_sentences(base.conditions[reason.id].plain, 1)}")


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
