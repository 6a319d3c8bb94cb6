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

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

try:
    import resource
except ImportError:  # pragma: no cover - another system
    resource = None  # type: ignore[assignment]

#: Seconds within which a whole request must have come.
PATIENCE = 20.0
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


class Patient(H11Protocol):
    """A connection whose requests must come within a time, and that is not taken where there are too many."""

    patience = PATIENCE
    most = _MOST
    _deadline: asyncio.TimerHandle | None = None

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
        if self._deadline is None:
            self._wait()
        super().data_received(data)

    def handle_events(self) -> None:
        """Take what has come; a request that is whole is not waited for."""
        super().handle_events()
        if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
            self._wait_no_longer()

    def _wait(self) -> None:
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
