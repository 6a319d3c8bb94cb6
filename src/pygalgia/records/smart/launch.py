"""SMART App Launch: be opened from a record, or find one, and read what it says of one person.

Reading is all that is asked for; writing is asked for by a launch of its own, when somebody wishes it.

Source:
    HL7 SMART App Launch 2.2: discovery, EHR and standalone launch, PKCE (RFC 7636, S256), scopes.
"""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urljoin

from pydantic import BaseModel, ConfigDict, Field

from pygalgia.errors import RequestError
from pygalgia.reading import Problems, parse, read_json_file
from pygalgia.records.outcome import Issue
from pygalgia.records.resources import Resource, kind, listed, mapping, text
from pygalgia.records.smart.credentials import Credentials, private_key, secret
from pygalgia.records.smart.outgoing import Outgoing, UnreachableError, origin, shown

#: What is read of a person; nothing is written.
READ = (
    "Condition",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Procedure",
    "AllergyIntolerance",
    "Encounter",
)
#: What is written where somebody wishes it: the result, as one document.
WRITTEN = "DocumentReference"
#: Resources that a search brings along: an order may name its medicine by reference.
_ALONG = {"MedicationRequest": "Medication", "MedicationStatement": "Medication"}
_SEARCH = {
    "Condition": "patient={id}&_count=200",
    "MedicationRequest": "patient={id}&status=active&_count=100&_include=MedicationRequest:medication",
    "MedicationStatement": "patient={id}&status=active&_count=100&_include=MedicationStatement:medication",
    "Encounter": "patient={id}&status=in-progress&_count=10",
    "Observation": "patient={id}&_sort=-date&_count=100",
    "Procedure": "patient={id}&_count=100",
    "AllergyIntolerance": "patient={id}&_count=100",
}
_MOST_PAGES = 5
_LARGEST = 1_000_000
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_WELL_KNOWN = "/.well-known/smart-configuration"


class ServerRow(BaseModel):
    """A server as the file holds it.

    Attributes:
        also: Further origins that its endpoints may lie at, such as that of its authorization server.
        secret_file: File with the secret that the server gave us; relative to the file of servers.
        key_file: File with our private key, a JWK.
        may_write: Whether a result may be written there, once somebody asks for it.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    secret_file: str = ""
    key_file: str = ""
    may_write: bool = False

    iss: str = Field(min_length=1, max_length=500)
    client_id: str = Field(min_length=1, max_length=200)
    name: str = ""
    also: list[str] = Field(default_factory=list)
    allow_private: bool = False


class ServersFile(BaseModel):
    """The file of servers: `{"servers": [{"iss": ..., "client_id": ...}]}`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    servers: list[ServerRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that may launch us.

    Attributes:
        iss: The address of its FHIR, without a slash at the end.
    """

    iss: str
    name: str
    credentials: Credentials
    outgoing: Outgoing
    may_write: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A launch on its way: what must come back, and what proves that we began it.

    Attributes:
        of: The interview whose result it is to write; empty where it reads.
        verifier: The secret of PKCE.
        authorize: Where the browser is sent.
        token: Where the code is changed for a token.
    """

    server: Server
    state: str
    verifier: str
    redirect: str
    authorize: str
    token: str
    of: str = ""


def read_servers(path: Path) -> dict[str, Server]:
    """Return the servers of a file, by their address.

    Raises:
        RequestError: the file is wrong.
    """
    problems = Problems()
    document = read_json_file(path, largest=_LARGEST)
    held = parse(document, ServersFile, problems)
    found: dict[str, Server] = {}
    for row in held.servers if held else ():
        address = row.iss.rstrip("/")
        origins = frozenset(map(origin, (address, *row.also)))
        if "" in origins or (not row.allow_private and not address.startswith("https://")):
            problems.add(
                path.name, found=repr(row.iss), expected="an https address",
                fix="correct it, or set allow_private for a server on your own network",
            )  # fmt: skip
            continue
        outgoing = Outgoing(origins=origins, allow_private=row.allow_private)
        found[address] = Server(
            iss=address,
            name=row.name or origin(address),
            credentials=_credentials(row, path.parent),
            outgoing=outgoing,
            may_write=row.may_write,
        )
    if problems.found:
        raise RequestError(problems.found)
    return found


def _credentials(row: ServerRow, folder: Path) -> Credentials:
    """Return who we are there.

    Raises:
        RequestError: a file holds no secret, or no key.
    """
    return Credentials(
        client_id=row.client_id,
        secret=secret(folder / row.secret_file) if row.secret_file else "",
        key=private_key(folder / row.key_file) if row.key_file else None,
    )


def begin(servers: Mapping[str, Server], *, iss: str, launch: str, redirect: str, of: str = "") -> Pending:
    """Return a launch, begun: the browser is to be sent to its `authorize`.

    Args:
        servers: Those that are registered.
        iss: The address of the server.
        launch: What an EHR launch says which launch it is; empty for a standalone one.
        redirect: Our address that the browser comes back to.
        of: The interview whose result is to be written; empty to read.

    Raises:
        UnreachableError: the server is not registered, does not say how to launch, or is not to be written
            to.
    """
    server = servers.get(iss.rstrip("/"))
    if server is None:
        raise UnreachableError(
            where="iss", found=repr(shown(iss)), expected="a registered server",
            fix="register it in the file of PYGALGIA_SMART_SERVERS",
        )  # fmt: skip
    if of and not server.may_write:
        raise UnreachableError(
            where="iss", found="a server that is not to be written to", expected="may_write",
            fix="set it in the file of PYGALGIA_SMART_SERVERS",
        )  # fmt: skip
    told = server.outgoing.get(server.iss + _WELL_KNOWN)
    endpoints = [text(told.get(name)) for name in ("authorization_endpoint", "token_endpoint")]
    for address in endpoints:
        if origin(address) not in server.outgoing.origins:
            raise UnreachableError(
                where=shown(server.iss + _WELL_KNOWN), found=repr(shown(address)),
                expected="an endpoint at the registered origins", fix="register its origin under `also`",
            )  # fmt: skip
    if "S256" not in listed(told.get("code_challenge_methods_supported")):
        raise UnreachableError(
            where=shown(server.iss + _WELL_KNOWN), found="no S256", expected="PKCE with S256, as SMART 2 asks"
        )
    verifier, state = secrets.token_urlsafe(64), secrets.token_urlsafe(32)
    asked = {
        "response_type": "code",
        "client_id": server.credentials.client_id,
        "redirect_uri": redirect,
        "scope": _scopes(listed(told.get("capabilities")), is_ehr=bool(launch), writes=bool(of)),
        "state": state,
        "aud": server.iss,
        "code_challenge": challenge(verifier),
        "code_challenge_method": "S256",
        **({"launch": launch} if launch else {}),
    }
    mark = "&" if "?" in endpoints[0] else "?"
    return Pending(
        server=server,
        state=state,
        verifier=verifier,
        redirect=redirect,
        authorize=f"{endpoints[0]}{mark}{urlencode(asked)}",
        token=endpoints[1],
        of=of,
    )


def challenge(verifier: str) -> str:
    """Return the challenge of a verifier (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _scopes(capabilities: list[object], *, is_ehr: bool, writes: bool) -> str:
    """Return scopes to read, or the one to create a document, in the form that the server knows."""
    is_first = "permission-v2" not in capabilities and "permission-v1" in capabilities
    whose = "launch" if is_ehr else "launch/patient"
    if writes:
        return f"{whose} patient/{WRITTEN}.{'write' if is_first else 'c'}"
    may = "read" if is_first else "rs"
    return " ".join([whose, *(f"patient/{each}.{may}" for each in ("Patient", *READ))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server told of one person: a Bundle, and what it did not tell.

    Attributes:
        iss: The server.
        person: The id of the Patient there.
    """

    iss: str
    person: str
    record: Resource
    issues: tuple[Issue, ...]


def finish(pending: Pending, *, code: str) -> Fetched:
    """Return what the record says of the person in the launch.

    Raises:
        UnreachableError: no token for one person was given, or the person cannot be read.
    """
    token, person = allowed(pending, code=code)
    return fetched(pending.server, token=token, person=person)


def allowed(pending: Pending, *, code: str) -> tuple[str, str]:
    """Return the token that a code is changed for, and the id of the person that it is for.

    Raises:
        UnreachableError: no token for one person was given.
    """
    server = pending.server
    proof, headers = server.credentials.proof(pending.token)
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": pending.redirect,
        "code_verifier": pending.verifier,
        **proof,
    }
    told = server.outgoing.post(pending.token, fields, headers)
    token, person = text(told.get("access_token")), text(told.get("patient"))
    where = shown(pending.token)
    if not token or text(told.get("token_type")).lower() != "bearer":
        raise UnreachableError(where=where, found="no bearer token", expected="access_token")
    if not _ID.fullmatch(person):
        raise UnreachableError(where=where, found="no person", expected="the id of a patient in the launch")
    return token, person


