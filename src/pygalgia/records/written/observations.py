"""Findings as Observations: what is there, what is truly not there, and what is not known and why."""

from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.domain.finding import ABSENT, PRESENT
from pygalgia.interview import answers
from pygalgia.interview.state import UNKNOWN
from pygalgia.records.codes import STATE
from pygalgia.records.evidence import UCUM, Evidence
from pygalgia.records.record import Record
from pygalgia.records.resources import Resource
from pygalgia.records.written.frame import Frame
from pygalgia.texts import _, listed

_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_REGION = "urn:pygalgia:region"
_SITE = "pain-site"
_KIND = {"patient": "survey", "examiner": "exam", "laboratory": "laboratory"}


def observations(assessment: Assessment, record: Record, frame: Frame) -> list[Resource]:
    """Return an Observation for each finding that is known, and for what is not: asked, or a danger sign."""
    case = assessment.case
    known = [_known(case, name, record.evidence.get(name), frame) for name in case.states]
    places = [_places(case, frame)] if case.regions else []
    unknown = dict.fromkeys((*open_signs(assessment, record), *_asked_in_vain(case, record, frame)))
    return [*known, *places, *(_unknown(name, record, frame) for name in unknown)]


def _asked_in_vain(case: Case, record: Record, frame: Frame) -> list[str]:
    """Return what was asked and not known: to have asked is worth knowing too."""
    given = {} if record.interview is None else answers(record.interview)
    return [
        name
        for name, said in given.items()
        if said == UNKNOWN and name in frame.base.findings and name not in case.states and name != _SITE
    ]


def known_observations(record: Record, frame: Frame) -> list[Resource]:
    """Return an Observation for what was said itself; what follows from it is left out."""
    case = record.case
    known = [
        _known(case, name, record.evidence.get(name), frame)
        for name in case.states
        if name in record.evidence
    ]
    return [*known, *([_places(case, frame)] if case.regions else [])]


def open_signs(assessment: Assessment, record: Record) -> list[str]:
    """Return danger signs that are not known: stale, or behind an open flag that holds urgency up."""
    behind = [
        name
        for each in assessment.red_flags
        if each.verdict == "open" and each.floor > 0
        for name in each.because_of
    ]
    stale = [each.finding for each in record.asked_again]
    case = assessment.case
    return [name for name in dict.fromkeys((*stale, *behind)) if name not in case.states and name != _SITE]


def _known(case: Case, name: str, source: Evidence | None, frame: Frame) -> Resource:
    timing = case.times.get(name)
    told = (
        _("Follows from another answer.")
        if source is None
        else _("Read from %(source)s.", source=source.source)
    )
    notes = [{"text": line} for line in (timing.words if timing else "", told) if line]
    when = source.when if source else None
    return _observation(
        name, frame, case.states[name], effectiveDateTime=when.last.isoformat() if when else None, note=notes
    ) | _value(case, name, frame)


def _value(case: Case, name: str, frame: Frame) -> Resource:
    finding, state = frame.base.findings[name], case.states[name]
    if name in case.values and finding.scale is not None:
        unit = finding.scale.units[0].code
        return {"valueQuantity": {"value": case.values[name], "unit": unit, "system": UCUM, "code": unit}}
    if finding.kind == "yes-no":
        return {"valueBoolean": state == PRESENT} if state in (PRESENT, ABSENT) else {}
    words = finding.state_names.get(state, state)
    coding = {"system": STATE, "code": state, "display": words}
    return {
        "valueCodeableConcept": {
            "coding": [coding, *frame.codes.written(finding=name, state=state)],
            "text": words,
        }
    }


def _places(case: Case, frame: Frame) -> Resource:
    regions = [frame.base.regions[name] for name in case.regions]
    codings = [{"system": _REGION, "code": each.id, "display": each.name} for each in regions]
    concept = {"coding": codings, "text": listed((each.name for each in regions), "apart")}
    return _observation(_SITE, frame, "") | {"valueCodeableConcept": concept}


def _unknown(name: str, record: Record, frame: Frame) -> Resource:
    stale = next((each for each in record.asked_again if each.finding == name), None)
    was_asked = record.interview is not None and name in answers(record.interview)
    code = "asked-unknown" if was_asked and stale is None else "not-asked"
    when = stale.when.last.isoformat() if stale and stale.when else ""
    note = (
        [{"text": _("Told on %(date)s: too long ago for a danger sign. Ask again.", date=when)}]
        if stale
        else []
    )
    reason = {"coding": [{"system": _ABSENT, "code": code}]}
    return _observation(name, frame, "", note=note) | {"dataAbsentReason": reason}


def _observation(name: str, frame: Frame, state: str, **elements: object) -> Resource:
    finding = frame.base.findings[name]
    is_yes_no = finding.kind == "yes-no"
    return frame.resource(
        "Observation",
        name,
        identifier=[{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{frame.id('Observation', name)}"}],
        status="final",
        category=[{"coding": [{"system": _CATEGORY, "code": _KIND[finding.who]}]}],
        # Of a yes-no finding the code names what is there; whether it is, says the value.
        code=frame.finding(name, PRESENT if is_yes_no and state else ""),
        subject=frame.subject,
        issued=frame.instant,
        performer=[frame.author] if frame.author else None,
        **elements,
    )
