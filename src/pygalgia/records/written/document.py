"""The whole assessment as one FHIR document: Composition first, then everything that it refers to."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

import pygalgia
from pygalgia import Assessment
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.records.codes import CodeMap
from pygalgia.records.outcome import operation_outcome
from pygalgia.records.record import Record
from pygalgia.records.resources import Resource, text
from pygalgia.records.written.care import care_plan, service_requests
from pygalgia.records.written.frame import Frame, key_of, narrative
from pygalgia.records.written.observations import observations
from pygalgia.records.written.risk import detected_issues, flag_words, risk_assessment
from pygalgia.report.fit import by_probability_alone
from pygalgia.report.words import DISCLAIMER, URGENCY
from pygalgia.texts import _, language
from pygalgia.texts.written import written_percent

_LOINC = "http://loinc.org"
_PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a document is made of.

    Attributes:
        sent: What was sent, as it came: the ids follow from it.
        pdf: The report on paper; None where it is not wanted, or cannot be typeset here.
    """

    sent: object
    record: Record
    assessment: Assessment
    now: datetime
    pdf: bytes | None = None


def document(written: Written, base: KnowledgeBase, codes: CodeMap) -> Resource:
    """Return the document Bundle. The same input gives the same ids, whenever it is sent."""
    key = key_of(written.sent, base)
    person_address, person = _person(written, base)
    frame = _frame(written, base, codes, key, subject={"reference": person_address})
    assessment, record = written.assessment, written.record
    seen = observations(assessment, record, frame)
    known = [name for name in assessment.case.states if name in record.evidence]
    sections = {
        "risk": [risk_assessment(assessment, frame, known)],
        "flags": detected_issues(assessment, record, frame),
        "findings": seen,
        "plan": [care_plan(assessment, frame), *service_requests(assessment, frame)],
        "paper": _paper(written, frame),
    }
    outcome = operation_outcome(record.issues) | {"id": frame.id("OperationOutcome")}
    content = [each for rows in sections.values() for each in rows]
    own = [_composition(written, frame, sections), _device(frame), *content, outcome]
    everything = [*own, _provenance(frame, own, key)]
    entries = [{"fullUrl": f"urn:uuid:{each['id']}", "resource": each} for each in everything]
    if person is not None:
        entries.insert(1, {"fullUrl": person_address, "resource": person})
    return {
        "resourceType": "Bundle",
        "id": frame.id("Bundle"),
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{frame.id('Bundle')}"},
        "type": "document",
        "timestamp": frame.instant,
        "entry": entries,
    }


def _frame(written: Written, base: KnowledgeBase, codes: CodeMap, key: str, *, subject: Resource) -> Frame:
    bare = Frame(base=base, codes=codes, key=key, subject=subject, author={}, now=written.now)
    return Frame(
        base=base, codes=codes, key=key, subject=subject, author=bare.reference("Device"), now=written.now
    )


def _person(written: Written, base: KnowledgeBase) -> tuple[str, Resource | None]:
    """Return how the person is referred to, and the Patient to put into the document, if any."""
    held = written.record.opened
    bare = Frame(
        base=base,
        codes=CodeMap(rows=()),
        key=key_of(written.sent, base),
        subject={},
        author={},
        now=written.now,
    )
    if held.patient is None:
        if held.subject and not held.subject.startswith(("#", "urn:")):
            return held.subject, None
        return f"urn:uuid:{bare.id('Patient')}", {"resourceType": "Patient", "id": bare.id("Patient")}
    address = held.patient.names[0] if held.patient.names else ""
    resource = held.patient.resource
    if address.startswith(("http://", "https://", "urn:uuid:", "urn:oid:")):
        return address, resource
    return f"urn:uuid:{bare.id('Patient', text(resource.get('id')))}", resource