def fetched(server: Server, *, token: str, person: str) -> Fetched:
    """Return what a server tells of one person, with a token that allows it. See `finish`."""
    patient = server.outgoing.get(f"{server.iss}/Patient/{quote(person, safe='')}", token=token)
    if kind(patient) != "Patient" or patient.get("id") != person:
        raise UnreachableError(
            where=f"{shown(server.iss)}/Patient",
            found=f"{kind(patient)}/{patient.get('id')}",
            expected="the person",
        )
    entries, issues, seen = [{"resource": patient}], list[Issue](), set[str]()
    for name in READ:
        try:
            found = [each for each in _found(server, name, person, token) if _names(each) not in seen]
            seen |= set(map(_names, found))
            entries.extend({"resource": each} for each in found)
        except UnreachableError as error:
            issues.append(Issue(problem=error.problem, code="not-found", severity="warning"))
    return Fetched(
        iss=server.iss,
        person=person,
        record={"resourceType": "Bundle", "type": "collection", "entry": entries},
        issues=tuple(issues),
    )


def _names(resource: Resource) -> str:
    """Return what tells a resource from others: a medicine comes along with each of its orders."""
    return f"{kind(resource)}/{resource.get('id')}"


def _found(server: Server, name: str, person: str, token: str) -> Iterator[Resource]:
    """Yield what a search finds, page by page."""
    url = f"{server.iss}/{name}?{_SEARCH[name].format(id=quote(person, safe=''))}"
    for _ in range(_MOST_PAGES):
        page = server.outgoing.get(url, token=token)
        for entry in map(mapping, listed(page.get("entry"))):
            resource = mapping(entry.get("resource"))
            if kind(resource) in (name, _ALONG.get(name)):
                yield resource
        links = map(mapping, listed(page.get("link")))
        following = next((text(each.get("url")) for each in links if each.get("relation") == "next"), "")
        if not following:
            return
        url = urljoin(server.iss + "/", following)
