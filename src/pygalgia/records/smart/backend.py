"""SMART Backend Services: read a record with a key of our own, nobody at a browser.

Source:
    HL7 SMART App Launch 2.2, Backend Services.
"""

from dataclasses import replace
from typing import Any

from pygalgia.records.resources import text
from pygalgia.records.smart.credentials import private_key
from pygalgia.records.smart.launch import READ, Fetched, Server, fetched
from pygalgia.records.smart.outgoing import UnreachableError, origin, shown

__all__ = ["private_key", "record_of"]
_SCOPES = " ".join(f"system/{each}.rs" for each in ("Patient", *READ))


def record_of(server: Server, *, person: str, key: dict[str, Any] | None = None) -> Fetched:
    """Return what a server tells of one person.

    Args:
        server: Where the record is.
        person: The id of the Patient.
        key: A private key; that of the server's registration where none is given.

    Raises:
        UnreachableError: it gives no token, or does not tell.
    """
    who = server.credentials if key is None else replace(server.credentials, key=key)
    if who.key is None:
        raise UnreachableError(
            where=shown(server.iss), found="no private key of ours", expected="a key registered there",
            fix="name its file as key_file in the file of servers",
        )  # fmt: skip
    told = server.outgoing.get(f"{server.iss}/.well-known/smart-configuration")
    endpoint = text(told.get("token_endpoint"))
    if origin(endpoint) not in server.outgoing.origins:
        raise UnreachableError(
            where=shown(server.iss),
            found=repr(shown(endpoint)),
            expected="a token endpoint at the registered origins",
        )
    proof, headers = who.proof(endpoint)
    fields = {"grant_type": "client_credentials", "scope": _SCOPES, **proof}
    token = text(server.outgoing.post(endpoint, fields, headers).get("access_token"))
    if not token:
        raise UnreachableError(where=shown(endpoint), found="no token", expected="access_token")
    return fetched(server, token=token, person=person)
