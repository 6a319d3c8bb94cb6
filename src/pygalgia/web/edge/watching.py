"""What runs the service may ask of a process: is it alive, can it answer, how much does it do.

`/healthz` and `/readyz` say one word to anybody, under any host name, since balancers ask by address.
`/metrics` speaks only to whoever knows the token. No count is kept of a person, an address or a path: of a
path only the pattern that its route states, since private links are addresses.
"""

import asyncio
import contextvars
import hmac
import json
import logging
import os
import re
import time
from datetime import UTC, datetime
from uuid import uuid4

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pygalgia.errors import StorageAwayError
from pygalgia.store.database import Database
from pygalgia.web.edge.leaving import Leaving

HEALTH, READY, METRICS = "/healthz", "/readyz", "/metrics"
REQUEST_ID = "x-request-id"
#: Where the counts of several processes behind one port are kept, as prometheus-client reads it.
SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
#: A request's name from a balancer is only taken where it can be nothing else.
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
_FASTEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_DATABASE_SECONDS = 5
_log = logging.getLogger("pygalgia.web.requests")
#: The name of the request that is being answered; empty outside of one.
answering: contextvars.ContextVar[str] = contextvars.ContextVar("answering", default="")


class Counts:
    """What is counted. Labels: the route's own pattern, the method, and the hundred of the status."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.requests = Counter(
            "pygalgia_requests", "Requests that were answered.", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "pygalgia_request_seconds", "Time to the end of an answer.", ("route",),
            buckets=_FASTEST_SECONDS, registry=self.registry,
        )  # fmt: skip
        self.now = Gauge(
            "pygalgia_requests_now", "Requests that are being answered.", registry=self.registry,
            multiprocess_mode="livesum",
        )  # fmt: skip

    def told(self) -> bytes:
        """Return all counts: of this process, or of all that share a port."""
        registry = self.registry
        if os.environ.get(SHARED_COUNTS):
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


class Watch:
    """Outside of everything else: names each request, counts it, and answers who watches.

    Attributes:
        token: What `/metrics` asks for; empty: there is no such page.
        leaving: Whether the process was told to stop: it is then not ready, and keeps no connection open.
    """

    def __init__(self, app: ASGIApp, *, database: Database, leaving: Leaving, token: str = "") -> None:
        self.app = app
        self.database = database
        self.leaving = leaving
        self.token = token
        self.counts = Counts()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer who watches, or let the application answer and note how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        watching = await self._watching(scope)
        if watching is not None:
            await watching(scope, receive, send)
            return
        await self._counted(scope, receive, send)

    async def _watching(self, scope: Scope) -> Response | None:
        path = scope["path"]
        if path == HEALTH:
            return PlainTextResponse("alive\n")
        if path == READY:
            if self.leaving.is_told:
                return PlainTextResponse("leaving\n", 503)
            is_ready = await self._answers()
            return PlainTextResponse("ready\n" if is_ready else "not ready\n", 200 if is_ready else 503)
        if path == METRICS and self.token:
            if not _knows(scope, self.token):
                return PlainTextResponse("a token is needed\n", 401, {"WWW-Authenticate": "Bearer"})
            return Response(self.counts.told(), media_type=CONTENT_TYPE_PLAIN_0_0_4)
        return None

    async def _answers(self) -> bool:
        """Return whether the database answers, soon enough."""
        try:
            await asyncio.wait_for(asyncio.to_thread(self._asked), _DATABASE_SECONDS)
        except (StorageAwayError, SQLAlchemyError, OSError, TimeoutError):
            return False
        return True

    def _asked(self) -> None:
        with self.database.read() as session:
            session.execute(text("SELECT 1"))

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).get(REQUEST_ID, "")
        name = given if _NAME.fullmatch(given) else uuid4().hex
        token = answering.set(name)
        start, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = name
                if self.leaving.is_told:
                    MutableHeaders(scope=message)["connection"] = "close"
            await send(message)

        self.counts.now.inc()
        try:
            await self.app(scope, receive, named)
        finally:
            self.counts.now.dec()
            self._note(scope, status, time.perf_counter() - start)
            answering.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route, method = pattern(scope), _method(scope)
        self.counts.requests.labels(route, method, f"{status // 100}xx").inc()
        self.counts.seconds.labels(route).observe(seconds)
        told = {"route": route, "method": method, "status": status, "ms": round(1000 * seconds, 1)}
        _log.info("answered", extra={"told": told})


class Stated(Route):
    """A plain route that states its pattern to whoever counts, as those of FastAPI do."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether it answers a request, and what it adds to its scope."""
        match, child = super().matches(scope)
        return match, {**child, "route": self}


def pattern(scope: Scope) -> str:
    """Return the pattern of the route that answered, such as /conditions/{name}, and nothing of the path."""
    route = scope.get("route")
    stated = getattr(route, "path_format", None) or getattr(route, "path", None)
    if isinstance(stated, str):
        return stated
    return "/static" if scope["path"].startswith("/static/") else "none"


def _method(scope: Scope) -> str:
    return scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"


def _knows(scope: Scope, token: str) -> bool:
    given = Headers(scope=scope).get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


class Lines(logging.Formatter):
    """Each record as a line of JSON, with the name of the request that was being answered."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line. An exception is named and not told: its text can hold answers."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **({"request": answering.get()} if answering.get() else {}),
            **getattr(record, "told", {}),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line)
