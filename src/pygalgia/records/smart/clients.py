"""Programs that may call CDS Hooks, each with its public keys; and whether a token is really theirs.

Source:
    HL7 CDS Hooks 2.0, Trusting CDS Clients: a JWT signed by ES384 or RS384, with iss, aud, exp, iat and jti.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Problems, parse, read_json_file

ALGORITHMS = ("ES384", "RS384")
#: The kind of key and curve of each.
_KEYS = {"ES384": ("EC", "P-384"), "RS384": ("RSA", None)}
#: Seconds that a token may hold at most, and that clocks may differ.
LONGEST_LIFE, LEEWAY = 300, 30
_MOST_REMEMBERED = 100_000
_LEAST_RSA_BITS = 2048
_LARGEST = 1_000_000


class TokenError(Exception):
    """A token that does not prove who calls, and why.

    Attributes:
        problem: Where, found, expected, fix.
    """

    def __init__(self, *, where: str, found: str, expected: str, fix: str = "send a new token") -> None:
        self.problem = Problem(where=f"Authorization ({where})", found=found, expected=expected, fix=fix)
        super().__init__(str(self.problem))


class ClientRow(BaseModel):
    """A client as the file holds it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    iss: str = Field(min_length=1, max_length=500)
    name: str = ""
    keys: list[dict[str, Any]] = Field(min_length=1)


class ClientsFile(BaseModel):
    """The file of clients: `{"clients": [{"iss": ..., "keys": [JWK, ...]}]}`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    clients: list[ClientRow]


@dataclass(frozen=True, slots=True)
class Clients:
    """Clients by issuer, each with its keys by their id."""

    keys: Mapping[str, Mapping[str, dict[str, Any]]]
    seen: "Seen"

    def verified(self, authorization: str, *, audience: str, now: float) -> str:
        """Return who calls.

        Args:
            authorization: The header.
            audience: The address of the service that is called.
            now: Seconds since 1970.

        Raises:
            TokenError: it does not prove who calls.
        """
        import jwt

        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenError(where="scheme", found="no bearer token", expected="Bearer and a signed JWT")
        try:
            head = jwt.get_unverified_header(token)
            unproved = jwt.decode(token, options={"verify_signature": False})
        except jwt.InvalidTokenError as error:
            raise TokenError(where="form", found="no JWT", expected="a JWT of three parts") from error
        if head.get("alg") not in ALGORITHMS:
            raise TokenError(where="alg", found=repr(head.get("alg")), expected=" or ".join(ALGORITHMS))
        key = self._key(unproved.get("iss"), head)
        try:
            told = jwt.decode(
                token,
                key,
                algorithms=[head["alg"]],
                audience=audience,
                issuer=unproved["iss"],
                options={
                    "require": ["iss", "aud", "exp", "iat", "jti"],
                    "verify_exp": False,
                    "verify_iat": False,
                },
            )
        except jwt.InvalidTokenError as error:
            raise TokenError(
                where="token", found=str(error)[:200], expected=f"a token for {audience}"
            ) from error
        self._refuse_untimely(told, now)
        return str(told["iss"])

    def _key(self, issuer: object, head: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a key of the library
        import jwt

        keys = self.keys.get(issuer) if isinstance(issuer, str) else None
        if keys is None:
            raise TokenError(where="iss", found=repr(issuer), expected="a client that is registered here")
        held = keys.get(str(head.get("kid")))
        if held is None:
            raise TokenError(where="kid", found=repr(head.get("kid")), expected="the id of a registered key")
        if (held.get("kty"), held.get("crv")) != _KEYS[str(head["alg"])]:
            raise TokenError(
                where="alg", found=f"a key for another algorithm than {head['alg']}", expected="its own"
            )
        key = jwt.PyJWK(held, algorithm=str(head["alg"])).key
        if getattr(key, "key_size", _LEAST_RSA_BITS) < _LEAST_RSA_BITS and head["alg"] == "RS384":
            raise TokenError(where="kid", found="a short key", expected=f"at least {_LEAST_RSA_BITS} bits")
        return key

    def _refuse_untimely(self, told: Mapping[str, Any], now: float) -> None:
        expires, issued, once = told["exp"], told["iat"], told["jti"]
        if not all(isinstance(each, int | float) for each in (expires, issued)) or not isinstance(once, str):
            raise TokenError(where="exp", found="no time", expected="exp and iat in seconds, jti as text")
        if expires + LEEWAY < now:
            raise TokenError(where="exp", found="an expired token", expected="one that still holds")
        if (
            issued - LEEWAY > now
            or expires - issued > LONGEST_LIFE + LEEWAY
            or expires - now > LONGEST_LIFE + LEEWAY
        ):
            raise TokenError(
                where="iat", found="a token for too long", expected=f"at most {LONGEST_LIFE} seconds"
            )
        if not self.seen.first_time(f"{told['iss']}|{once}", until=expires + LEEWAY, now=now):
            raise TokenError(where="jti", found="a token that was used before", expected="each jti once")


@dataclass(slots=True)
class Seen:
    """Ids of tokens that were used, until they expire; each process of a server remembers its own."""

    _until: dict[str, float] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def first_time(self, name: str, *, until: float, now: float) -> bool:
        """Return whether an id was not used before, and remember it."""
        with self._lock:
            if len(self._until) >= _MOST_REMEMBERED:
                self._until = {key: end for key, end in self._until.items() if end >= now}
            # Full of ids that still hold: refuse rather than forget one.
            if name in self._until or len(self._until) >= _MOST_REMEMBERED:
                return False
            self._until[name] = until
        return True


def read_clients(path: Path) -> Clients:
    """Return the clients of a file.

    Raises:
        RequestError: the file is wrong, or a key is none.
    """
    import jwt

    problems = Problems()
    document = read_json_file(path, largest=_LARGEST)
    held = parse(document, ClientsFile, problems)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in held.clients if held else ():
        for key in row.keys:
            if not isinstance(key.get("kid"), str) or "d" in key:
                problems.add(
                    path.name, found="a key without kid, or a private one",
                    expected="public keys, each with a kid", fix="register the public key alone",
                )  # fmt: skip
                continue
            try:
                jwt.PyJWK(key, algorithm="ES384" if key.get("kty") == "EC" else "RS384")
            except (jwt.PyJWTError, ValueError, TypeError) as error:
                problems.add(
                    path.name, found=f"the key {key['kid']!r}: {error}", expected="a JWK", fix="correct it"
                )
                continue
            found.setdefault(row.iss, {})[key["kid"]] = key
    if problems.found:
        raise RequestError(problems.found)
    return Clients(keys=found, seen=Seen())
