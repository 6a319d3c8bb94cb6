"""The reasons that a person is told for how soon they have to be seen."""

from pygalgia.domain.assessment import Assessment, Reason


def top_reasons(assessment: Assessment) -> tuple[Reason, ...]:
    """Return the reasons of the level, strongest first, no danger twice.

    A likely cause that a raised sign of the level stands for is said by that sign; what to do for it is told
    all the same.
    """
    raised = [
        each
        for each in assessment.red_flags
        if each.verdict == "raised" and each.urgency == assessment.urgency
    ]
    said = {name for each in raised for name in each.flag.conditions}
    return tuple(
        each
        for each in assessment.reasons
        if each.urgency == assessment.urgency and not (each.kind == "threshold" and each.id in said)
    )
