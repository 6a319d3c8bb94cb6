"""SMART Backend Services: read a record with a key of our own, nobody at a browser.

Source:
    HL7 SMART App Launch 2.2, Backend Services: a JWT signed by ES384 or RS384 proves the client (RFC 7523).
"""

import time
import uuid
from pathlib import Path
from typing import Any

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import RefusedTextError, file_text, json_value
from pygalgia.records.resources import mapping, text
from pygalgia.records.smart.launch import READ, Fetched, Server, fetched
from pygalgia.records.smart.outgoing import UnreachableError, origin, shown

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SCOPES = " ".join(f"system/{each}.rs" for each in ("Patient", *READ))
_SECONDS = 300
_LARGEST = 100_000


def private_key(path: Path) -> dict[str, Any]:
    """Return the private key of a file: a JWK with `kid`, for P-384 or RSA.

    Raises:
        RequestError: the file holds none.
    """
    import jwt

    try:
        key = mapping(json_value(file_text(path, largest=_LARGEST)))
        if not text(key.get("kid")) or "d" not in key:
            raise _no_key(path)
        jwt.PyJWK(key, algorithm=_algorithm(key))
    except (RefusedTextError, jwt.PyJWTError, ValueError, TypeError) as error:
        raise _no_key(path) from error
    return key


def _no_key(path: Path) -> RequestError:
    problem = Problem(
        where=path.name, found="no private key", expected="one private JWK with kid, for P-384 or RSA",
        fix="make one, and register its public half at the server",
    )  # fmt: skip
    return RequestError([problem])


def _algorithm(key: dict[str, Any]) -> str:
    return "ES384" if key.get("kty") == "EC" else "RS384"


def record_of(server: Server, *, key: dict[str, Any], person: str) -> Fetched:
    """Return what a server tells of one person.

    Raises:
        UnreachableError: it gives no token, or does not tell.
    """
    import jwt

    told = server.outgoing.get(f"{server.iss}/.well-known/smart-configuration")
    endpoint = text(told.get("token_endpoint"))
    if origin(endpoint) not in server.outgoing.origins:
        raise UnreachableError(
            where=shown(server.iss),
            found=repr(shown(endpoint)),
            expected="a token endpoint at the registered origins",
        )
    now = int(time.time())
    claims = {
        "iss": server.client_id,
        "sub": server.client_id,
        "aud": endpoint,
        "iat": now,
        "exp": now + _SECONDS,
        "jti": str(uuid.uuid4()),
    }
    algorithm = _algorithm(key)
    signed = jwt.encode(
        claims, jwt.PyJWK(key, algorithm=algorithm).key, algorithm=algorithm, headers={"kid": key["kid"]}
    )
    fields = {
        "grant_type": "client_credentials",
        "scope": _SCOPES,
        "client_assertion_type": _ASSERTION,
        "client_assertion": signed,
    }
    token = text(server.outgoing.post(endpoint, fields).get("access_token"))
    if not token:
        raise UnreachableError(where=shown(endpoint), found="no token", expected="access_token")
    return fetched(server, token=token, person=person)
