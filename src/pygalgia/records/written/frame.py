"""What every written resource shares: its id, its person, its author, its time, its sources."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.records.codes import CodeMap, Coding
from pygalgia.records.moments import instant
from pygalgia.records.resources import Resource
from pygalgia.report.citations import reference
from pygalgia.texts import _, language, speaks_english

#: The namespace of every id that is written.
NAMESPACE: UUID = uuid5(NAMESPACE_URL, "urn:pygalgia:records")
_ARTIFACT = "http://hl7.org/fhir/StructureDefinition/workflow-relatedArtifact"
#: FHIR's priorities of a request by our urgency.
PRIORITY: Mapping[Urgency, str] = {
    Urgency.EMERGENCY: "stat",
    Urgency.SAME_DAY: "asap",
    Urgency.WITHIN_TWO_WEEKS: "urgent",
    Urgency.ROUTINE: "routine",
    Urgency.SELF_CARE: "routine",
}
#: FHIR's severities of a detected issue by our urgency.
SEVERITY: Mapping[Urgency, str] = {
    Urgency.EMERGENCY: "high",
    Urgency.SAME_DAY: "high",
    Urgency.WITHIN_TWO_WEEKS: "moderate",
    Urgency.ROUTINE: "low",
    Urgency.SELF_CARE: "low",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every resource of one document shares.

    Attributes:
        key: Of what was sent and of the knowledge: the same input gets the same ids.
        subject: A Reference to the person.
        author: A Reference to the device that is this program.
        now: With a time zone.
    """

    base: KnowledgeBase
    codes: CodeMap
    key: str
    subject: Resource
    author: Resource
    now: datetime

    def id(self, *parts: str) -> str:
        """Return the id of a resource, by what it is about."""
        return str(uuid5(NAMESPACE, "|".join((self.key, *parts))))

    def reference(self, *parts: str) -> Resource:
        """Return a Reference to a resource of this document."""
        return {"reference": f"urn:uuid:{self.id(*parts)}"}

    def resource(self, type_: str, *parts: str, **elements: Any) -> Resource:  # noqa: ANN401 - any element
        """Return a resource with its id; elements that are empty are left out."""
        kept = {name: value for name, value in elements.items() if value not in (None, "", [], {})}
        return {"resourceType": type_, "id": self.id(type_, *parts), **kept}

    @property
    def instant(self) -> str:
        """Now, as FHIR writes it."""
        return instant(self.now)

    def citations(self, sources: Iterable[str]) -> list[Resource]:
        """Return publications as extensions with a RelatedArtifact each."""
        found = (self.base.sources[name] for name in dict.fromkeys(sources) if name in self.base.sources)
        return [
            {
                "url": _ARTIFACT,
                "valueRelatedArtifact": {"type": "citation", "citation": reference(each)}
                | ({"url": each.address} if each.address else {}),
            }
            for each in found
        ]

    def finding(self, name: str, state: str = "") -> Resource:
        """Return a finding, or a state of it, as a CodeableConcept."""
        known = self.base.findings[name]
        own: Coding = {"system": "urn:pygalgia:finding", "code": name, "display": known.name}
        return {"coding": [own, *self.codes.written(finding=name, state=state)], "text": known.name}

    def condition(self, name: str) -> Resource:
        """Return a cause as a CodeableConcept."""
        known = self.base.conditions[name]
        own: Coding = {"system": "urn:pygalgia:condition", "code": name, "display": known.name}
        return {"coding": [own, *self.codes.written(condition=name)], "text": known.name}


def key_of(document: object, base: KnowledgeBase) -> str:
    """Return what ids are made of: what was sent, in whatever order of keys, and the knowledge."""
    told = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{base.sha256}\n{told}".encode()).hexdigest()


def narrative(*lines: str) -> Resource:
    """Return lines as a narrative."""
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line) or f"<p>{escape(_('None.'))}</p>"
    tongue = "" if speaks_english() else f' lang="{language()}" xml:lang="{language()}"'
    return {"status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml"{tongue}>{told}</div>'}
