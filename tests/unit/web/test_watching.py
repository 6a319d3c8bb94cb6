"""What whoever runs the service may ask of it, and that nothing of a person is in what it says."""

import json
import logging

import pytest
from starlette.testclient import TestClient

from pygalgia.errors import RequestError, StorageAwayError
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings, from_environment
from pygalgia.web.edge.watching import Lines

TOKEN = "long-enough-for-a-test"
KNOWS = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture(scope="module")
def app(tmp_path_factory, knowledge):
    url = f"sqlite:///{tmp_path_factory.mktemp('watched') / 'web.sqlite3'}"
    made = create_app(
        Settings(database_url=url, hosts=("testserver",), metrics_token=TOKEN), knowledge=knowledge
    )
    yield made
    made.state.services.database.close()


@pytest.fixture
def client(app):
    return TestClient(app, raise_server_exceptions=False)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_balancer_is_answered_under_any_name(client, path):
    answer = client.get(path, headers={"Host": "10.0.0.7:8000"})

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


def test_a_process_without_its_database_lives_and_is_not_ready(client, app, monkeypatch):
    def away(*_):
        raise OSError

    monkeypatch.setattr("pygalgia.web.edge.watching.Watch._asked", away)

    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_a_process_that_cannot_reach_its_database_is_not_ready(client, app, monkeypatch):
    """The store tells it by an error of its own, which was taken for a fault of the program."""

    def away(*_):
        raise StorageAwayError

    monkeypatch.setattr("pygalgia.web.edge.watching.Watch._asked", away)

    assert client.get("/readyz").status_code == 503


def test_a_process_that_is_told_to_stop_is_not_ready_and_answers_all_the_same(client, app):
    leaving = app.state.services.leaving
    leaving.is_told = True
    try:
        assert client.get("/readyz").status_code == 503
        assert client.get("/healthz").status_code == 200
        answer = client.get("/conditions")
    finally:
        leaving.is_told = False

    assert answer.status_code == 200
    assert answer.headers["connection"] == "close"
    assert "connection" not in client.get("/conditions").headers


def test_counts_are_told_to_whoever_knows_the_token_alone(client):
    assert client.get("/metrics").status_code == 401
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 401
    assert client.get("/metrics", headers=KNOWS).status_code == 200


def test_without_a_token_there_is_no_such_page(tmp_path, knowledge):
    url = f"sqlite:///{tmp_path / 'web.sqlite3'}"
    bare = create_app(Settings(database_url=url, hosts=("testserver",)), knowledge=knowledge)

    assert TestClient(bare).get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    bare.state.services.database.close()


def test_a_path_is_counted_by_its_pattern_and_never_as_it_was_written(client):
    secret = "s3cret-of-a-person"
    for path in (f"/conditions/{secret}", f"/return/{secret}", f"/{secret}", "/conditions/coccydynia"):
        client.get(path, headers={"User-Agent": secret, "Cookie": secret})
    client.request("SPY" + secret.replace("-", ""), "/")

    told = client.get("/metrics", headers=KNOWS).text

    assert secret not in told
    assert "SPY" not in told
    assert 'route="/conditions/{' in told
    assert 'route="none"' in told
    assert "testclient" not in told


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_question_and_the_answer_to_it_are_counted_by_their_pattern(client, method):
    client.request(method, "/interview")

    assert f'method="{method if method != "DELETE" else "other"}",route="/interview"' in (
        client.get("/metrics", headers=KNOWS).text
    )


def test_each_answer_has_a_name_which_a_balancer_may_give(client):
    assert (
        client.get("/", headers={"X-Request-ID": "balancer-0001"}).headers["x-request-id"] == "balancer-0001"
    )
    own = client.get("/").headers["x-request-id"]
    assert len(own) == 32
    assert client.get("/").headers["x-request-id"] != own


@pytest.mark.parametrize("name", ["short", "a" * 65, "line\tbreak-in-it", "<script>alert(1)"])
def test_a_name_that_could_be_something_else_is_not_taken(client, name):
    assert client.get("/", headers={"X-Request-ID": name}).headers["x-request-id"] != name


def test_each_request_is_a_line_without_what_was_said(client, caplog):
    caplog.set_level(logging.INFO, logger="pygalgia.web.requests")
    client.get("/conditions/coccydynia?secret=of-a-person", headers={"X-Request-ID": "balancer-0002"})

    line = json.loads(Lines().format(caplog.records[-1]))

    assert {"route", "method", "status", "ms", "at", "level", "logger", "message"} <= set(line)
    assert line["route"].startswith("/conditions/{")
    assert "coccydynia" not in json.dumps(line)
    assert "of-a-person" not in json.dumps(line)


def test_an_error_is_named_in_a_line_and_its_text_is_not_told():
    said = ValueError("an answer of somebody")
    known = (ValueError, said, None)
    record = logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "went wrong", (), known)

    line = Lines().format(record)

    assert json.loads(line)["error"] == "ValueError"
    assert "somebody" not in line


def test_limits_of_a_process_are_read_and_wrong_ones_named():
    read = from_environment({"PYGALGIA_DATABASE_CONNECTIONS": "8", "PYGALGIA_DRAIN_SECONDS": "15"})

    assert (read.database_connections, read.drain_seconds) == (8, 15)
    with pytest.raises(RequestError, match=r"(?s)DATABASE_CONNECTIONS.*DRAIN_SECONDS"):
        from_environment({"PYGALGIA_DATABASE_CONNECTIONS": "1", "PYGALGIA_DRAIN_SECONDS": "-1"})


def test_a_token_that_is_easily_guessed_is_refused():
    with pytest.raises(RequestError, match="METRICS_TOKEN"):
        from_environment({"PYGALGIA_METRICS_TOKEN": "short"})
