"""Which negatives are worth telling: those that speak against a leading cause or a danger of this picture."""

from pygalgia.domain.assessment import Assessment, Ranked
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import flag_findings
from pygalgia.domain.urgency import Urgency

LEADING = 5
#: In decibans: what being critical adds to the weight of a negative that helps to exclude a red flag.
CRITICAL = 3.0


def telling_negatives(assessment: Assessment, base: KnowledgeBase) -> tuple[str, ...]:
    """Return the ids of the negatives that were answered and tell something, the most telling first.

    A negative tells where it weighs against one of the leading causes or against a listed danger, or
    where it is critical and some red flag asks for it. What only follows from the regions is left out.
    """
    case = assessment.case
    asked_by_flags = {name for each in assessment.red_flags for name in flag_findings(each.flag)}
    weights = dict.fromkeys(
        (
            name
            for name, state in case.states.items()
            if state in NOTHING and case.origins.get(name) != "from-regions"
        ),
        0.0,
    )
    for place, each in enumerate(assessment.conditions):
        if place < LEADING or _is_danger(each, base):
            for row in each.evidence_against:
                if row.finding in weights:
                    weights[row.finding] += abs(row.decibans)
    for name in weights:
        if name in asked_by_flags and base.findings[name].critical:
            weights[name] += CRITICAL
    telling = [name for name, weight in weights.items() if weight > 0]
    return tuple(sorted(telling, key=lambda name: -weights[name]))


def _is_danger(each: Ranked, base: KnowledgeBase) -> bool:
    return Urgency.from_id(base.conditions[each.id].action.urgency) >= Urgency.SAME_DAY
