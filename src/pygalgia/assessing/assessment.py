"""The one place that composes: flags first, then ranking, then urgency, then plan."""

from collections.abc import Iterator
from dataclasses import replace

from pygalgia import care, interview
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.assessing.lookahead import situation_of
from pygalgia.assessing.ranking import fits_best, leads_clearly, mechanisms, ranking
from pygalgia.assessing.steps import Steps
from pygalgia.domain.assessment import Assessment, Change, Provenance, Ranked, Reason
from pygalgia.domain.case import Case
from pygalgia.domain.plan import Plan
from pygalgia.domain.urgency import Urgency
from pygalgia.inference import DRAWS
from pygalgia.inference.model import FloatArray
from pygalgia.triage import Triage


def assess(case: Case, knowledge: Knowledge, *, draws: int = DRAWS, seed: int = 0) -> Assessment:
    """Return the whole assessment of a case.

    The same case, knowledge, draws and seed give the same assessment, everywhere.

    Args:
        case: A case read by `pygalgia.intake`.
        knowledge: What to assess it with.
        draws: Draws behind the intervals, at least 1.
        seed: Seed of the draws.
    """
    steps = Steps(case=case, knowledge=knowledge)
    ranked = ranking(steps, draws=draws, seed=seed)
    here = situation_of(steps)
    conclusive_at = knowledge.base.triage.conclusive_at
    return Assessment(
        case=case,
        urgency=steps.urgency,
        reasons=_decided(steps),
        red_flags=steps.standing.verdicts,
        conditions=ranked,
        fits_best=fits_best(ranked),
        case_mix=knowledge.case_mix,
        mechanisms=mechanisms(steps),
        enough_to_rank=steps.enough_to_rank,
        conclusive=steps.enough_to_rank and leads_clearly(ranked, at_least=conclusive_at),
        changes=_told(interview.changes(here), enough_to_rank=steps.enough_to_rank),
        next_questions=interview.next_questions(here),
        plan=_plan(steps, ranked),
        provenance=Provenance(version=knowledge.base.version, knowledge_sha256=knowledge.base.sha256),
    )


def _told(changes: tuple[Change, ...], *, enough_to_rank: bool) -> tuple[Change, ...]:
    """Return the changes that can be told: none of the leading cause while there is none."""
    return tuple(each for each in changes if enough_to_rank or each.urgency is not None)


def _decided(steps: Steps) -> tuple[Reason, ...]:
    """Return the reasons, with the conditions of their advice decided by the answers; and who is fetched."""
    deciding = care.Deciding(sentences=steps.knowledge.sentences, meets=steps.meets)
    said = ((each, deciding.advice(each.do_now)) for each in steps.triage.reasons)
    decided = [each if each.do_now == advice else replace(each, do_now=advice) for each, advice in said]
    # Behind the first, so that no list that is cut short loses it.
    return (*decided[:1], *_to_be_fetched(steps), *decided[1:])


def _to_be_fetched(steps: Steps) -> Iterator[Reason]:
    """Yield why somebody is not told to go there as well, where they may faint on the way."""
    if steps.urgency != Urgency.EMERGENCY:
        return
    unfit = steps.knowledge.base.interview.to_be_fetched(steps.meets)
    if unfit is not None:
        yield Reason(
            kind="not-excluded",
            id="unfit-to-travel",
            urgency=steps.urgency,
            text=unfit.text,
            plain=unfit.plain,
            do_now=unfit.do_now,
            sources=(),
            findings=(),
        )


def urgency_and_probability(case: Case, knowledge: Knowledge) -> tuple[Triage, FloatArray]:
    """Return urgency and (C,) posterior only: for evaluations and batches, without reasons and plan."""
    steps = Steps(case=case, knowledge=knowledge)
    return steps.triage, steps.posterior.probability


def _plan(steps: Steps, ranked: tuple[Ranked, ...]) -> Plan:
    return care.make_plan(
        care.Circumstances(
            case=steps.case,
            ranked=[(each.id, each.probability) for each in ranked],
            urgency=steps.urgency,
            reasons=steps.triage.reasons,
            verdicts=steps.standing.verdicts,
            findings=steps.base.findings,
            cautions=steps.base.care.cautions,
            sentences=steps.knowledge.sentences,
            meets=steps.meets,
            enough_to_rank=steps.enough_to_rank,
            regions=steps.base.regions,
        ),
        conditions=steps.base.conditions,
        services=steps.base.services,
        rules=steps.base.care,
    )
