"""How long a call of CDS Hooks takes, with a record of two hundred resources, as the network sees it.

python benchmarks/cards.py [COUNT]
"""

import sys
import tempfile
import time
from pathlib import Path

from starlette.testclient import TestClient

from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

LOINC, ICD10 = "http://loinc.org", "http://hl7.org/fhir/sid/icd-10"
WHO = {"reference": "Patient/p"}
CODES = ("E11", "I10", "M16.9", "M54.5", "J45", "F32", "K21", "N18")


def searched(rows):
    """Return resources as a search answers with them."""
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": row} for row in rows]}


def concept(system, code):
    """Return a code as a CodeableConcept."""
    return {"coding": [{"system": system, "code": code}]}


def call(hook):
    """Return a call with a long record."""
    conditions = [
        {"resourceType": "Condition", "id": f"c{n}", "subject": WHO, "code": concept(ICD10, CODES[n % 8])}
        for n in range(60)
    ]
    results = [
        {
            "resourceType": "Observation", "id": f"o{n}", "status": "final", "subject": WHO,
            "code": concept(LOINC, "1988-5"), "effectiveDateTime": "2026-01-01",
            "valueQuantity": {"value": n, "code": "mg/L", "system": "http://unitsofmeasure.org"},
        }
        for n in range(140)
    ]  # fmt: skip
    order = {
        "resourceType": "ServiceRequest", "id": "m", "status": "draft", "intent": "order", "subject": WHO,
        "code": concept(LOINC, "24968-0"),
    }  # fmt: skip
    context = {"userId": "Practitioner/d", "patientId": "p", "draftOrders": searched([order])}
    return {
        "hook": hook,
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": context,
        "prefetch": {
            "patient": {"resourceType": "Patient", "id": "p", "birthDate": "1970-01-01"},
            "conditions": searched(conditions),
            "medications": searched([]),
            "observations": searched(results),
        },
    }


def measure(count):
    """Print the middle and the slow end of so many calls of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'cards.sqlite3'}"
        app = create_app(
            Settings(database_url=url, hosts=("testserver",), requests_per_minute=0, hooks_open=True)
        )
        client = TestClient(app)
        for hook in ("patient-view", "order-sign"):
            spent, waited = [], []
            for _ in range(count + 1):
                begun, start = time.perf_counter(), time.process_time()
                answer = client.post(f"/cds-services/pygalgia-{hook}", json=call(hook))
                spent.append(time.process_time() - start)
                waited.append(time.perf_counter() - begun)
                answer.raise_for_status()
            for name, times in (("processor", sorted(spent[1:])), ("clock", sorted(waited[1:]))):
                middle, slow = times[count // 2], times[int(count * 0.95)]
                print(f"{hook}, {name}: median {1000 * middle:.0f} ms, p95 {1000 * slow:.0f} ms")
        app.state.services.database.close()


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
