"""Write the result back: one DocumentReference, with the paper and the whole document, and nothing else."""

import base64
import hashlib
from datetime import datetime

import msgspec

from pygalgia import Assessment
from pygalgia.interview import Interview, answers
from pygalgia.records.bundle import Opened
from pygalgia.records.evidence import Evidence
from pygalgia.records.moments import Moment, instant
from pygalgia.records.record import Record, RecordReader
from pygalgia.records.resources import Resource
from pygalgia.records.smart.launch import WRITTEN, Server
from pygalgia.records.written import Written, document
from pygalgia.texts import _, language

_URI = "urn:ietf:rfc:3986"
_FHIR, _PDF = "application/fhir+json", "application/pdf"


def result_of(
    interview: Interview, assessment: Assessment, reader: RecordReader, *, person: str, now: datetime
) -> Resource:
    """Return the assessment of an interview as a document about a person of a server.

    Args:
        interview: What was answered.
        assessment: What was judged of it.
        reader: Knowledge and codes.
        person: The id of the Patient there.
        now: With a time zone.
    """
    today = Moment(now.date(), now.date())
    given = answers(interview)
    said = (name for name in assessment.case.states if name in given)
    evidence = {
        name: Evidence(finding=name, answer="", when=today, where="", source=_("the interview"))
        for name in said
    }
    record = Record(
        opened=Opened(subject=f"Patient/{person}"),
        case=assessment.case,
        evidence=evidence,
        asked_again=(),
        interview=interview,
        issues=(),
    )
    # The same answers of the same interview are the same document, whenever it is written.
    sent = {"interview": interview.id, "person": person, "states": dict(assessment.case.states)}
    written = Written(sent=sent, record=record, assessment=assessment, now=now)
    return document(written, reader.knowledge.base, reader.codes)


def document_reference(whole: Resource, pdf: bytes | None, *, person: str, now: datetime) -> Resource:
    """Return a document as a DocumentReference to be created, known by an identifier of its own.

    Args:
        whole: The document.
        pdf: The same on paper; None where it cannot be typeset here.
        person: The id of the Patient.
        now: With a time zone.
    """
    parts = [(_PDF, pdf)] if pdf is not None else []
    parts.append((_FHIR, msgspec.json.encode(whole)))
    return {
        "resourceType": WRITTEN,
        "identifier": [{"system": _URI, "value": f"urn:uuid:{whole['id']}"}],
        "status": "current",
        # Of a machine, and looked at by nobody yet.
        "docStatus": "preliminary",
        "type": {
            "coding": [{"system": "http://loinc.org", "code": "51847-2"}],
            "text": _("Assessment and plan"),
        },
        "subject": {"reference": f"Patient/{person}"},
        "date": instant(now),
        "description": _("Assessment of pain in the buttock"),
        "content": [{"attachment": _attachment(kind, data)} for kind, data in parts],
    }


def _attachment(kind: str, data: bytes) -> Resource:
    return {
        "contentType": kind,
        "language": language(),
        "data": base64.b64encode(data).decode(),
        "size": len(data),
        # FHIR R4 asks for this hash; it guards against damage, not against anybody.
        "hash": base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode(),
    }


def write(server: Server, reference: Resource, *, token: str) -> str:
    """Create a DocumentReference on a server, once; return where it is, as the server says.

    Raises:
        UnreachableError: it did not create it.
    """
    name = reference["identifier"][0]
    return server.outgoing.create(
        f"{server.iss}/{WRITTEN}",
        msgspec.json.encode(reference),
        token=token,
        unless=f"identifier={name['system']}|{name['value']}",
    )
