"""Ask a server that we were told of, without being led anywhere else.

A launch names an address, and so could be made to reach what only this machine reaches. So: only origins that
are registered; never a private address unless the registration says so; the address that was looked at is the
one that is connected to; no redirects; an answer is JSON, of bounded size, and comes in time.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from pygalgia.errors import Problem
from pygalgia.reading import RefusedTextError, json_value
from pygalgia.records.resources import Resource

_FHIR = "application/fhir+json"
_JSON = ("application/json", "application/fhir+json", "application/json+fhir")
_OK = range(200, 300)
_T = TypeVar("_T")
_Read = Callable[[http.client.HTTPResponse, float], _T]
_CHUNK = 65_536
_DEFAULT_PORTS = {"https": 443, "http": 80}
#: Addresses that stand for IPv4 ones behind a translator.
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")


class UnreachableError(Exception):
    """A server that was not asked, or did not answer as it should: where, found, expected, fix."""

    def __init__(
        self, *, where: str, found: str, expected: str, fix: str = "tell whoever runs that server"
    ) -> None:
        self.problem = Problem(where=where, found=found, expected=expected, fix=fix)
        super().__init__(str(self.problem))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """Asks servers of some origins.

    Attributes:
        origins: Scheme, host and port that may be asked, such as `https://ehr.example`.
        allow_private: Whether private addresses and plain HTTP are allowed: on one's own network.
        seconds: That a whole answer may take.
        largest: Bytes of an answer.
    """

    origins: frozenset[str]
    allow_private: bool = False
    seconds: float = 10.0
    largest: int = 5_000_000

    def get(self, url: str, *, token: str = "") -> Resource:
        """Return the JSON object at an address.

        Raises:
            UnreachableError: it is not to be asked, or does not answer with one in time.
        """
        headers = {"Accept": ", ".join(_JSON)} | ({"Authorization": f"Bearer {token}"} if token else {})
        return self._asked("GET", url, headers, None)

    def post(self, url: str, fields: Mapping[str, str], more: Mapping[str, str] | None = None) -> Resource:
        """Return the JSON object that a form is answered with, `more` being headers. See `get`."""
        headers = {"Accept": _JSON[0], "Content-Type": "application/x-www-form-urlencoded", **(more or {})}
        return self._asked("POST", url, headers, urlencode(fields).encode())

    def create(self, url: str, resource: bytes, *, token: str, unless: str) -> str:
        """Create a resource unless one that a search finds is there; return where it is, or nothing.

        Raises:
            UnreachableError: it is not to be asked, or did not create it.
        """
        headers = {
            "Accept": _FHIR,
            "Content-Type": _FHIR,
            "Authorization": f"Bearer {token}",
            "If-None-Exist": unless,
            "Prefer": "return=minimal",
        }

        def created(response: http.client.HTTPResponse, _until: float) -> str:
            _refuse_failed(response, url)
            return response.headers.get("Location", "")[:500]

        return self._exchanged("POST", url, headers, resource, created)

    def _asked(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> Resource:
        def answer(response: http.client.HTTPResponse, until: float) -> Resource:
            return self._answer(response, url, until)

        return self._exchanged(method, url, headers, body, answer)

    def _exchanged(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, read: "_Read[_T]"
    ) -> _T:
        parts = urlsplit(url)
        if origin(url) not in self.origins or parts.username is not None:
            raise UnreachableError(where=shown(url), found="another server", expected=", ".join(self.origins))
        if parts.scheme != "https" and not self.allow_private:
            raise UnreachableError(where=shown(url), found="plain HTTP", expected="https")
        until = time.monotonic() + self.seconds
        address = self._address(url)
        connection = _Pinned(url, address, timeout=self.seconds)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # A server that sends a letter now and then would keep every single wait short.
        watch = threading.Timer(self.seconds, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            connection.request(method, target, body=body, headers={**headers, "Connection": "close"})
            with connection.getresponse() as response:
                return read(response, until)
        except (OSError, http.client.HTTPException) as error:
            late = isinstance(error, TimeoutError) or time.monotonic() > until
            found = "no answer in time" if late else type(error).__name__
            raise UnreachableError(where=shown(url), found=found, expected="an answer in JSON") from error
        finally:
            watch.cancel()
            connection.close()

    def _address(self, url: str) -> str:
        """Return the address to connect to, after looking at every one that the name has."""
        parts = urlsplit(url)
        try:
            port = parts.port or _DEFAULT_PORTS[parts.scheme]
            found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as error:
            raise UnreachableError(
                where=shown(url), found="a name without address", expected="a server"
            ) from error
        addresses = [str(each[4][0]) for each in found]
        if not self.allow_private and not all(is_public(each) for each in addresses):
            raise UnreachableError(
                where=shown(url), found="a private address", expected="a public one",
                fix="register the server with allow_private, if it is on your own network",
            )  # fmt: skip
        return addresses[0]

    def _answer(self, response: http.client.HTTPResponse, url: str, until: float) -> Resource:
        _refuse_failed(response, url)
        stated = response.headers.get_content_type()
        if stated not in _JSON:
            raise UnreachableError(where=shown(url), found=stated, expected="JSON")
        try:
            value = json_value(b"".join(self._chunks(response, url, until)))
        except RefusedTextError as error:
            raise UnreachableError(where=shown(url), found=error.found, expected=error.expected) from error
        if not isinstance(value, dict):
            raise UnreachableError(where=shown(url), found="no object", expected="a JSON object")
        return value

    def _chunks(self, response: http.client.HTTPResponse, url: str, until: float) -> Iterable[bytes]:
        read = 0
        while chunk := response.read1(_CHUNK):
            read += len(chunk)
            if read > self.largest:
                expected = f"at most {self.largest:,} bytes"
                raise UnreachableError(where=shown(url), found="a larger answer", expected=expected)
            if time.monotonic() > until:
                raise UnreachableError(where=shown(url), found="no answer in time", expected="a quicker one")
            yield chunk


def _refuse_failed(response: http.client.HTTPResponse, url: str) -> None:
    if response.status not in _OK:
        found = "a redirect" if response.status // 100 == 3 else f"status {response.status}"  # noqa: PLR2004
        raise UnreachableError(where=shown(url), found=found, expected="status 200")


class _Pinned(http.client.HTTPConnection):
    """A connection to one address, whatever the name stands for by now; TLS checks the name."""

    def __init__(self, url: str, address: str, *, timeout: float) -> None:
        parts = urlsplit(url)
        super().__init__(parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme], timeout=timeout)
        self._address = address
        self._is_secure = parts.scheme == "https"
        self._held: socket.socket | None = None

    def connect(self) -> None:
        sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._is_secure:
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=self.host)
        self.sock = self._held = sock

    def cut(self) -> None:
        """End the connection from another thread, whatever it waits for."""
        # Once an answer begins, the library keeps no socket here.
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


def origin(url: str) -> str:
    """Return scheme, host and port of an address; empty where it is none that could be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    usual = port in (None, _DEFAULT_PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" + ("" if usual else f":{port}")


def shown(url: str) -> str:
    """Return an address to be shown: without a query, which can hold secrets."""
    return url.partition("?")[0][:200]


def is_public(address: str) -> bool:
    """Return whether an address is one of the public internet.

    Examples:
        >>> [is_public(each) for each in ("93.184.215.14", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
        [True, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _TRANSLATED or found.sixtofour is not None or found.teredo is not None:
            return False
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
    return found.is_global and not found.is_multicast
