"""The API: the same answers as the façade, one shape of error, nothing kept."""

import json

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from pygalgia import assessing
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.report import as_document
from pygalgia.web.app import create_app
from pygalgia.web.edge.problem_answers import is_of_records
from pygalgia.web.edge.settings import Settings

CASE = {
    "schema": "pygalgia/case/1", "id": "a", "age_years": 46, "sex": "female", "setting": "primary-care",
    "answers": {"pain-site": ["buttock-left", "posterior-thigh-left"], "onset": "sudden", "fever": False,
                "night-pain": "unknown", "temperature": {"value": 36.8, "unit": "Cel"}},
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'api.sqlite3'}"
    settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0)
    made = create_app(settings, knowledge=knowledge)
    yield made
    made.state.services.database.close()


@pytest.fixture(scope="module")
def client(app):
    return TestClient(app)


def test_an_assessment_is_the_one_of_the_facade(client, knowledge):
    case = encode_case(CaseRow.model_validate(CASE), knowledge.vocabulary)
    expected = json.loads(json.dumps(as_document(assessing.assess(case, knowledge))))
    answer = client.post("/api/v1/assess", json=CASE)
    assert answer.status_code == 200
    assert answer.json() == expected


def test_nothing_of_a_case_is_kept(client, app):
    client.post("/api/v1/assess", json=CASE)
    client.post("/api/v1/next-question", json={})
    with app.state.services.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM interviews")).scalar() == 0
    assert "set-cookie" not in client.post("/api/v1/assess", json=CASE).headers


def first_answer(question):
    if question["kind"] == "several":
        return {"ticked": []}
    if question["kind"] == "number":
        return {"given": 46 if question["id"] == "age" else "unknown"}
    if question["kind"] == "regions":
        return {"given": ["buttock-left"]}
    return {"given": question["options"][0]["id"]} if question["options"] else {"given": "unknown"}


def test_an_interview_goes_to_its_end_question_by_question(client):
    body, asked = {}, []
    while len(asked) < 60:
        answer = client.post("/api/v1/next-question", json=body).json()
        if answer["stop"]:
            break
        question = answer["ask"]["question"]
        asked.append(question["id"])
        body = {
            "interview": answer["interview"],
            "answer": {"question": question["id"]} | first_answer(question),
        }
    assert answer["stop"]["kind"] in {"emergency", "settled", "nothing-left", "limit"}
    assert len(asked) == len(set(asked))
    assert answer["urgency"] == answer["stop"]["urgency"]


def test_going_back_takes_the_last_answer_away(client):
    first = client.post("/api/v1/next-question", json={}).json()
    question = first["ask"]["question"]
    body = {"interview": first["interview"], "answer": {"question": question["id"]} | first_answer(question)}
    second = client.post("/api/v1/next-question", json=body).json()
    back = client.post(
        "/api/v1/next-question", json={"interview": second["interview"], "action": "back"}
    ).json()
    assert back == first


FAILING = {
    "unknown finding": ("/api/v1/assess", CASE | {"answers": {"fevr": True}}, 422),
    "unknown state": ("/api/v1/assess", CASE | {"answers": {"onset": "x"}}, 422),
    "unknown key": ("/api/v1/assess", CASE | {"name": "Ann"}, 422),
    "age": ("/api/v1/assess", CASE | {"age_years": -1}, 422),
    "schema": ("/api/v1/assess", CASE | {"schema": "other"}, 422),
    "a list": ("/api/v1/assess", [CASE], 422),
    "nothing": ("/api/v1/assess", None, 422),
    "answer to nothing": ("/api/v1/next-question", {"answer": {"question": "nothing", "given": "x"}}, 422),
    "empty answer": ("/api/v1/next-question", {"answer": {"question": "for-whom"}}, 422),
    "wrong option": ("/api/v1/next-question", {"answer": {"question": "for-whom", "given": "x"}}, 422),
    "ticks out of turn": (
        "/api/v1/next-question", {"answer": {"question": "screen/nerves", "ticked": []}}, 422,
    ),
    "both": ("/api/v1/next-question", {"action": "end", "answer": {"question": "age", "given": 4}}, 422),
    "no such step": (
        "/api/v1/next-question", {"interview": {"steps": [{"question": "zzz", "given": "x"}]}}, 422,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_every_error_has_the_one_shape_and_says_what_to_do(client, name):
    path, body, status = FAILING[name]
    problem_in(client.post(path, json=body), status, listed=True)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 5000])
def test_text_that_is_not_json_is_an_error_of_the_same_shape(client, content):
    answer = client.post("/api/v1/assess", content=content, headers={"content-type": "application/json"})
    problem_in(answer, 422)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nothing", 404),
        ("GET", "/api/v1/knowledge/nothing", 404),
        ("GET", "/api/v1/knowledge/conditions/nothing", 404),
        ("GET", "/api/v1/assess", 405),
        ("DELETE", "/api/v1/knowledge", 405),
    ],
)
def test_a_wrong_address_is_an_error_of_the_same_shape(client, method, path, status):
    problem_in(client.request(method, path), status)


