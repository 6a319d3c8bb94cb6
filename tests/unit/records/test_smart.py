"""A launch asks the server that was registered and nothing else, and reads one person's record."""

import json
import socket
from dataclasses import replace

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from typer.testing import CliRunner

from fhir_server import BAD, running
from pygalgia.cli.app import app
from pygalgia.errors import RequestError
from pygalgia.records.smart.backend import private_key
from pygalgia.records.smart.launch import begin, challenge, finish, read_servers
from pygalgia.records.smart.outgoing import Outgoing, UnreachableError, is_public, origin
from record_builders import TODAY

REDIRECT = "https://pain.example/smart/callback"


@pytest.fixture
def server():
    with running() as made:
        yield made


@pytest.fixture
def servers(server, tmp_path):
    file = tmp_path / "servers.json"
    row = {"iss": server.iss, "client_id": "pygalgia", "allow_private": True}
    file.write_text(json.dumps({"servers": [row]}))
    found = read_servers(file)
    return {
        name: replace(each, outgoing=replace(each.outgoing, seconds=0.6, largest=100_000))
        for name, each in found.items()
    }


def launched(server, servers, launch="xyz"):
    pending = begin(servers, iss=server.iss, launch=launch, redirect=REDIRECT)
    code, asked = server.authorize(pending.authorize)
    return pending, code, asked


@pytest.mark.parametrize(("launch", "scope"), [("xyz", "launch"), ("", "launch/patient")])
def test_a_launch_asks_for_reading_alone_with_pkce(server, servers, launch, scope):
    pending, _, asked = launched(server, servers, launch)

    assert asked["scope"].split()[0] == scope
    assert all(each.startswith("launch") or each.endswith(".rs") for each in asked["scope"].split())
    assert asked["aud"] == server.iss
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == challenge(pending.verifier)
    assert asked.get("launch", "") == launch
    assert len(pending.state) >= 32


def test_the_challenge_is_that_of_the_specification():
    """RFC 7636, appendix B."""
    assert (
        challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    )


def test_what_the_record_says_becomes_a_case(server, servers, reader):
    pending, code, _ = launched(server, servers)
    fetched = finish(pending, code=code)
    case = reader.read(fetched.record, today=TODAY).case

    assert case.states["diabetes"] == "present"
    assert case.states["anticoagulants"] == "present"
    assert (case.age_years, case.sex) == (46, "female")
    assert all(method == "GET" for method, path, *_ in server.asked if "/fhir/" in path)


def test_what_the_server_does_not_give_is_said(server, servers):
    pending, code, _ = launched(server, servers)
    server.bad["/fhir/Observation"] = BAD[-1]
    fetched = finish(pending, code=code)

    (issue,) = fetched.issues
    assert "Observation" in issue.problem.where
    assert "status 500" in issue.problem.found


def test_a_code_is_only_good_with_its_secret(server, servers):
    pending, code, _ = launched(server, servers)

    with pytest.raises(UnreachableError):
        finish(replace(pending, verifier="another"), code=code)


@pytest.mark.parametrize("bad", BAD, ids=lambda each: each.__name__)
@pytest.mark.parametrize("part", ["smart-configuration", "/auth/token", "/fhir/Patient"])
def test_a_server_that_misbehaves_is_named_and_waited_for_no_longer(server, servers, bad, part):
    server.bad[part] = bad

    def whole():
        pending, code, _ = launched(server, servers)
        return finish(pending, code=code)

    with pytest.raises(UnreachableError) as refused:
        whole()

    told = refused.value.problem
    assert told.where.startswith(server.address)
    assert "?" not in told.where
    assert told.found
    assert told.expected


def test_a_server_that_is_not_registered_is_not_asked(server, servers):
    for iss in ("http://127.0.0.1:1/fhir", "https://evil.example", server.address, "file:///etc/passwd", ""):
        with pytest.raises(UnreachableError, match="a registered server"):
            begin(servers, iss=iss, launch="x", redirect=REDIRECT)
    assert server.asked == []


