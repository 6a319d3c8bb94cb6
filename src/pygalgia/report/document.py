"""The assessment as plain values (`pygalgia/assessment/1`): what `--format json` prints."""

from collections.abc import Iterable
from dataclasses import asdict
from math import isinf

from pygalgia.domain.assessment import Assessment, Change, Evidence, Ranked
from pygalgia.domain.plan import Plan
from pygalgia.domain.timing import Timing

SCHEMA = "pygalgia/assessment/1"
Document = dict[str, object]


def as_document(assessment: Assessment) -> Document:
    """Return the assessment as values that JSON can hold; key order is fixed."""
    return {
        "schema": SCHEMA,
        "case_id": assessment.case.id,
        "times": {name: _timing(timing) for name, timing in assessment.case.times.items()},
        "urgency": {
            "level": assessment.urgency.id,
            "reasons": [
                {
                    "kind": reason.kind,
                    "id": reason.id,
                    "level": reason.urgency.id,
                    "text": reason.text,
                    "plain": reason.plain,
                    "do_now": reason.do_now,
                    "findings": list(reason.findings),
                    "sources": list(reason.sources),
                }
                for reason in assessment.reasons
            ],
        },
        "red_flags": [
            {
                "id": each.flag.id,
                "verdict": each.verdict,
                "text": each.flag.name,
                "urgency": each.flag.urgency,
                "hazard": each.flag.hazard,
                "findings": list(each.because_of),
                "sources": list(each.flag.sources),
            }
            for each in assessment.red_flags
        ],
        "case_mix": {"id": assessment.case_mix.id, "name": assessment.case_mix.name},
        "conditions": [_ranked(each) for each in assessment.conditions],
        "fits_best": [_ranked(each) for each in assessment.fits_best],
        "mechanisms": [
            {"id": each.id, "name": each.name, "probability": round(each.probability, 6)}
            for each in assessment.mechanisms
        ],
        "enough_to_rank": assessment.enough_to_rank,
        "conclusive": assessment.conclusive,
        "what_would_change_it": [_change(each) for each in assessment.changes],
        **_plan(assessment.plan),
        "next_questions": [
            {"finding": each.finding, "why": each.why, "value": round(each.value, 6)}
            for each in assessment.next_questions
        ],
        "provenance": asdict(assessment.provenance),
    }


def _ranked(each: Ranked) -> Document:
    return {
        "id": each.id,
        "name": each.name,
        "plain_name": each.plain_name,
        "group": each.group,
        **({"split_from": each.split_from} if each.split_from else {}),
        "probability": round(each.probability, 6),
        "interval": [round(bound, 6) for bound in each.interval],
        "prior": round(each.prior, 8),
        "fit": round(each.fit, 2),
        "for": _evidence(each.evidence_for),
        "against": _evidence(each.evidence_against),
    }


def _evidence(rows: Iterable[Evidence]) -> list[Document]:
    return [
        {
            "finding": row.finding,
            "state": row.state,
            **({} if row.timing is None else {"time": _timing(row.timing)}),
            "decibans": round(row.decibans, 2),
            "mechanism": row.mechanism,
            "expected": round(row.expected, 4),
            "background": round(row.background, 4),
            "basis": row.basis,
            "figures": list(row.figures),
            "sources": list(row.sources),
        }
        for row in rows
    ]


def _timing(timing: Timing) -> Document:
    """Return the time of an answer, in days and in words; what is not known is null."""
    since = timing.since
    return {
        "since_days": None
        if since is None
        else [since.from_days, None if isinf(since.below_days) else round(since.below_days, 6)],
        "course": timing.course,
        "past": timing.past,
        "words": timing.words,
    }


def _change(change: Change) -> Document:
    return {
        "finding": change.finding,
        "state": change.state,
        "who": change.who,
        "leading": change.leading,
        "urgency": None if change.urgency is None else change.urgency.id,
        "text": change.text,
        "plain": change.plain,
    }


def _plan(plan: Plan) -> Document:
    return {
        "who_to_see": [
            {
                "id": each.service,
                "name": each.name,
                "uk": each.uk,
                "us": each.us,
                "plain": each.plain,
                "when": each.when,
                "condition": each.condition,
                "why": each.why,
                "plain_why": each.plain_why,
                "for": list(each.for_conditions),
                "sources": list(each.sources),
            }
            for each in plan.who_to_see
        ],
        "preparation": asdict(plan.preparation),
        "investigations": {
            "do": [asdict(each) for each in plan.investigations],
            "avoid": [asdict(each) for each in plan.avoid_investigations],
        },
        "treatment": [asdict(each) for each in plan.treatment],
        "exercises": [asdict(each) for each in plan.exercises],
        "micro_breaks": [asdict(each) for each in plan.micro_breaks],
        "avoid": [asdict(each) for each in plan.avoid],
        "follow_up": asdict(plan.follow_up),
        "outlook": [asdict(each) for each in plan.outlook],
        "prevention": [asdict(each) for each in plan.prevention],
    }