def problem_in(answer, status, *, listed=False):
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "errors", "more"}
    assert problem["type"].startswith("/problems/")
    assert problem["status"] == status
    assert not listed or problem["errors"]
    for each in problem["errors"]:
        assert set(each) == {"where", "found", "expected", "fix"}
        assert all(each.values())


def test_every_wrong_answer_is_listed_at_once(client):
    answers = {"onset": "x", "fevr": True, "fever": "perhaps"}
    found = client.post("/api/v1/assess", json=CASE | {"answers": answers}).json()["errors"]
    assert {each["where"].split()[0] for each in found} == {f"/answers/{name}" for name in answers}


@pytest.mark.parametrize("path", ["", "/conditions", "/conditions/coccydynia", "/sources"])
def test_knowledge_that_a_program_has_is_not_sent_again(client, path):
    first = client.get(f"/api/v1/knowledge{path}")
    assert first.status_code == 200
    again = client.get(
        f"/api/v1/knowledge{path}", headers={"if-none-match": f'"old", W/{first.headers["etag"]}'}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_every_entry_of_the_knowledge_can_be_read(client, knowledge):
    for kind, entries in (("conditions", knowledge.base.conditions), ("figures", knowledge.base.figures)):
        listed = client.get(f"/api/v1/knowledge/{kind}").json()["entries"]
        assert [each["id"] for each in listed] == list(entries)
        last = list(entries)[-1]
        assert client.get(f"/api/v1/knowledge/{kind}/{last}").json()["entry"]["id"] == last


def test_the_description_names_every_route_and_no_page(client, app):
    described = client.get("/api/v1/openapi.json").json()
    ours = {path for path in described["paths"] if path.startswith("/api/v1/")}
    assert all(is_of_records(path) for path in described["paths"].keys() - ours)
    assert {"/api/v1/assess", "/api/v1/next-question", "/api/v1/knowledge"} <= set(described["paths"])
    for name, path in described["paths"].items():
        for operation in path.values():
            assert operation["summary"]
            refusal = "application/problem+json" if not name.startswith("/fhir/") else "application/fhir+json"
            assert refusal in operation["responses"]["422"]["content"]


def test_too_many_requests_are_told_how_long_to_wait(tmp_path, knowledge):
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'a.sqlite3'}", hosts=("testserver",), requests_per_minute=1
    )
    made = create_app(settings, knowledge=knowledge)
    client = TestClient(made)
    answers = [client.get("/api/v1/knowledge") for _ in range(25)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 5
    assert 1 <= int(answers[-1].headers["retry-after"]) <= 61
    problem_in(answers[-1], 429)
    made.state.services.database.close()


def test_the_time_of_a_sign_is_taken_echoed_and_asked_for(client):
    told = {"state": True, "since": "months", "course": "same"}
    answer = client.post("/api/v1/assess", json=CASE | {"answers": {"saddle-numbness": told}})
    assert (
        answer.json()["times"]["saddle-numbness"]["words"] == "began months ago or longer, staying the same"
    )
    flags = {each["id"]: each["verdict"] for each in answer.json()["red_flags"]}
    assert flags["saddle-numbness"] == "excluded"

    wrong = {"leg-weakness": {"state": True, "since": "yesterday-ish"}, "fever": {"state": True, "since": 3}}
    refused = client.post("/api/v1/assess", json=CASE | {"answers": wrong})
    assert refused.status_code == 422
    assert [each["fix"].endswith("never a date") for each in refused.json()["errors"]] == [True, True]

    body = {}
    while not (asked := client.post("/api/v1/next-question", json=body).json())["ask"]["question"][
        "id"
    ].startswith("since/"):
        question = asked["ask"]["question"]
        given = first_answer(question)
        if any(each["finding"] == "leg-weakness" for each in question["options"]):
            given = {"ticked": ["leg-weakness"]}
        body = {"interview": asked["interview"], "answer": {"question": question["id"], **given}}
    assert [each["id"] for each in asked["ask"]["question"]["options"]] == [
        "today",
        "two-weeks",
        "weeks",
        "months",
    ]


def test_ticks_belong_to_the_list_that_is_asked_and_to_its_lines(client):
    body = {}
    while not (asked := client.post("/api/v1/next-question", json=body).json())["ask"]["question"][
        "id"
    ].startswith("screen/"):
        question = asked["ask"]["question"]
        body = {
            "interview": asked["interview"],
            "answer": {"question": question["id"], **first_answer(question)},
        }
    now = asked["ask"]["question"]["id"]
    another = {"question": f"{now}-not", "ticked": []}
    unknown = {"question": now, "ticked": ["never-heard-of"]}
    for wrong, where in ((another, "/answer/question"), (unknown, "/answer/ticked")):
        refused = client.post(
            "/api/v1/next-question", json={"interview": asked["interview"], "answer": wrong}
        )
        assert refused.status_code == 422
        assert where in [each["where"] for each in refused.json()["errors"]]
