"""What a program sends that is wrong in a way that no form of ours is: a clear 4xx, and at little cost."""

import json
import random

import pytest
from starlette.testclient import TestClient

import effort
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

JSON = {"content-type": "application/json"}
CASE = '{"schema": "pygalgia/case/1", "id": "a", "answers": %s}'
# Some ten answers to a question; where a text made to cost was held against itself, it was millions.
AT_MOST = 300_000


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('api') / 'api.sqlite3'}"
    made = create_app(
        Settings(database_url=url, hosts=("testserver",), requests_per_minute=0), knowledge=knowledge
    )
    yield made
    made.state.services.database.close()


@pytest.fixture(scope="module")
def client(app):
    return TestClient(app, raise_server_exceptions=False)


def refused(client, path, content, *, status=422, headers=JSON):
    answer, calls = effort.counted(lambda: client.post(path, content=content, headers=headers))
    assert calls < AT_MOST
    assert answer.status_code == status, answer.text
    told = answer.json()
    assert len(told["errors"]) <= 100
    assert len(answer.content) < 300_000
    for each in told["errors"]:
        assert all(each[part] for part in ("where", "found", "expected"))
    return told


def test_a_danger_sign_cannot_be_taken_back_by_a_second_key(client):
    told = refused(client, "/api/v1/assess", CASE % '{"saddle-numbness": true, "saddle-numbness": false}')
    assert told["errors"][0]["where"] == "/body/answers/saddle-numbness"


@pytest.mark.parametrize("second", ["saddle-numbness", "\\u0073addle-numbness"])
def test_a_danger_sign_cannot_be_taken_back_by_the_same_question_twice(client, second):
    first = '{"question": "saddle-numbness", "given": "present"}'
    steps = f'[{first}, {{"question": "{second}", "given": "absent"}}]'
    told = refused(client, "/api/v1/next-question", f'{{"interview": {{"steps": {steps}}}}}')
    assert told["errors"][0]["where"] == "/body/interview/steps"
    assert "'saddle-numbness' stands in steps 0 and 1" in told["errors"][0]["expected"]


LISTED = {
    "question": "screen/nerves",
    "lines": {"saddle-numbness": "present", "both-legs-symptoms": "absent"},
}


@pytest.mark.parametrize("said", ["absent", "unknown", "skipped"])
@pytest.mark.parametrize("as_step", [True, False])
def test_a_danger_sign_told_in_a_list_is_not_taken_back_by_its_own_question(client, said, as_step):
    """The last of the two held, unseen."""
    step = {"question": "saddle-numbness", "given": said}
    steps = [LISTED, step] if as_step else [LISTED]
    body = {"interview": {"steps": steps}} | ({} if as_step else {"answer": step})
    told = refused(client, "/api/v1/next-question", json.dumps(body))
    assert told["errors"][0]["where"] == "/interview/steps"
    assert told["errors"][0]["found"] == "two answers about 'saddle-numbness', in steps 0 and 1"


def test_a_danger_sign_told_by_itself_is_not_taken_back_in_a_list(client):
    single = {"question": "both-legs-symptoms", "given": "present"}
    told = refused(client, "/api/v1/next-question", json.dumps({"interview": {"steps": [single, LISTED]}}))
    assert "'both-legs-symptoms'" in told["errors"][0]["found"]


def test_what_a_list_left_open_can_still_be_told(client):
    open_ = LISTED | {"lines": {"saddle-numbness": "unknown", "both-legs-symptoms": "unticked"}}
    steps = [open_, {"question": "saddle-numbness", "given": "present"}]
    assert client.post("/api/v1/next-question", json={"interview": {"steps": steps}}).status_code == 200


def test_an_answer_can_be_changed_where_it_was_given(client):
    steps = [{"question": "saddle-numbness", "given": "present"}]
    answer = {"question": "saddle-numbness", "given": "absent"}
    body = {"interview": {"steps": steps}, "answer": answer}
    assert client.post("/api/v1/next-question", json=body).status_code == 200


@pytest.mark.parametrize("seed", range(2))
def test_no_interview_is_asked_to_take_back_what_it_told(client, seed):
    chance, body = random.Random(seed), {}
    for _ in range(40):
        answer = client.post("/api/v1/next-question", json=body)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        body = {"interview": told["interview"]}
        if told["ask"] is None:
            if told["stop"]["kind"] != "emergency":
                break
            body["action"] = "continue"
        else:
            body["answer"] = some_answer(told["ask"]["question"], chance)


def some_answer(question, chance):
    named = {"question": question["id"]}
    if question["kind"] == "several":
        ticked = [each["id"] for each in question["options"] if chance.random() < 0.2]
        return named | {"ticked": ticked}
    return named | {"given": chance.choice([each["id"] for each in question["options"]] or ["unknown"])}


