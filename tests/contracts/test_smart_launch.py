"""From a record to an interview: launched, read, shown, confirmed; nothing counts before that."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.testclient import TestClient

from fhir_r4 import faults
from fhir_server import TOKEN, answers_html, fails, running
from pygalgia import restored
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import ICD10, condition
from web_site import Visitor

START = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


class Clock:
    now = START

    def __call__(self):
        return self.now


@pytest.fixture
def server():
    with running() as made:
        yield made


@pytest.fixture
def site(tmp_path, knowledge, server):
    file = tmp_path / "servers.json"
    file.write_text(
        json.dumps(
            {
                "servers": [
                    {"iss": server.iss, "client_id": "pygalgia", "allow_private": True, "may_write": True}
                ]
            }
        )
    )
    clock = Clock()
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'smart.sqlite3'}",
        hosts=("testserver",),
        requests_per_minute=0,
        smart_servers=str(file),
    )
    app = create_app(settings, knowledge=knowledge, clock=clock)
    app.state.clock = clock
    yield app
    app.state.services.database.close()


@pytest.fixture
def browser(site):
    return TestClient(site, follow_redirects=False)


def launched(browser, server, launch="xyz"):
    """Return the address that the browser comes back to after the person agreed."""
    begun = browser.get("/smart/launch", params={"iss": server.iss, "launch": launch})
    assert begun.status_code == 302, begun.text
    code, asked = server.authorize(begun.headers["location"])
    assert asked["redirect_uri"] == "http://testserver/smart/callback"
    return f"/smart/callback?state={asked['state']}&code={code}"


def confirmable(browser, server, launch="xyz"):
    back = browser.get(launched(browser, server, launch))
    assert (back.status_code, back.headers["location"]) == (303, "/smart/confirm")
    return browser.get("/smart/confirm")


def token_in(page):
    return re.search(r'name="csrf" value="(\w+)"', page.text)[1]


def interview_of(site, browser):
    here = site.state.services
    token = browser.cookies["pygalgia-person"]
    return restored(here.interviews.load(token).document, here.interviewer).interview


@pytest.mark.parametrize("launch", ["xyz", ""])
def test_what_is_confirmed_begins_an_interview(site, browser, server, launch):
    page = confirmable(browser, server, launch)
    assert "Blood thinners" in page.text
    assert "38.4 Cel" in page.text
    facts = ["diabetes", "anticoagulants", "temperature"]
    done = browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": facts})
    case = site.state.services.interviewer.case(interview_of(site, browser))

    assert done.headers["location"] == "/interview"
    assert case.states["diabetes"] == case.states["anticoagulants"] == "present"
    assert case.values["temperature"] == pytest.approx(38.4)
    assert (case.age_years, case.sex) == (46, "female")
    assert browser.get("/interview").status_code == 200


def test_what_is_unticked_counts_for_nothing(site, browser, server):
    page = confirmable(browser, server)
    browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": ["diabetes"]})
    case = site.state.services.interviewer.case(interview_of(site, browser))

    assert case.states["diabetes"] == "present"
    assert "anticoagulants" not in case.states


def test_nothing_is_kept_before_it_is_confirmed(site, browser, server):
    confirmable(browser, server)

    assert "pygalgia-person" not in browser.cookies


def test_it_is_confirmed_once(browser, server):
    page = confirmable(browser, server)
    form = {"csrf": token_in(page), "fact": ["diabetes"]}

    assert [browser.post("/smart/confirm", data=form).status_code for _ in range(2)] == [303, 403]


def test_another_browser_or_state_cannot_come_back(site, browser, server):
    back = launched(browser, server)
    stranger = TestClient(site, follow_redirects=False)

    assert stranger.get(back).status_code == 403
    assert browser.get(re.sub("state=[^&]*", "state=guessed", back)).status_code == 403
    assert browser.get(back).status_code == 403, "a launch is answered once, rightly or not"


def test_a_launch_that_took_too_long_is_over(site, browser, server):
    back = launched(browser, server)
    site.state.clock.now = START + timedelta(minutes=11)

    assert browser.get(back).status_code == 403


def test_a_refusal_of_the_record_is_said(browser, server):
    back = urlsplit(launched(browser, server))
    state = parse_qs(back.query)["state"][0]
    answer = browser.get("/smart/callback", params={"state": state, "error": "access_denied"})

    assert answer.status_code == 403
    assert "refused" in answer.text


def test_a_server_that_answers_html_begins_nothing(browser, server):
    server.bad["/fhir/Patient"] = answers_html
    answer = browser.get(launched(browser, server))

    assert answer.status_code == 502
    assert "text/html" in answer.text
    assert browser.get("/smart/confirm").status_code == 404


def test_a_server_that_is_not_registered_is_not_asked(browser):
    answer = browser.get("/smart/launch", params={"iss": "http://169.254.169.254/latest", "launch": "x"})

    assert answer.status_code == 502
    assert "a registered server" in answer.text


def test_another_person_s_resource_begins_nothing(browser, server):
    stranger = condition("E11", ICD10, id="x", subject={"reference": "Patient/other"})
    server.resources["Condition"].append(stranger)

    assert browser.get(launched(browser, server)).status_code == 422
    assert browser.get("/smart/confirm").status_code == 404


def test_a_form_of_another_site_confirms_nothing(browser, server):
    page = confirmable(browser, server)
    form = {"csrf": token_in(page), "fact": ["diabetes"]}

    assert browser.post("/smart/confirm", data={**form, "csrf": "0" * 64}).status_code == 403
    elsewhere = browser.post("/smart/confirm", data=form, headers={"sec-fetch-site": "cross-site"})
    assert elsewhere.status_code == 403


def test_without_registered_servers_there_is_no_launch(tmp_path, knowledge):
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a.sqlite3'}", hosts=("testserver",))
    app = create_app(settings, knowledge=knowledge)
    answer = TestClient(app).get("/smart/launch", params={"iss": "https://ehr.example"})
    app.state.services.database.close()

    assert answer.status_code == 404


def test_somebody_s_own_answers_in_the_browser_are_not_replaced(browser, server):
    Visitor(browser).begin().go_to("sex")
    page = confirmable(browser, server)
    answer = browser.post("/smart/confirm", data={"csrf": token_in(page), "fact": ["diabetes"]})

    assert answer.status_code == 409


def begun(browser, server):
    """Begin an interview from the record, up to its first question."""
    page = confirmable(browser, server)
    facts = {"csrf": token_in(page), "fact": ["diabetes", "anticoagulants"]}
    assert browser.post("/smart/confirm", data=facts).status_code == 303


def asked_to_write(browser, server):
    """Return the address that the browser comes back to after leave to write was given."""
    form = browser.get("/smart/write")
    away = browser.post("/smart/write", data={"csrf": token_in(form)})
    assert away.status_code == 302, away.text
    code, asked = server.authorize(away.headers["location"])
    assert asked["scope"] == "launch/patient patient/DocumentReference.c"
    return f"/smart/callback?state={asked['state']}&code={code}"


def test_the_result_is_written_back_as_one_document_where_it_is_asked_for(browser, server):
    begun(browser, server)
    assert "/smart/write" in browser.get("/clinician/summary").text
    assert all(method == "GET" for method, path, *_ in server.asked if "/fhir/" in path)

    done = browser.get(asked_to_write(browser, server))
    assert (done.status_code, done.headers["location"]) == (303, "/smart/written")
    assert "in the record" in browser.get("/smart/written").text
    (kept,) = server.resources["DocumentReference"]
    assert (kept["subject"]["reference"], kept["docStatus"]) == ("Patient/p", "preliminary")
    assert faults(kept) == []
    parts = {each["attachment"]["contentType"]: each["attachment"]["data"] for each in kept["content"]}
    whole = json.loads(base64.b64decode(parts["application/fhir+json"]))
    assert whole["type"] == "document"
    assert base64.b64decode(parts["application/pdf"]).startswith(b"%PDF")


def test_the_same_result_is_written_once(browser, server):
    begun(browser, server)
    for _time in range(2):
        assert browser.get(asked_to_write(browser, server)).status_code == 303

    assert len(server.resources["DocumentReference"]) == 1


def test_another_person_s_record_is_not_written_to(browser, server):
    begun(browser, server)
    back = asked_to_write(browser, server)
    server.person = "q"
    done = browser.get(back)

    assert done.status_code == 409
    assert "Nothing was written" in done.text
    assert "DocumentReference" not in server.resources


def test_a_server_that_does_not_let_it_be_written_is_named(browser, server):
    begun(browser, server)
    back = asked_to_write(browser, server)
    server.bad["/fhir/DocumentReference"] = fails
    done = browser.get(back)

    assert done.status_code == 502
    assert "status 500" in done.text


def test_without_a_record_nothing_is_offered(browser, site):
    Visitor(browser).begin()

    assert browser.get("/smart/write").status_code == 404
    assert "/smart/write" not in browser.get("/result?show=all").text


def test_another_browser_cannot_finish_writing(browser, server, site):
    begun(browser, server)
    back = asked_to_write(browser, server)

    assert TestClient(site, follow_redirects=False).get(back).status_code == 403
    assert "DocumentReference" not in server.resources


def test_hours_later_nothing_is_written(browser, server, site):
    begun(browser, server)
    site.state.clock.now = START + timedelta(hours=9)

    assert browser.get("/smart/write").status_code == 404


def test_without_a_server_one_is_chosen(browser, server):
    assert 'href="/smart/launch"' in browser.get("/clinician").text
    page = browser.get("/smart/launch")

    assert page.status_code == 200
    assert "/smart/launch?iss=" in page.text


def test_a_form_is_filled_and_a_record_assessed_on_a_server(browser, server):
    subject = {"name": "subject", "valueReference": {"reference": f"{server.iss}/Patient/p"}}
    token = {"name": "access-token", "valueString": TOKEN}
    sent = {"resourceType": "Parameters", "parameter": [subject, token]}
    server.bad["/fhir/Procedure"] = fails

    filled = browser.post("/fhir/R4/Questionnaire/$populate", json=sent)
    assert filled.status_code == 200, filled.text
    told = {each["name"]: each["resource"] for each in filled.json()["parameter"]}
    assert {"age", "sex", "diabetes", "anticoagulants"} <= {
        each["linkId"] for each in told["response"]["item"]
    }
    assert "status 500" in json.dumps(told["issues"])

    document = browser.post("/fhir/R4/$assess?pdf=false", json=sent)
    assert document.status_code == 200, document.text
    assert TOKEN not in document.text
    assert "anticoagulants" in document.text


@pytest.mark.parametrize(
    ("subject", "token", "status", "found"),
    [
        ("https://elsewhere.example/fhir/Patient/p", TOKEN, 502, "a registered server"),
        ("{iss}/Patient/p", "", 502, "access-token"),
        ("{iss}/Patient/p", "another", 502, "status 401"),
        ("{iss}/Patient/../Observation/1", TOKEN, 422, "the whole address of a Patient"),
        ("Patient/p", TOKEN, 422, "the whole address of a Patient"),
        ("file:///etc/Patient/p", TOKEN, 422, "the whole address of a Patient"),
    ],
)
def test_only_a_person_of_a_registered_server_is_read(browser, server, subject, token, status, found):
    named = {"name": "subject", "valueReference": {"reference": subject.format(iss=server.iss)}}
    sent = {
        "resourceType": "Parameters",
        "parameter": [named, {"name": "access-token", "valueString": token}],
    }
    done = browser.post("/fhir/R4/$assess", json=sent)

    assert done.status_code == status
    assert done.json()["resourceType"] == "OperationOutcome"
    assert found in done.text


def jwk(kid):
    """Return a private key of ours and its public half."""
    made = ec.generate_private_key(ec.SECP384R1())
    key = {**jwt.algorithms.ECAlgorithm.to_jwk(made, as_dict=True), "kid": kid}
    return key, {name: value for name, value in key.items() if name != "d"}


@pytest.fixture
def backend(tmp_path, knowledge, server):
    """A site that holds a key of its own at the server, and a client that may call it."""
    own, server.client_key = jwk("ours")
    client, public = jwk("theirs")
    (tmp_path / "own.json").write_text(json.dumps(own))
    row = {"iss": server.iss, "client_id": "pygalgia", "allow_private": True, "key_file": "own.json"}
    (tmp_path / "servers.json").write_text(json.dumps({"servers": [row]}))
    (tmp_path / "clients.json").write_text(json.dumps({"clients": [{"iss": "urn:caller", "keys": [public]}]}))
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'backend.sqlite3'}",
        hosts=("testserver",),
        requests_per_minute=0,
        smart_servers=str(tmp_path / "servers.json"),
        hook_clients=str(tmp_path / "clients.json"),
    )
    app = create_app(settings, knowledge=knowledge, clock=lambda: START)
    yield TestClient(app), client
    app.state.services.database.close()


def signed(client, path):
    now = START.timestamp()
    claims = {
        "iss": "urn:caller",
        "aud": f"http://testserver{path}",
        "iat": now,
        "exp": now + 60,
        "jti": path,
    }
    key = jwt.PyJWK(client, algorithm="ES384").key
    token = jwt.encode(claims, key, algorithm="ES384", headers={"kid": "theirs"})
    return {"Authorization": f"Bearer {token}"}


def test_a_registered_client_has_a_record_assessed_with_our_key(backend, server):
    browser, client = backend
    named = {"name": "subject", "valueReference": {"reference": f"{server.iss}/Patient/p"}}
    sent, path = {"resourceType": "Parameters", "parameter": [named]}, "/fhir/R4/$assess"
    done = browser.post(f"{path}?pdf=false", json=sent, headers=signed(client, path))

    assert done.status_code == 200, done.text
    assert "anticoagulants" in done.text
    assert browser.post(path, json=sent).status_code == 502
    # Each token once, and one for another operation is none for this one.
    assert browser.post(path, json=sent, headers=signed(client, path)).status_code == 401
    assert browser.post(path, json=sent, headers=signed(client, "/fhir/R4/$other")).status_code == 401
