"""Which services there are, and what each wants to be told.

Source:
    HL7 CDS Hooks 2.0, Discovery and Prefetch Template.
"""

from dataclasses import dataclass
from typing import Any

_PATIENT = "{{context.patientId}}"
#: What is looked at. Only the first three must be there; without the others, what is there is judged.
PREFETCH = {
    "patient": f"Patient/{_PATIENT}",
    "conditions": f"Condition?patient={_PATIENT}",
    "medications": f"MedicationRequest?patient={_PATIENT}&status=active",
    "statements": f"MedicationStatement?patient={_PATIENT}&status=active",
    "observations": f"Observation?patient={_PATIENT}&_sort=-date&_count=100",
    "procedures": f"Procedure?patient={_PATIENT}&status=completed",
    "allergies": f"AllergyIntolerance?patient={_PATIENT}",
    "responses": f"QuestionnaireResponse?patient={_PATIENT}&_sort=-authored&_count=5",
}
NEEDED = ("patient", "conditions", "medications")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service: its id, the hook that calls it, and what it does."""

    id: str
    hook: str
    title: str
    description: str


SERVICES = (
    Service(
        id="pygalgia-patient-view", hook="patient-view",
        title="Pain in the buttock: danger signs in the record",
        description="Says which recorded danger signs ask for action where the record tells of pain in the "
                    "back, buttock or leg, and offers the interview. Says nothing otherwise.",
    ),
    Service(
        id="pygalgia-order-select", hook="order-select", title="Pain in the buttock: tests and medicines",
        description="Says why a lumbar MRI without red flags, an anti-inflammatory with an anticoagulant or "
                    "an opioid before anything else is not advised, with the source.",
    ),
    Service(
        id="pygalgia-order-sign", hook="order-sign", title="Pain in the buttock: tests and medicines",
        description="The same as for order-select, before the order is signed.",
    ),
)  # fmt: skip


def discovery() -> dict[str, Any]:
    """Return every service as `GET /cds-services` tells it."""
    return {
        "services": [
            {
                "hook": each.hook,
                "title": each.title,
                "description": each.description,
                "id": each.id,
                "prefetch": PREFETCH,
            }
            for each in SERVICES
        ]
    }
