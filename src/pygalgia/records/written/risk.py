"""Causes as a RiskAssessment, and red flags as DetectedIssues."""

from pygalgia.domain.assessment import Assessment, Ranked
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.records.codes import RED_FLAG
from pygalgia.records.evidence import UCUM
from pygalgia.records.record import Record
from pygalgia.records.resources import Resource
from pygalgia.records.written.frame import SEVERITY, Frame
from pygalgia.records.written.observations import open_signs
from pygalgia.texts import _, listed
from pygalgia.texts.written import written_percent

#: The middle 95 % of a probability under drawn tables, as a Range.
INTERVAL = "urn:pygalgia:extension:credible-interval"
_MOST_CAUSES = 12
#: What is rarer is told with more figures.
_RARE = 0.01
_MOST_REASONS = 4
_MOST_CHANGES = 5


def risk_assessment(assessment: Assessment, frame: Frame, basis: list[str]) -> Resource:
    """Return the causes with their probabilities, the ranges of these, and what each rests on.

    Args:
        assessment: What is written.
        frame: The document.
        basis: Findings whose Observations it rests on.
    """
    shown = assessment.conditions[:_MOST_CAUSES]
    sources = [name for each in shown for row in each.evidence_for[:_MOST_REASONS] for name in row.sources]
    notes = [_("Probabilities hold for %(people)s.", people=assessment.case_mix.name)]
    if not assessment.enough_to_rank:
        notes.append(
            _("Too little is known to rank causes: the figures are close to how common each cause is.")
        )
    if not assessment.conclusive:
        notes.append(_("No cause leads clearly."))
    changes = "; ".join(each.text.rstrip(".") for each in assessment.changes[:_MOST_CHANGES])
    return frame.resource(
        "RiskAssessment",
        extension=frame.citations(sources),
        status="final",
        method={"text": _("Exact Bayesian inference over the stated beliefs of pygalgia")},
        code={"text": _("Likely causes of pain in the buttock")},
        subject=frame.subject,
        occurrenceDateTime=frame.instant,
        performer=frame.author,
        basis=[frame.reference("Observation", name) for name in basis],
        prediction=[_prediction(each, frame) for each in shown],
        mitigation=_("What would change this: %(answers)s.", answers=changes) if changes else None,
        note=[{"text": line} for line in notes],
    )


def _prediction(each: Ranked, frame: Frame) -> Resource:
    low, high = each.interval
    bounds = {"low": _percent(low), "high": _percent(high)}
    told = [frame.base.findings[row.finding].name for row in each.evidence_for[:_MOST_REASONS]]
    against = [frame.base.findings[row.finding].name for row in each.evidence_against[:_MOST_REASONS]]
    lines = [
        _(
            "Before any answer %(percent)s.",
            percent=written_percent(each.prior, decimals=1 if each.prior >= _RARE else 3),
        ),
        _("For: %(findings)s.", findings=listed(told, "apart")) if told else "",
        _("Against: %(findings)s.", findings=listed(against, "apart")) if against else "",
    ]
    return {
        "extension": [{"url": INTERVAL, "valueRange": bounds}],
        "outcome": frame.condition(each.id),
        # R4 writes a probability in percent.
        "probabilityDecimal": _rounded(100 * each.probability),
        "rationale": " ".join(line for line in lines if line),
    }


def _percent(share: float) -> Resource:
    return {"value": _rounded(100 * share), "unit": "%", "system": UCUM, "code": "%"}


def _rounded(percent: float) -> float:
    return round(min(100.0, max(0.0, percent)), 4)


def detected_issues(assessment: Assessment, record: Record, frame: Frame) -> list[Resource]:
    """Return each red flag that is raised, and, as preliminary, each that is open and holds urgency up."""
    unknown = frozenset(open_signs(assessment, record))
    known = frozenset(assessment.case.states)
    raised = [_raised(each, known, frame) for each in assessment.red_flags if each.verdict == "raised"]
    open_ = [
        each for each in assessment.red_flags if each.verdict == "open" and each.floor > Urgency.SELF_CARE
    ]
    return [*raised, *(_open(each, unknown, frame) for each in open_)]


def _raised(each: FlagVerdict, known: frozenset[str], frame: Frame) -> Resource:
    flag = each.flag
    addresses = (frame.base.sources[name].address for name in flag.sources if name in frame.base.sources)
    return _issue(
        each,
        frame,
        status="final",
        implicated=[frame.reference("Observation", name) for name in each.because_of if name in known],
        detail=flag.text,
        reference=next((address for address in addresses if address), None),
        mitigation=[{"action": {"text": flag.do_now}}] if flag.do_now else None,
    )


def _open(each: FlagVerdict, unknown: frozenset[str], frame: Frame) -> Resource:
    asked = [frame.base.findings[name].name for name in each.because_of]
    return _issue(
        each,
        frame,
        status="preliminary",
        implicated=[frame.reference("Observation", name) for name in each.because_of if name in unknown],
        detail=_(
            "Open: %(flag)s Not known: %(findings)s.",
            flag=flag_words(each),
            findings=listed(asked, "apart"),
        ),
    )


def flag_words(each: FlagVerdict) -> str:
    """Return a flag's sentence with its full stop."""
    return each.flag.text.rstrip(".") + "."


def _issue(each: FlagVerdict, frame: Frame, **elements: object) -> Resource:
    coding = {"system": RED_FLAG, "code": each.flag.id, "display": each.flag.name}
    return frame.resource(
        "DetectedIssue",
        each.flag.id,
        extension=frame.citations(each.flag.sources),
        code={"coding": [coding], "text": each.flag.name},
        severity=SEVERITY[each.urgency],
        patient=frame.subject,
        identifiedDateTime=frame.instant,
        author=frame.author,
        **elements,
    )
