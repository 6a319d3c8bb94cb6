"""What this server can do, as a CapabilityStatement: one list, which a test holds against the routes."""

from dataclasses import dataclass
from datetime import datetime

import pygalgia
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.records.moments import instant
from pygalgia.records.resources import Resource

FHIR_VERSION = "4.0.1"
#: Where the interface begins.
ROOT = "/fhir/R4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operation of FHIR that is served.

    Attributes:
        path: Below the root; `{form}` stands for the id of a form.
        resource: The type that it belongs to; empty where it belongs to the whole system.
        definition: The canonical address of its definition.
    """

    name: str
    path: str
    resource: str
    definition: str
    documentation: str


_OPEN = (
    "Nothing is kept, so nobody logs in. A record on a server is read with the caller's token, or for a "
    "registered client that proves itself by a signed JWT."
)
_SDC = "http://hl7.org/fhir/uv/sdc/OperationDefinition"
OPERATIONS = (
    Operation(
        name="assess", path="/$assess", resource="", definition="urn:pygalgia:operation:assess",
        documentation="A response, a Bundle of one person, or Parameters with them in; a document out.",
    ),
    Operation(
        name="next-question", path="/Questionnaire/$next-question", resource="Questionnaire",
        definition=f"{_SDC}/Questionnaire-next-question",
        documentation="The response so far in, the same with the next question out. Nothing is kept.",
    ),
    Operation(
        name="populate", path="/Questionnaire/$populate", resource="Questionnaire",
        definition=f"{_SDC}/Questionnaire-populate",
        documentation="A record of one person in, a response to look at, change and confirm out.",
    ),
    Operation(
        name="extract", path="/QuestionnaireResponse/$extract", resource="QuestionnaireResponse",
        definition=f"{_SDC}/QuestionnaireResponse-extract",
        documentation="A response in, a transaction of Observations out.",
    ),
)  # fmt: skip


def capability_statement(base: KnowledgeBase, *, now: datetime, public_url: str = "") -> Resource:
    """Return what works here, and nothing else."""
    forms: Resource = {
        "type": "Questionnaire",
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "searchParam": [{"name": "url", "type": "uri"}],
        "operation": _operations("Questionnaire"),
    }
    responses: Resource = {
        "type": "QuestionnaireResponse",
        "operation": _operations("QuestionnaireResponse"),
    }
    made: Resource = {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": instant(now),
        "kind": "instance",
        "software": {"name": "pygalgia", "version": pygalgia.__version__},
        "implementation": {
            "description": f"Assessment of pain in the buttock, knowledge {base.version} ({base.sha256})",
            **({"url": public_url + ROOT} if public_url else {}),
        },
        "fhirVersion": FHIR_VERSION,
        "format": ["json"],
        "rest": [
            {
                "mode": "server",
                "security": {"cors": True, "description": _OPEN},
                "resource": [forms, responses],
                "operation": _operations(""),
            }
        ],
    }
    return made


def _operations(resource: str) -> list[Resource]:
    return [
        {"name": each.name, "definition": each.definition, "documentation": each.documentation}
        for each in OPERATIONS
        if each.resource == resource
    ]
