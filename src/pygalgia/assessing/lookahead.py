"""Where an interview stands on a case, and how urgent it would be with other answers."""

from pygalgia import interview
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.assessing.steps import Steps
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency


def situation(case: Case, knowledge: Knowledge) -> interview.Situation:
    """Return where an interview stands on a case."""
    return situation_of(Steps(case=case, knowledge=knowledge))


def alarms(case: Case, knowledge: Knowledge) -> tuple[interview.Alarm, ...]:
    """Return what asks for help at once: emergency flags, or probable causes where no flag is raised."""
    return Steps(case=case, knowledge=knowledge).alarms


def situation_of(steps: Steps) -> interview.Situation:
    """Return where an interview stands on a case that is being judged."""
    knowledge = steps.knowledge

    def urgency_of(case: Case) -> Urgency:
        return Steps(case=case, knowledge=knowledge).urgency

    return interview.Situation(
        case=steps.case,
        model=steps.model,
        posterior=steps.posterior,
        findings=steps.base.findings,
        conditions=steps.base.conditions,
        raising=knowledge.raising,
        urgency=steps.urgency,
        urgency_of=urgency_of,
        levels=steps.levels,
        standing=steps.standing,
        loss=knowledge.loss,
        rules=steps.base.interview,
        alarms=steps.alarms,
    )
