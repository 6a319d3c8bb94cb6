"""How we prove to a server who we are: by nothing, by a secret, or by a key of our own.

Source:
    HL7 SMART App Launch 2.2, client authentication: public, symmetric (`client_secret_basic`) and asymmetric
    (`private_key_jwt`: a JWT signed by ES384 or RS384, RFC 7523).
"""

import base64
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import RefusedTextError, file_text, json_value
from pygalgia.records.resources import mapping, text

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SECONDS = 300
_LARGEST = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who we are at one server.

    Attributes:
        secret: Empty where there is none.
        key: A private JWK with `kid`, or None.
    """

    client_id: str
    secret: str = field(default="", repr=False)
    key: Mapping[str, Any] | None = field(default=None, repr=False)

    def proof(self, endpoint: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return the fields and the headers of a request for a token that say and prove who asks."""
        if self.key is not None:
            proved = {"client_assertion_type": _ASSERTION, "client_assertion": self._assertion(endpoint)}
            return {"client_id": self.client_id} | proved, {}
        if self.secret:
            # RFC 6749, 2.3.1: both are encoded as in a form before they are joined.
            pair = f"{quote(self.client_id, safe='')}:{quote(self.secret, safe='')}"
            return {}, {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return {"client_id": self.client_id}, {}

    def _assertion(self, endpoint: str) -> str:
        import jwt

        assert self.key is not None  # noqa: S101 - asked before
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": endpoint,
            "iat": now,
            "exp": now + _SECONDS,
            "jti": str(uuid.uuid4()),
        }
        algorithm = _algorithm(self.key)
        key = jwt.PyJWK(dict(self.key), algorithm=algorithm).key
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": self.key["kid"]})


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
    except (OSError, RefusedTextError, jwt.PyJWTError, ValueError, TypeError) as error:
        raise _no_key(path) from error
    return key


def secret(path: Path) -> str:
    """Return the secret of a file: its one line.

    Raises:
        RequestError: the file cannot be read, or holds none.
    """
    try:
        found = file_text(path, largest=_LARGEST).strip()
    except (OSError, RefusedTextError):
        found = ""
    if not found or len(found.split()) != 1:
        problem = Problem(
            where=path.name, found="no secret", expected="one line with the secret alone",
            fix="write the secret that the server gave",
        )  # fmt: skip
        raise RequestError([problem])
    return found


def _no_key(path: Path) -> RequestError:
    problem = Problem(
        where=path.name, found="no private key", expected="one private JWK with kid, for P-384 or RSA",
        fix="make one, and register its public half at the server",
    )  # fmt: skip
    return RequestError([problem])


def _algorithm(key: Mapping[str, Any]) -> str:
    return "ES384" if key.get("kty") == "EC" else "RS384"
