"""Records and calls of other systems, spoilt in one to three places: taken, or refused in the words of FHIR.

To look longer, raise `PYGALGIA_FUZZ` (calls of each operation; seeds are fixed).
"""

import copy
import json
import os
import random
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import (
    ICD10,
    answered,
    bundle,
    condition,
    medicine,
    observation,
    patient,
    response,
)

CALLS = int(os.environ.get("PYGALGIA_FUZZ", "50"))
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
#: What a careless or hostile sender puts in the place of anything.
ODD = [
    None, True, False, 0, -1, 10**30, 1e308, -0.0, 10**400, "", " ", "x" * 2000, "\u2028", "\x00", "=1+1",
    "unknown",
    [], {}, [None], [[]], {"a": 1}, [{}], "0001-01-01", "9999-12-31", "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+14:00", "2026-02-30", "2026-13", "20260101", "2026-11-29T25:00:00Z", "1980",
    "2026-11-29T08:00:00", "Patient/", "Patient/../q", "#p", "urn:uuid:x", "http://[", "https://a@b:99999/",
    {"value": "1"}, {"value": 1e400}, {"value": -5, "code": "Cel"}, {"reference": None}, {"coding": "x"},
    {"coding": [{"system": 1, "code": 2}]}, "٣", "½", "1e5",
]  # fmt: skip
GOOD = bundle(
    condition("386661006", recordedDate="2026-11-28", onsetDateTime="2026-11-27"),
    condition("M54.5", ICD10, onsetAge={"value": 40, "unit": "a", "code": "a"}),
    medicine("warfarin"),
    medicine("prednisolone", "MedicationRequest", dosageInstruction=[{"text": "daily"}]),
    observation("8310-5", 38.6, "Cel"),
    observation("1988-5", 88, "mg/L", interpretation=[{"coding": [{"code": "H"}]}]),
)
SAID = response(answered("fever", "present"), answered("onset", "sudden"))
CALL = {
    "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    "hook": "patient-view",
    "context": {"userId": "Practitioner/a", "patientId": "p"},
    "prefetch": {
        "patient": patient(),
        "conditions": {"resourceType": "Bundle", "type": "searchset", "entry": [
            {"resource": {"id": "c", **condition("M54.5", ICD10)}}]},
        "medications": {"resourceType": "Bundle", "type": "searchset", "entry": [
            {"resource": {"id": "m", **medicine("warfarin", "MedicationRequest")}}]},
    },
}  # fmt: skip
OPERATIONS = {
    "/fhir/R4/$assess": GOOD,
    "/fhir/R4/Questionnaire/$populate": GOOD,
    "/fhir/R4/QuestionnaireResponse/$extract": SAID,
    "/fhir/R4/Questionnaire/$next-question": SAID,
    "/cds-services/pygalgia-patient-view": CALL,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('spoilt') / 'a.sqlite3'}"
    settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0, hooks_open=True)
    app = create_app(settings, knowledge=knowledge, clock=lambda: NOW)
    yield TestClient(app, raise_server_exceptions=False)
    app.state.services.database.close()


def places(value, at=()):
    """Yield the way to every value in a document."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*at, key))


def spoilt(rng, document):
    """Return a document with something else, nothing, or the same twice in one to three places."""
    made = copy.deepcopy(document)
    for _ in range(rng.randint(1, 3)):
        *way, last = rng.choice([each for each in places(made) if each] or [("x",)])
        held = made
        for key in way:
            held = held[key]
        kind = rng.random()
        if kind < 0.6:
            held[last] = copy.deepcopy(rng.choice(ODD))
        elif kind < 0.75:
            del held[last]
        elif isinstance(held, list):
            held.append(copy.deepcopy(held[last]))
        else:
            held[rng.choice(["id", "extension", "_" + str(last), "more"])] = copy.deepcopy(rng.choice(ODD))
    return made


@pytest.mark.parametrize("path", OPERATIONS)
def test_a_spoilt_record_is_taken_or_refused(client, path):
    rng, taken = random.Random(path), 0
    for number in range(CALLS):
        body = spoilt(rng, OPERATIONS[path])
        kind = "application/json" if path.startswith("/cds") else "application/fhir+json"
        answer = client.post(path, content=json.dumps(body).encode(), headers={"content-type": kind})
        assert answer.status_code < 500, (number, json.dumps(body), answer.text)
        told = json.loads(answer.content, parse_constant=pytest.fail)
        taken += answer.status_code == 200
        if answer.status_code != 200 and kind != "application/json":
            assert told["resourceType"] == "OperationOutcome"
            assert told["issue"]
    assert taken, "every one was refused: the calls themselves are wrong"
