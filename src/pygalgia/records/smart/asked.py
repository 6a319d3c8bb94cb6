"""A record that a request names instead of sending it: where it is, whose it is, and who may read it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pygalgia.errors import Problem, RequestError
from pygalgia.records.outcome import Issue
from pygalgia.records.resources import Resource, kind, listed, mapping, text
from pygalgia.records.smart.backend import record_of
from pygalgia.records.smart.launch import Server, fetched
from pygalgia.records.smart.outgoing import UnreachableError, shown

_SUBJECT, _TOKEN = "subject", "access-token"
_PERSON = re.compile(r"(?P<iss>https?://.+)/Patient/(?P<id>[A-Za-z0-9\-.]{1,64})")
_LONGEST = 10_000
_WHERE = f"Parameters.parameter.where(name = '{_SUBJECT}').valueReference.reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A person on a server.

    Attributes:
        token: What the caller may read there with; empty where it has none.
        rest: What else was sent, without the token.
    """

    iss: str
    person: str
    rest: tuple[Resource, ...]
    token: str = field(default="", repr=False)


def asked(sent: object) -> Asked | None:
    """Return whose record a request names; None where it names none, and sends one.

    Raises:
        RequestError: the name is no whole address of a Patient.
    """
    if kind(sent) != "Parameters":
        return None
    rows = [mapping(each) for each in listed(mapping(sent).get("parameter"))]
    subject = next((each for each in rows if each.get("name") == _SUBJECT), None)
    if subject is None:
        return None
    name = text(mapping(subject.get("valueReference")).get("reference"))
    found = _PERSON.fullmatch(name)
    if found is None:
        problem = Problem(
            where=_WHERE, found=repr(shown(name)),
            expected="the whole address of a Patient, such as https://ehr.example/fhir/Patient/1",
            fix="name the server too, or send the record as a Bundle",
        )  # fmt: skip
        raise RequestError([problem])
    token = next((text(each.get("valueString")) for each in rows if each.get("name") == _TOKEN), "")
    rest = tuple(each for each in rows if each.get("name") not in (_SUBJECT, _TOKEN))
    return Asked(iss=found["iss"], person=found["id"], token=token[:_LONGEST], rest=rest)


def read(
    named: Asked, servers: Mapping[str, Server], *, is_known: bool
) -> tuple[Resource, tuple[Issue, ...]]:
    """Return the request with the record in it, and what the server did not tell.

    Args:
        named: Whose record.
        servers: Those that are registered; no other is asked.
        is_known: Whether the caller proved to be a registered client: for it alone our own key reads.

    Raises:
        UnreachableError: nobody may read it, or the server does not tell.
    """
    server = servers.get(named.iss)
    if server is None:
        raise UnreachableError(
            where=_WHERE, found=repr(shown(named.iss)), expected="a registered server",
            fix="register it in the file of PYGALGIA_SMART_SERVERS",
        )  # fmt: skip
    if named.token:
        found = fetched(server, token=named.token, person=named.person)
    elif is_known:
        found = record_of(server, person=named.person)
    else:
        raise UnreachableError(
            where=f"Parameters.parameter.where(name = '{_TOKEN}')", found="nothing",
            expected="a token that may read this person there",
            fix="send one as valueString, or call as a registered client",
        )  # fmt: skip
    record = {"name": "record", "resource": found.record}
    return {"resourceType": "Parameters", "parameter": [*named.rest, record]}, found.issues
