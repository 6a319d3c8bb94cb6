"""The reasons for how soon somebody has to be seen: what a person is told, what a clinician reads first."""

from pygalgia.domain.assessment import Assessment, Reason
from pygalgia.domain.urgency import Urgency


def top_reasons(assessment: Assessment) -> tuple[Reason, ...]:
    """Return the reasons of the level, strongest first, no danger twice.

    A likely cause that a raised sign of the level stands for is said by that sign, and beside a sign of an
    emergency no cause is named that is only likely: who may have a leaking artery was told of an infected hip
    as well. The sign sends them; what it is, is found where they go.
    """
    top = [each for each in assessment.reasons if each.urgency == assessment.urgency]
    if assessment.urgency == Urgency.EMERGENCY and any(each.kind == "red-flag" for each in top):
        return tuple(each for each in top if each.kind != "threshold")
    raised = [
        each
        for each in assessment.red_flags
        if each.verdict == "raised" and each.urgency == assessment.urgency
    ]
    said = {name for each in raised for name in each.flag.conditions}
    return tuple(each for each in top if not (each.kind == "threshold" and each.id in said))


def suspected_danger(assessment: Assessment) -> tuple[Reason, ...]:
    """Return what a clinician has to think of before any ranking; nothing where nobody must be seen today.

    A ranking weighs how common a cause is: a flagged danger may stand below what is harmless and likelier.
    """
    return top_reasons(assessment) if assessment.urgency >= Urgency.SAME_DAY else ()
