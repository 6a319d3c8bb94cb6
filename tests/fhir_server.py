"""A small FHIR server with SMART App Launch, for tests: well-behaved unless told otherwise."""

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import jwt

from record_builders import ICD10, condition, medicine, observation, patient

TOKEN = "a token of the test"


class _Http(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Say nothing where a client went away: some tests cut the line."""


class Server:
    """What the server holds, how it behaves, and what it was asked."""

    def __init__(self):
        self.resources = {
            "Patient": [patient()],
            "Condition": [condition("E11", ICD10, id="c1"), condition("M54.5", ICD10, id="c2")],
            "MedicationRequest": [medicine("Warfarin 5 mg", "MedicationRequest", id="m1")],
            "Observation": [observation("8310-5", 38.4, "Cel", id="o1")],
        }
        self.secret = ""
        self.asked, self.bad, self.codes, self.address = [], {}, {}, ""
        self.configuration, self.client_key, self.person = {}, {}, "p"

    def well_known(self):
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/auth/authorize",
            "token_endpoint": f"{self.address}/auth/token",
            "code_challenge_methods_supported": ["S256"],
            "capabilities": ["launch-ehr", "launch-standalone", "client-public", "permission-v2"],
            **self.configuration,
        }

    def known(self, told, headers):
        """Return whether the client proved who it is, in the way that it is registered."""
        if self.secret:
            pair = base64.b64decode(headers.get("Authorization", "Basic ").partition(" ")[2]).decode()
            # RFC 6749, 2.3.1: each of the two is encoded as in a form.
            return [unquote(each) for each in pair.split(":")] == ["pygalgia", self.secret]
        return told.get("client_id") == "pygalgia"

    def authorize(self, url):
        """Return the code that the browser comes back with, after the person agreed."""
        asked = {key: value[0] for key, value in parse_qs(urlsplit(url).query).items()}
        code = f"code{len(self.codes)}"
        self.codes[code] = asked
        return code, asked


def _handler(server):  # noqa: C901 - one class that knows its server
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self._serve("")

        def do_POST(self):
            self._serve(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _serve(self, body):
            path = urlsplit(self.path).path
            server.asked.append((self.command, self.path, dict(self.headers), body))
            bad = next((how for part, how in server.bad.items() if part in path), None)
            if bad is not None:
                bad(self)
            elif path.endswith("/.well-known/smart-configuration"):
                self.tell(server.well_known())
            elif path == "/auth/token":
                self._token(body)
            elif self.headers.get("Authorization") != f"Bearer {TOKEN}":
                self.tell({"resourceType": "OperationOutcome"}, 401)
            elif self.command == "POST":
                self._create(path.strip("/").split("/")[1:], json.loads(body))
            else:
                self._resource(path.strip("/").split("/")[1:])

        def _token(self, body):
            told = {key: value[0] for key, value in parse_qs(body).items()}
            if told.get("grant_type") == "client_credentials":
                self._backend(told)
                return
            asked = server.codes.pop(told.get("code"), None)
            proof = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
            good = (
                asked is not None
                and asked["code_challenge"] == base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
            )
            good = good and asked["redirect_uri"] == told["redirect_uri"]
            good = good and server.known(told, self.headers)
            if good:
                self.tell(
                    {"access_token": TOKEN, "token_type": "Bearer", "patient": server.person,
                     "scope": asked["scope"]}
                )  # fmt: skip
            else:
                self.tell({"error": "invalid_grant"}, 400)

        def _create(self, parts, resource):
            """Create a resource once: a second one of the same identifier is the first."""
            made = server.resources.setdefault(parts[0], [])
            same = [each for each in made if each["identifier"] == resource["identifier"]]
            if not same:
                made.append(resource | {"id": f"d{len(made)}"})
            where = f"{server.iss}/{parts[0]}/{(same or made)[-1]['id']}"
            self.tell(b"", 200 if same else 201, Location=where)

        def _backend(self, told):
            """Give a token for an assertion that is signed by the registered key, for this address."""
            endpoint = f"{server.address}/auth/token"
            try:
                key = jwt.PyJWK(server.client_key, algorithm="ES384").key
                claims = jwt.decode(told["client_assertion"], key, algorithms=["ES384"], audience=endpoint)
                good = claims["iss"] == claims["sub"] == "pygalgia" and claims["exp"] - claims["iat"] <= 300
            except (jwt.InvalidTokenError, KeyError):
                good = False
            told = {"access_token": TOKEN, "token_type": "bearer", "scope": told["scope"]}
            self.tell(told if good else {"error": "invalid_client"}, 200 if good else 400)

        def _resource(self, parts):
            held = server.resources.get(parts[0], [])
            if len(parts) == 2:
                found = [each for each in held if each["id"] == parts[1]]
                self.tell(found[0] if found else {}, 200 if found else 404)
            else:
                entries = [{"resource": each} for each in held]
                self.tell({"resourceType": "Bundle", "type": "searchset", "entry": entries})

        def tell(self, value, status=200, kind="application/fhir+json", **headers):
            content = value if isinstance(value, bytes) else json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            for name, each in headers.items():
                self.send_header(name, each)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args):
            pass

    return Handler


@contextmanager
def running():
    """Run a server on this machine until the block ends."""
    server = Server()
    http = _Http(("127.0.0.1", 0), _handler(server))
    server.address = f"http://127.0.0.1:{http.server_port}"
    server.iss = f"{server.address}/fhir"
    thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def hangs(handler):
    time.sleep(1)


def dribbles(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(60):
        time.sleep(0.05)
        handler.wfile.write(b"x")
        handler.wfile.flush()


def redirects(handler):
    handler.tell(b"", 302, Location="http://127.0.0.1:1/")


def answers_html(handler):
    handler.tell(b"<html>", kind="text/html")


def answers_much(handler):
    handler.tell(b" " * 6_000_000)


def answers_no_json(handler):
    handler.tell(b"{", kind="application/json")


def answers_a_list(handler):
    handler.tell(b"[]", kind="application/json")


def fails(handler):
    handler.tell({"resourceType": "OperationOutcome"}, 500)


BAD = [hangs, dribbles, redirects, answers_html, answers_much, answers_no_json, answers_a_list, fails]
