"""What to do until somebody who has to be seen today is seen."""

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.urgency import Urgency
from pygalgia.report.about_another import telling


def meanwhile(assessment: Assessment, base: KnowledgeBase, *, audience: str = "self") -> tuple[str, ...]:
    """Return what eases the wait and what not to do before; nothing at any other level than today."""
    if assessment.urgency != Urgency.SAME_DAY:
        return ()
    raised = {each.flag.hazard for each in assessment.red_flags if each.verdict == "raised"}
    possible = {
        each.flag.hazard for each in assessment.red_flags if each.verdict == "open" and each.floor > 0
    }
    told = telling(assessment, audience)
    return tuple(
        told(each.plain)
        for each in base.care.routing.meanwhile
        if (not each.hazards or not raised.isdisjoint(each.hazards))
        and (raised | possible).isdisjoint(each.not_in)
        and (each.when is None or holds(each.when, assessment.case, findings=base.findings) is True)
    )
