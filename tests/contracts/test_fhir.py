"""`/fhir/R4` from outside: what is stated works, bad input is an OperationOutcome, and nothing is kept."""

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from fhir_r4 import faults
from pygalgia.records.capability import OPERATIONS, ROOT
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from record_builders import (
    answer_to,
    answered,
    bundle,
    condition,
    last_item,
    resources,
    response,
    with_answer,
)

FHIR = "application/fhir+json"
ASSESS = f"{ROOT}/$assess?pdf=false"
NEXT = f"{ROOT}/Questionnaire/$next-question"
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
LARGEST = 300_000


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('fhir') / 'fhir.sqlite3'}"
    settings = Settings(
        database_url=url, hosts=("testserver",), requests_per_minute=0, largest_record=LARGEST
    )
    made = create_app(settings, knowledge=knowledge, clock=lambda: NOW)
    yield made
    made.state.services.database.close()


@pytest.fixture(scope="module")
def client(app):
    return TestClient(app, raise_server_exceptions=False)


def outcome(answer, status):
    """Return the issues of an OperationOutcome, after seeing that it is one, and valid."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith(FHIR)
    told = answer.json()
    assert told["resourceType"] == "OperationOutcome"
    assert faults(told) == []
    for each in told["issue"]:
        assert each["diagnostics"]
        assert "expected" in each["details"]["text"]
    return told["issue"]


def test_what_the_capability_statement_states_is_what_is_routed(client, app):
    stated = client.get(f"{ROOT}/metadata").json()
    rest = stated["rest"][0]
    told = {each["name"] for each in rest["operation"]}
    told |= {each["name"] for row in rest["resource"] for each in row.get("operation", [])}
    paths = {
        path.removeprefix(ROOT): set(methods)
        for path, methods in app.openapi()["paths"].items()
        if path.startswith(ROOT)
    }
    expected = {each.path: {"post"} for each in OPERATIONS}
    expected |= {"/metadata": {"get"}, "/Questionnaire": {"get"}, "/Questionnaire/{form}": {"get"}}
    # The same operation on one form.
    expected |= {"/Questionnaire/{form}/$populate": {"post"}}

    assert told == {each.name for each in OPERATIONS}
    assert paths == expected
    assert stated["fhirVersion"] == "4.0.1"
    assert faults(stated) == []


def test_every_form_that_is_listed_is_read_and_valid(client):
    listed = resources(client.get(f"{ROOT}/Questionnaire").json(), "Questionnaire")

    assert [each["id"] for each in listed] == ["self", "primary-care", "emergency", "specialist", "adaptive"]
    for each in listed:
        assert client.get(f"{ROOT}/Questionnaire/{each['id']}").json() == each
    assert faults(listed[0]) + faults(listed[-1]) == []
    named = client.get(f"{ROOT}/Questionnaire", params={"url": listed[-1]["url"]}).json()
    assert named["total"] == 1


def test_the_static_form_asks_for_the_whole_vocabulary(client, knowledge):
    form = client.get(f"{ROOT}/Questionnaire/specialist").json()
    asked = {item["linkId"] for topic in form["item"] for item in topic["item"]}
    wanted = {name for name, each in knowledge.base.findings.items() if not each.from_regions}

    assert wanted - asked == set()


@pytest.mark.parametrize("form", ["self", "primary-care", "emergency", "specialist"])
def test_no_question_stands_before_the_one_that_it_hangs_on(client, form):
    """The length of a pregnancy stood above whether there is one, and nobody scrolls back."""
    seen = []
    for topic in client.get(f"{ROOT}/Questionnaire/{form}").json()["item"]:
        for item in topic["item"]:
            assert {each["question"] for each in item.get("enableWhen", [])} <= set(seen), item["linkId"]
            seen.append(item["linkId"])
    assert len(seen) == len(set(seen))


def test_the_form_of_an_emergency_department_asks_for_dangers_first(client, knowledge):
    def dangers(form):
        told = client.get(f"{ROOT}/Questionnaire/{form}").json()["item"][1:]
        return [
            any(knowledge.base.findings[each["linkId"]].critical for each in topic["item"]) for topic in told
        ]

    assert dangers("emergency") == sorted(dangers("specialist"), reverse=True)
    assert dangers("specialist") != dangers("emergency")


def test_an_interview_over_http_ends_and_is_assessed(client):
    made = client.post(NEXT, json={"resourceType": "QuestionnaireResponse", "status": "in-progress"}).json()
    asked = 0
    while made["status"] != "completed":
        asked += 1
        made = client.post(NEXT, json=with_answer(made, answer_to(last_item(made)))).json()
    assessed = client.post(ASSESS, json=made)

    assert asked > 10
    assert assessed.status_code == 200
    assert assessed.json()["type"] == "document"


def test_the_response_may_come_in_parameters_with_a_wish(client):
    begin = client.post(NEXT, json={"resourceType": "QuestionnaireResponse", "status": "in-progress"}).json()
    second = client.post(NEXT, json=with_answer(begin, answer_to(last_item(begin)))).json()
    parameters = {
        "resourceType": "Parameters",
        "parameter": [
            {"name": "questionnaire-response", "resource": second},
            {"name": "action", "valueCode": "back"},
        ],
    }

    assert last_item(client.post(NEXT, json=parameters).json()) == last_item(begin)
    parameters["parameter"][1]["valueCode"] = "sideways"
    (issue,) = outcome(client.post(NEXT, json=parameters), 422)
    assert "sideways" in issue["details"]["text"]


def test_a_record_fills_a_form_to_confirm(client):
    sent = {
        "resourceType": "Parameters",
        "parameter": [{"name": "record", "resource": bundle(condition("44054006"))}],
    }
    told = client.post(f"{ROOT}/Questionnaire/$populate", json=sent).json()
    filled, issues = (each["resource"] for each in told["parameter"])

    assert filled["status"] == "in-progress"
    assert {each["linkId"] for each in filled["item"]} == {"age", "sex", "diabetes"}
    assert issues["resourceType"] == "OperationOutcome"
    assert faults(told) == []
    onward = client.post(NEXT, json=filled).json()
    assert onward["status"] == "in-progress"


def test_a_record_fills_the_form_of_the_path(client):
    sent = bundle(condition("44054006"))
    told = client.post(f"{ROOT}/Questionnaire/self/$populate", json=sent).json()
    response_ = told["parameter"][0]["resource"]

    assert response_["questionnaire"] == "urn:pygalgia:questionnaire:self"
    assert "diabetes" in {each["linkId"] for each in response_["item"]}
    outcome(client.post(f"{ROOT}/Questionnaire/other/$populate", json=sent), 404)


def test_answers_are_extracted_as_observations(client):
    told = client.post(
        f"{ROOT}/QuestionnaireResponse/$extract", json=response(answered("fever", "absent"))
    ).json()

    (fever,) = resources(told, "Observation")
    assert told["type"] == "transaction"
    assert fever["valueBoolean"] is False
    assert faults(told) == []


def test_nothing_is_kept_and_no_cookie_is_set(client, app):
    answer = client.post(ASSESS, json=bundle(condition("44054006")))

    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    with app.state.services.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM interviews")).scalar() == 0


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [
        ({"content-type": "application/fhir+xml"}, "<Bundle/>", 415),
        ({"content-type": "text/xml"}, "<Bundle/>", 415),
        ({"content-type": f"{FHIR}; fhirVersion=5.0"}, "{}", 415),
        ({"content-type": f"{FHIR}; fhirVersion=3.0"}, "{}", 415),
        ({"content-type": f"{FHIR}; charset=utf-16"}, "{}", 415),
        ({"content-type": FHIR, "accept": "application/fhir+xml"}, "{}", 406),
        ({"content-type": FHIR, "accept": f"{FHIR}; fhirVersion=5.0"}, "{}", 406),
        ({"content-type": FHIR}, "<Bundle/>", 400),
        ({"content-type": FHIR}, '{"resourceType": "Bundle", "resourceType": "Patient"}', 400),
        ({"content-type": FHIR}, '{"resourceType": "Bundle", "total": NaN}', 400),
        ({"content-type": FHIR}, "[" * 5000, 400),
        ({"content-type": FHIR}, "", 400),
        ({"content-type": FHIR}, "{}", 422),
        ({"content-type": FHIR}, '{"resourceType": "Nonsense"}', 422),
        ({"content-type": FHIR}, '{"resourceType": "Bundle", "entry": {}}', 422),
        ({"content-type": FHIR}, "x" * (LARGEST + 1), 413),
    ],
)
def test_what_cannot_be_read_is_an_operation_outcome(client, headers, body, status):
    for path in (ASSESS, NEXT, f"{ROOT}/Questionnaire/$populate", f"{ROOT}/QuestionnaireResponse/$extract"):
        outcome(client.post(path, content=body, headers=headers), status)


def test_a_bundle_of_twenty_megabytes_is_refused_unread(client):
    (issue,) = outcome(client.post(ASSESS, content=b"x" * 20_000_000, headers={"content-type": FHIR}), 413)

    assert issue["code"] == "too-long"


def test_what_is_not_here_is_an_operation_outcome(client):
    for path in (f"{ROOT}/Patient/1", f"{ROOT}/Questionnaire/other", f"{ROOT}/Questionnaire/$nothing"):
        issues = outcome(client.get(path), 404)
        assert issues[0]["code"] == "not-found"
        assert f"Found GET {path}; expected what GET /fhir/R4/metadata lists." == issues[0]["details"]["text"]
    (issue,) = outcome(client.put(f"{ROOT}/metadata"), 405)
    assert "PUT /fhir/R4/metadata" in issue["details"]["text"]


def test_an_expression_is_a_path_into_a_resource_and_nothing_else(client):
    """What is wrong with a header or with text that is no JSON was given as FHIRPath too."""
    told = [
        outcome(client.post(ASSESS, content=body, headers={"content-type": kind, "accept": accept}), status)
        for kind, accept, body, status in (
            (FHIR, FHIR, "{", 400), ("text/xml", FHIR, "<Bundle/>", 415), (FHIR, "text/xml", "{}", 406)
        )
    ]  # fmt: skip
    assert [each for issues in told for each in issues if "expression" in each] == []


def test_another_person_s_resource_refuses_everything(client):
    sent = bundle(condition("44054006", subject={"reference": "Patient/other"}))
    (issue,) = outcome(client.post(ASSESS, json=sent), 422)

    assert issue["expression"] == ["Bundle.entry[1].resource.subject"]


def test_unusable_resources_are_named_in_the_document(client):
    told = client.post(ASSESS, json=bundle(condition("no-code", "urn:nowhere"))).json()
    (named,) = resources(told, "OperationOutcome")

    assert named["issue"][0]["expression"] == ["Bundle.entry[1].resource.code"]
    assert json.dumps(named).count("urn:nowhere") == 1
