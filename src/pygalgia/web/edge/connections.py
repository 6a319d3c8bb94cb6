"""Connections of the server: those that say nothing are closed, more than it can hold are not taken.

uvicorn waits for ever for a request that does not come. Some hundred silent connections then use up what a
process may open, and the server logs that it cannot accept any more, hundreds of thousands of times.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

try:
    import resource
except ImportError:  # pragma: no cover - another system
    resource = None  # type: ignore[assignment]

#: Seconds within which a whole request must have come.
PATIENCE = 20.0
#: Bytes of a request line and headers that a request may still be without an end of.
LONGEST_HEAD = 65_536
_TOO_LONG = "The headers are too long."
#: Files that a process opens beside its connections: database, templates, knowledge.
_OTHER_FILES = 128
_FEWEST, _MOST = 32, 4096


def most_connections() -> int:
    """Return how many connections a process can hold, after it was allowed as many files as it may have."""
    if resource is None:
        return _MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _OTHER_FILES
    if soft < wanted and hard != soft:
        soft = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return max(_FEWEST, min(_MOST, soft - _OTHER_FILES))


class Patient(HttpToolsProtocol):
    """A connection whose requests must come within a time, and that is not taken where there are too many.

    The parser is that of Node.js (llhttp), in its strict form. It sets no limit to what comes before a body,
    and knows nothing of a missing or second name of the host: both are refused here.
    """

    patience = PATIENCE
    most = _MOST
    _deadline: asyncio.TimerHandle | None = None
    _in_head = False
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; the whole of it has the time of one, however small its parts."""
        self._wait()
        super().data_received(data)
        if self._in_head:
            self._head += len(data)
            if self._head > LONGEST_HEAD and not self.transport.is_closing():
                self.send_400_response(_TOO_LONG)

    def on_message_begin(self) -> None:
        """Begin to wait for a request that follows another in the same data."""
        self._wait()
        self._in_head, self._head = True, 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Take what comes before a body; raises what the parser tells as a request that cannot be read."""
        self._in_head = False
        hosts = sum(name == b"host" for name, _ in self.headers)
        if hosts > 1 or (hosts == 0 and self.parser.get_http_version() != "1.0"):
            raise ValueError(hosts)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Wait no longer: the request is whole."""
        self._wait_no_longer()
        super().on_message_complete()

    def _wait(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self.patience, self.transport.abort)

    def _wait_no_longer(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


@dataclass
class Rarely(logging.Filter):
    """Let one place in the program log so many records in a minute, so that no stranger can fill a disk."""

    most: int = 20
    clock: Callable[[], float] = time.monotonic
    _seen: dict[tuple[str, int], tuple[float, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin as every filter does."""
        super().__init__()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged."""
        now, place = self.clock(), (record.pathname, record.lineno)
        since, count = self._seen.get(place, (now, 0))
        if now - since >= 60:  # noqa: PLR2004 - a minute
            since, count = now, 0
        self._seen[place] = (since, count + 1)
        if count == self.most:
            record.msg = f"{record.getMessage()} (and more, not logged)"
            record.args, record.exc_info = (), None
            return True
        return count < self.most


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"rarely": {"()": "pygalgia.web.edge.connections.Rarely"}},
    "handlers": {
        "plain": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["rarely"],
            "stream": "ext://sys.stderr",
        }
    },
    "root": {"level": "WARNING", "handlers": ["plain"]},
}

#: The same as lines of JSON, with one line for each request: its name, its route's pattern, how it ended.
LOGGING_LINES: dict[str, Any] = {
    **LOGGING,
    "formatters": {"plain": {"()": "pygalgia.web.edge.watching.Lines"}},
    "handlers": {
        **LOGGING["handlers"],
        "requests": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"},
    },
    "loggers": {"pygalgia.web.requests": {"level": "INFO", "handlers": ["requests"], "propagate": False}},
}