@pytest.mark.parametrize("name", ["authorization_endpoint", "token_endpoint"])
@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/token", "https://evil.example/", "javascript:alert(1)", ""]
)
def test_endpoints_elsewhere_are_refused(server, servers, name, address):
    server.configuration[name] = address

    with pytest.raises(UnreachableError, match="an endpoint at the registered origins"):
        begin(servers, iss=server.iss, launch="x", redirect=REDIRECT)


def test_a_server_without_pkce_is_refused(server, servers):
    server.configuration["code_challenge_methods_supported"] = ["plain"]

    with pytest.raises(UnreachableError, match="S256"):
        begin(servers, iss=server.iss, launch="x", redirect=REDIRECT)


def test_pages_that_lead_elsewhere_are_not_followed(server, servers):
    pending, code, _ = launched(server, servers)
    page = {
        "resourceType": "Bundle",
        "link": [{"relation": "next", "url": "http://127.0.0.1:1/fhir/Condition"}],
    }
    server.bad["/fhir/Condition"] = lambda handler: handler.tell(page)
    fetched = finish(pending, code=code)

    assert any(each.problem.found == "another server" for each in fetched.issues)


@pytest.mark.parametrize("person", ["", "../Patient", "p?x", None, 4])
def test_a_token_without_one_person_is_refused(server, servers, person):
    pending, code, _ = launched(server, servers)
    told = {"access_token": "a", "token_type": "Bearer", "patient": person}
    server.bad["/auth/token"] = lambda handler: handler.tell(told)

    with pytest.raises(UnreachableError, match="no person"):
        finish(pending, code=code)


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "100.64.0.1",
    "224.0.0.1", "::1", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_private_address_is_not_asked(monkeypatch, address):
    """The name is registered and public; what it stands for today is not."""
    connected = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (address, 443))])
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: connected.append(a))

    with pytest.raises(UnreachableError, match="a private address"):
        Outgoing(origins=frozenset({"https://ehr.example"})).get("https://ehr.example/fhir")
    assert connected == []
    assert not is_public(address)


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(monkeypatch):
    """A name that changes between looking and asking gains nothing."""
    answers = iter(["93.184.215.14", "127.0.0.1"])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (next(answers), 443))])
    connected = []

    def connect(address, timeout):
        connected.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(UnreachableError):
        Outgoing(origins=frozenset({"https://ehr.example"})).get("https://ehr.example/fhir")

    assert connected == [("93.184.215.14", 443)]


@pytest.mark.parametrize(
    "url",
    ["http://ehr.example/", "https://ehr.example:8443/", "https://user@ehr.example/", "https://ehr.example.evil/",
     "ftp://ehr.example/", "https://ehr.example:99999/", "//ehr.example/"],
)  # fmt: skip
def test_another_origin_is_not_asked(url):
    with pytest.raises(UnreachableError):
        Outgoing(origins=frozenset({"https://ehr.example"})).get(url)


def test_origins_are_told_apart_by_scheme_host_and_port():
    assert origin("https://Ehr.example:443/x") == origin("https://ehr.example/y") == "https://ehr.example"
    assert origin("http://ehr.example") != origin("https://ehr.example")


@pytest.mark.parametrize(
    "content",
    ["{}", "[]", '{"servers": [{"iss": "http://ehr.example", "client_id": "a"}]}',
     '{"servers": [{"iss": "ehr.example", "client_id": "a"}]}', '{"servers": [{"iss": "https://e.example"}]}',
     '{"servers": [{"iss": "https://e.example", "client_id": "a", "also": ["nonsense"]}]}'],
)  # fmt: skip
def test_a_wrong_file_of_servers_is_refused(tmp_path, content):
    file = tmp_path / "servers.json"
    file.write_text(content)

    with pytest.raises(RequestError):
        read_servers(file)