def _composition(written: Written, frame: Frame, sections: dict[str, list[Resource]]) -> Resource:
    assessment, record = written.assessment, written.record
    issues = len(record.issues)
    made = {
        _("How soon"): (_urgency(assessment), []),
        _("Likely causes"): (_causes(assessment), sections["risk"]),
        _("Red flags"): (_flags(assessment), sections["flags"]),
        _("Findings"): (
            [_("Findings that are known: %(n)s.", n=len(assessment.case.states))],
            sections["findings"],
        ),
        _("Plan"): ([_("Proposals: nothing here is ordered.")], sections["plan"]),
        _("On paper"): ([_("The report as PDF.")] if sections["paper"] else [], sections["paper"]),
        _("What was not used"): (
            [_("Remarks on what was sent: %(n)s.", n=issues)],
            [{"id": frame.id("OperationOutcome")}],
        ),
    }
    return frame.resource(
        "Composition",
        status="final",
        type={"coding": [{"system": _LOINC, "code": "51847-2"}], "text": _("Assessment and plan")},
        subject=frame.subject,
        date=frame.instant,
        author=[frame.author],
        title=_("Assessment of pain in the buttock"),
        text=narrative(*_urgency(assessment), _(DISCLAIMER)),
        section=[
            {"title": title, "text": narrative(*lines)}
            | ({"entry": [{"reference": f"urn:uuid:{each['id']}"} for each in rows]} if rows else {})
            for title, (lines, rows) in made.items()
            if lines or rows
        ],
    )


def _urgency(assessment: Assessment) -> list[str]:
    level = URGENCY[assessment.urgency].headline
    return [f"{level}.", *(each.text for each in assessment.reasons[:_MOST_NAMED])]


def _causes(assessment: Assessment) -> list[str]:
    lines = [
        _(
            "%(cause)s: %(percent)s (%(low)s to %(high)s)",
            cause=each.name,
            percent=written_percent(each.probability),
            low=written_percent(each.interval[0]),
            high=written_percent(each.interval[1]),
        )
        for each in assessment.conditions[:_MOST_NAMED]
    ]
    said = [by_probability_alone(assessment)]
    if not assessment.enough_to_rank:
        said.append(_("Too little is known to rank causes."))
    return [*(each for each in said if each), *lines]


def _flags(assessment: Assessment) -> list[str]:
    raised = [
        _("Raised: %(flag)s", flag=flag_words(each))
        for each in assessment.red_flags
        if each.verdict == "raised"
    ]
    open_ = [each for each in assessment.red_flags if each.verdict == "open"]
    holding = sum(each.floor > 0 for each in open_)
    said = _(
        "Open, because something is not known: %(open)s; of these, %(holding)s hold urgency up.",
        open=len(open_),
        holding=holding,
    )
    return [*raised, said] if open_ else raised


def _device(frame: Frame) -> Resource:
    names = [{"name": "pygalgia", "type": "model-name"}]
    versions = [
        {"type": {"text": "software"}, "value": pygalgia.__version__},
        {"type": {"text": "knowledge"}, "value": frame.base.version},
        {"type": {"text": "knowledge sha256"}, "value": frame.base.sha256},
    ]
    return frame.resource(
        "Device", status="active", deviceName=names, version=versions, note=[{"text": _(DISCLAIMER)}]
    )


def _provenance(frame: Frame, targets: list[Resource], key: str) -> Resource:
    agent = {"type": {"coding": [{"system": _PARTICIPANT, "code": "author"}]}, "who": frame.author}
    sources = (("urn:pygalgia:input", key), ("urn:pygalgia:knowledge:sha256", frame.base.sha256))
    return frame.resource(
        "Provenance",
        target=[{"reference": f"urn:uuid:{each['id']}"} for each in targets],
        recorded=frame.instant,
        agent=[agent],
        entity=[
            {"role": "source", "what": {"identifier": {"system": system, "value": value}}}
            for system, value in sources
        ],
    )


def _paper(written: Written, frame: Frame) -> list[Resource]:
    if written.pdf is None:
        return []
    # FHIR R4 asks for this hash; it guards against damage, not against anybody.
    digest = base64.b64encode(hashlib.sha1(written.pdf, usedforsecurity=False).digest()).decode()
    attachment = {
        "contentType": "application/pdf",
        "language": language(),
        "data": base64.b64encode(written.pdf).decode(),
        "size": len(written.pdf),
        "hash": digest,
        "title": _("Assessment, for the person and for the clinician"),
    }
    return [
        frame.resource(
            "DocumentReference",
            status="current",
            type={"coding": [{"system": _LOINC, "code": "51847-2"}], "text": _("Assessment and plan")},
            subject=frame.subject,
            date=frame.instant,
            author=[frame.author],
            content=[{"attachment": attachment}],
        )
    ]
