"""A launch against a server of records and a login that are not ours (Medplum, oauth2-mock-server)."""

import base64
import json
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from fhir_r4 import NODE
from pygalgia.records import RecordReader, load_codes
from pygalgia.records.smart.launch import allowed, begin, finish, read_servers
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import ICD10, condition, observation, patient
from web_site import token_of

FOLDER = Path(__file__).parents[2] / "scripts/records"
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
RESOURCES = [
    patient(),
    patient(id="q", birthDate="1950-01-01"),
    condition("E11", ICD10, id="c1"),
    condition("C61", ICD10, id="c2", subject={"reference": "Patient/q"}),
    observation("8310-5", 38.4, "Cel", id="o1"),
    {"resourceType": "Medication", "id": "w", "code": {"text": "Warfarin 5 mg"}},
    {"resourceType": "MedicationRequest", "id": "m1", "status": "active", "intent": "order",
     "authoredOn": "2026-11-01", "subject": {"reference": "Patient/p"},
     "medicationCodeableConcept": {"text": "Ibuprofen 400 mg"}},
]  # fmt: skip
pytestmark = pytest.mark.slow


def agreed(address):
    """Return where a browser is sent after the login, as the login says."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=10)) as connection:
        connection.request("GET", f"{parts.path}?{parts.query}")
        return connection.getresponse().headers["Location"]


@pytest.fixture(scope="module")
def reader(knowledge):
    return RecordReader(knowledge, load_codes(knowledge.base))


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    if NODE is None or not (FOLDER / "node_modules/oauth2-mock-server").exists():
        pytest.skip("needs node and a foreign server: `make records-tools` (npm install in scripts/records)")
    file = tmp_path_factory.mktemp("foreign") / "resources.json"
    file.write_text(json.dumps(RESOURCES))
    script = [NODE, str(FOLDER / "server.mjs"), str(file), "p"]
    with subprocess.Popen(script, stdout=subprocess.PIPE, text=True, cwd=FOLDER) as running:
        yield json.loads(running.stdout.readline())
        running.terminate()


@pytest.fixture
def servers(foreign, tmp_path):
    file = tmp_path / "servers.json"
    row = {"iss": foreign["iss"], "client_id": "pygalgia", "also": [foreign["login"]],
           "allow_private": True, "may_write": True}  # fmt: skip
    file.write_text(json.dumps({"servers": [row]}))
    return file


@pytest.mark.parametrize("launch", ["xyz", ""])
def test_a_launch_there_reads_one_person_s_record(foreign, servers, reader, launch):
    pending = begin(
        read_servers(servers), iss=foreign["iss"], launch=launch, redirect="http://testserver/back"
    )
    back = parse_qs(urlsplit(agreed(pending.authorize)).query)
    assert back["state"] == [pending.state]
    read = finish(pending, code=back["code"][0])
    case = reader.read(read.record, today=NOW.date()).case

    assert (case.age_years, case.sex) == (46, "female")
    assert case.states["diabetes"] == "present"
    assert case.values["temperature"] == pytest.approx(38.4)
    assert case.states.get("cancer-history") != "prostate"


def test_from_the_launch_to_the_result_in_the_record(foreign, servers, knowledge, tmp_path):
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'foreign.sqlite3'}",
        hosts=("testserver",),
        requests_per_minute=0,
        smart_servers=str(servers),
    )
    app = create_app(settings, knowledge=knowledge, clock=lambda: NOW)
    browser = TestClient(app, follow_redirects=False)
    back = agreed(browser.get("/smart/launch", params={"iss": foreign["iss"]}).headers["location"])
    assert browser.get(back).headers["location"] == "/smart/confirm"
    shown = browser.get("/smart/confirm")
    assert "38.4 Cel" in shown.text
    browser.post("/smart/confirm", data={"csrf": token_of(shown), "fact": ["diabetes", "temperature"]})

    for _time in range(2):
        away = browser.post("/smart/write", data={"csrf": token_of(browser.get("/smart/write"))})
        done = browser.get(agreed(away.headers["location"]))
        assert done.headers.get("location") == "/smart/written", done.text
    app.state.services.database.close()

    (kept,) = documents(foreign, servers)
    assert kept["subject"]["reference"] == "Patient/p"
    parts = {each["attachment"]["contentType"]: each["attachment"]["data"] for each in kept["content"]}
    assert json.loads(base64.b64decode(parts["application/fhir+json"]))["type"] == "document"


def documents(foreign, servers):
    """Return what the server keeps of documents, by a login of its own."""
    server = read_servers(servers)[foreign["iss"]]
    pending = begin({server.iss: server}, iss=server.iss, launch="", redirect="http://testserver/back")
    code = parse_qs(urlsplit(agreed(pending.authorize)).query)["code"][0]
    token, _ = allowed(pending, code=code)
    found = server.outgoing.get(f"{server.iss}/DocumentReference?patient=p", token=token)
    return [each["resource"] for each in found.get("entry", [])]