def test_a_secret_is_sent_as_the_server_wants_it(server, tmp_path):
    server.secret = "s3cr:t/ä"
    (tmp_path / "secret.txt").write_text("s3cr:t/ä\n")
    row = {"iss": server.iss, "client_id": "pygalgia", "allow_private": True, "secret_file": "secret.txt"}
    (tmp_path / "servers.json").write_text(json.dumps({"servers": [row]}))
    pending, code, _ = launched(server, read_servers(tmp_path / "servers.json"))

    assert finish(pending, code=code).person == "p"
    told = [body for method, path, _, body in server.asked if path == "/auth/token"]
    assert "client_id" not in told[0]


@pytest.mark.parametrize("content", ["", "two words", "\n"])
def test_a_file_without_a_secret_is_refused(server, tmp_path, content):
    (tmp_path / "secret.txt").write_text(content)
    row = {"iss": server.iss, "client_id": "pygalgia", "allow_private": True, "secret_file": "secret.txt"}
    (tmp_path / "servers.json").write_text(json.dumps({"servers": [row]}))

    with pytest.raises(RequestError, match="no secret"):
        read_servers(tmp_path / "servers.json")


def test_medicines_that_orders_name_come_along(server, servers, reader):
    server.resources["MedicationRequest"] = [
        {"resourceType": "MedicationRequest", "id": "m1", "status": "active", "intent": "order",
         "authoredOn": "2026-11-01", "subject": {"reference": "Patient/p"},
         "medicationReference": {"reference": "Medication/w"}},
        {"resourceType": "Medication", "id": "w", "code": {"text": "Warfarin 5 mg"}},
    ]  # fmt: skip
    pending, code, _ = launched(server, servers)

    assert (
        reader.read(finish(pending, code=code).record, today=TODAY).case.states["anticoagulants"] == "present"
    )


@pytest.fixture
def backend(server, tmp_path):
    """A key of ours, registered at the server, and the files that the command takes."""
    made = ec.generate_private_key(ec.SECP384R1())
    key = {**jwt.algorithms.ECAlgorithm.to_jwk(made, as_dict=True), "kid": "ours"}
    server.client_key = {name: value for name, value in key.items() if name != "d"}
    (tmp_path / "key.json").write_text(json.dumps(key))
    row = {"iss": server.iss, "client_id": "pygalgia", "allow_private": True}
    (tmp_path / "servers.json").write_text(json.dumps({"servers": [row]}))
    return [
        "--servers",
        str(tmp_path / "servers.json"),
        "--key",
        str(tmp_path / "key.json"),
        "--iss",
        server.iss,
    ]


def commanded(*arguments):
    return CliRunner().invoke(app, ["record", *arguments])


def test_a_record_on_a_server_is_assessed_with_a_key_of_ours(server, backend, tmp_path):
    server.bad["/fhir/Procedure"] = BAD[-1]
    done = commanded("p", *backend, "--out", str(tmp_path / "out.json"))
    document = json.loads((tmp_path / "out.json").read_text())

    assert done.exit_code == 0, done.output
    assert document["type"] == "document"
    told = json.dumps(document)
    assert "anticoagulants" in told
    assert "status 500" in told
    assert all(method == "GET" for method, path, *_ in server.asked if "/fhir/" in path)


def test_a_key_that_is_not_registered_gets_nothing(server, backend):
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    server.client_key = {**jwt.algorithms.ECAlgorithm.to_jwk(other, as_dict=True), "kid": "ours"}
    done = commanded("p", *backend)

    assert isinstance(done.exception, RequestError)
    assert "status 400" in str(done.exception)


@pytest.mark.parametrize("patient", ["../Practitioner/1", "p?x=1", "x" * 65])
def test_what_is_no_id_is_not_asked_for(server, backend, patient):
    done = commanded(patient, *backend)

    assert "the id of a Patient" in str(done.exception)
    assert server.asked == []


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kid": "a", "kty": "EC", "d": "x"}'])
def test_a_file_without_a_private_key_is_refused(tmp_path, content):
    (tmp_path / "key.json").write_text(content)

    with pytest.raises(RequestError, match="no private key"):
        private_key(tmp_path / "key.json")