TEXTS = {
    "NaN": CASE % '{"crp": {"value": NaN, "unit": "mg/L"}}',
    "infinity": CASE % '{"crp": {"value": 1e999, "unit": "mg/L"}}',
    "a number of 5,000 digits": CASE % f'{{"crp": {{"value": {"9" * 5000}, "unit": "mg/L"}}}}',
    "a float of 5,000 digits": CASE % f'{{"crp": {{"value": {"9" * 5000}.5, "unit": "mg/L"}}}}',
    "half a character": CASE % '{"onset": "\\ud800"}',
    "half a character as a key": CASE % '{"\\udfff": 1}',
    "half a character as the id": CASE.replace('"a"', '"\\ud800"') % "{}",
    "deep": CASE % ("[" * 10_000 + "]" * 10_000),
    "deep mappings": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "bytes that are no text": b'{"schema": "\xff"}',
    "UTF-16": CASE.encode("utf-16"),
    "26,000 unknown names": CASE % json.dumps({f"{n:x}": 1 for n in range(26_000)}, separators=(",", ":")),
    "1,900 unknown names": CASE % json.dumps({f"pain-nigth-{n}": 1 for n in range(1_900)}),
    "1,900 empty answers": CASE % json.dumps({f"x{n}": None for n in range(1_900)}),
    "a long name": CASE % json.dumps({"x" * 250_000: 1}),
    "60,000 regions": CASE % json.dumps({"pain-site": ["a"] * 20_000}),
    "keys that are not known": json.dumps({f"k{n}": 1 for n in range(15_000)}),
}


@pytest.mark.parametrize("path", ["/api/v1/assess", "/api/v1/next-question"])
@pytest.mark.parametrize("content", TEXTS.values(), ids=TEXTS)
def test_a_body_that_is_made_to_break_or_to_cost_is_refused_at_once(client, path, content):
    refused(client, path, content)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("NaN", "/body/answers/crp/value"),
        ("infinity", "/body/answers/crp/value"),
        ("a number of 5,000 digits", "/body/answers/crp/value"),
        ("half a character", "/body/answers/onset"),
        ("half a character as the id", "/body/id"),
        ("deep", "/body/answers/" + "/".join("0" * 39)),
    ],
)
def test_what_is_refused_is_named_by_its_key(client, name, where):
    told = refused(client, "/api/v1/assess", TEXTS[name])
    assert told["errors"][0]["where"] == where


@pytest.mark.parametrize("rest", ["]]]]", ", nope: 1", ", nope", '"'])
def test_a_key_given_twice_in_what_is_no_json_besides_is_refused_too(client, rest):
    """The place of the second key was looked for in all of the text, which ended in an error of ours."""
    refused(client, "/api/v1/assess", '{"answers": {"fever": "absent", "fever": "present"}' + rest)


def test_of_many_problems_a_hundred_are_told_and_the_rest_counted(client):
    told = refused(client, "/api/v1/assess", TEXTS["1,900 unknown names"])
    assert (len(told["errors"]), told["more"]) == (100, 1_800)


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "punycode", "base64", "x" * 300, "unicode_escape"])
@pytest.mark.parametrize("path", ["/api/v1/assess", "/reports"])
def test_another_encoding_than_utf_8_is_refused(client, path, charset):
    kinds = {"/api/v1/assess": "application/json", "/reports": "multipart/form-data; boundary=a"}
    headers = {"content-type": f"{kinds[path]}; charset={charset}", "accept": "application/json"}
    told = refused(client, path, b"{}", status=415, headers=headers)
    assert told["errors"][0]["where"] == "Content-Type"


@pytest.mark.parametrize("charset", ["utf-8", '"UTF-8"', "us-ascii"])
def test_utf_8_by_any_of_its_names_is_read(client, charset):
    headers = {"content-type": f"application/json; charset={charset}"}
    assert client.post("/api/v1/next-question", content=b"{}", headers=headers).status_code == 200


GIVEN = [
    {},
    {"value": 1},
    {"unit": "a"},
    {"x": "y"},
    {"value": "x", "unit": "a"},
    [],
    ["x"],
    1e308,
    -1,
    "x",
    "",
]
QUESTIONS = [
    "age", "for-whom", "own-words", "sex", "fever", "crp", "pain-site", "screen/nerves", "screen/",
    "list/x/999",
    "list/x/" + "9" * 190, "check/no-fever-but-hot", "check/", "check/x", "", "nothing", "/", "sheet/x",
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("as_step", [True, False])
def test_no_answer_to_any_question_is_more_than_refused(client, question, as_step):
    for given in GIVEN:
        step = {"question": question, "given": given}
        body = {"interview": {"steps": [step]}} if as_step else {"answer": step}
        answer = client.post("/api/v1/next-question", json=body)
        assert answer.status_code in (200, 422), (step, answer.text)
        assert "NaN" not in answer.text


@pytest.mark.parametrize("age", [120.5, 121, 500, -0.5, -1, 1e300, 10**90, True, "46"])
@pytest.mark.parametrize("as_step", [True, False])
def test_an_impossible_age_is_refused_wherever_it_stands(client, age, as_step):
    step = {"question": "age", "given": age}
    body = {"interview": {"steps": [step]}} if as_step else {"answer": step}
    refused(client, "/api/v1/next-question", json.dumps(body))
    refused(client, "/api/v1/assess", json.dumps(json.loads(CASE % "{}") | {"age_years": age}))
