"""Where an interview stands on a case, and how urgent it would be with other answers."""

from functools import partial

from pygalgia import interview
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.assessing.steps import Steps
from pygalgia.domain.case import Case
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.redflags import verdicts


def situation(case: Case, knowledge: Knowledge) -> interview.Situation:
    """Return where an interview stands, with the verdicts of only those flags that count in it."""
    steps = Steps(case=case, knowledge=knowledge)
    level = max((each.urgency for each in steps.holding), default=Urgency.SELF_CARE)
    return situation_of(steps, steps.holding, urgency=steps.at_least(level))


def situation_of(steps: Steps, judged: tuple[FlagVerdict, ...], *, urgency: Urgency) -> interview.Situation:
    """Return where an interview stands.

    Args:
        steps: The case being judged.
        judged: The verdicts that it is to know of: those raised or holding the urgency up, or all.
        urgency: Of the case as it is.
    """
    knowledge = steps.knowledge
    return interview.Situation(
        case=steps.case,
        model=steps.model,
        posterior=steps.posterior,
        findings=steps.base.findings,
        conditions=steps.base.conditions,
        verdicts=judged,
        raising=knowledge.raising,
        urgency=urgency,
        urgency_of=partial(_urgency_of, steps),
        levels=knowledge.levels,
        watch=knowledge.watch,
        look=steps.look,
        loss=knowledge.loss,
        rules=steps.base.interview,
    )


def _urgency_of(steps: Steps, case: Case) -> Urgency:
    """Return the exact urgency with other answers, judging anew only the flags they touch."""
    before = steps.case.states
    changed = {n for n in {*case.states, *before} if case.states.get(n) != before.get(n)}
    places = sorted({place for name in changed for place in steps.knowledge.flags_touched[name]})
    flags = list(steps.base.red_flags.values())
    judged = verdicts(case, [flags[place] for place in places], findings=steps.base.findings)
    urgencies = dict(enumerate(each.urgency for each in steps.verdicts)) | dict(
        zip(places, (each.urgency for each in judged), strict=True)
    )
    other = Steps(case=case, knowledge=steps.knowledge)
    return other.at_least(max(urgencies.values(), default=Urgency.SELF_CARE))
