"""What to do until somebody is seen who has nothing else to do at home."""

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.urgency import Urgency
from pygalgia.report.about_another import telling


def meanwhile(assessment: Assessment, base: KnowledgeBase, *, audience: str = "self") -> tuple[str, ...]:
    """Return what eases the wait and what not to do before; an emergency has a page of its own."""
    if assessment.urgency == Urgency.EMERGENCY:
        return ()
    is_today = assessment.urgency == Urgency.SAME_DAY
    raised = {each.flag.hazard for each in assessment.red_flags if each.verdict == "raised"}
    possible = {
        each.flag.hazard for each in assessment.red_flags if each.verdict == "open" and each.floor > 0
    }
    told = telling(assessment, audience)
    return tuple(
        told(each.plain)
        for each in base.care.routing.meanwhile
        if (is_today or not each.only_today)
        and (not each.hazards or not raised.isdisjoint(each.hazards))
        and (raised | possible).isdisjoint(each.not_in)
        and (each.when is None or holds(each.when, assessment.case, findings=base.findings) is True)
    )
