"""What guards every request: headers, sizes, origins, and logs without health data."""

import logging
import traceback
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pygalgia.texts import _
from pygalgia.web.edge.problem_answers import is_of_records, respond
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # A private link must not travel to another site as the referring page. "no-referrer" would also
    # turn the Origin of our own forms into "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
_WITH_EVERY_ANSWER = tuple(
    (name.lower().encode(), value.encode())
    for name, value in {**HEADERS, "Cache-Control": "no-store"}.items()
)
STRICT_TRANSPORT = "max-age=31536000"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MOST_DIGITS = 20
_log = logging.getLogger("pygalgia.web")


def protect(app: FastAPI, settings: Settings) -> None:
    """Put the guards round an application; the last added is the outermost."""
    app.add_middleware(_SameOrigin)
    app.add_middleware(_Size, largest=settings.largest_body, record=settings.largest_record)
    app.add_middleware(_Head)
    app.add_middleware(_Quiet)
    app.add_middleware(_Headers)
    app.add_middleware(_RecordsFromPages, origins=settings.hook_origins)


def same_origin(headers: Headers) -> bool | None:
    """Return whether a request comes from our own pages; None where the browser does not say."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host")
    return None


class _Headers:
    """Security headers on every answer; nothing is cached unless a route says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                stated = {name for name, _ in message["headers"]}
                missing = (each for each in _WITH_EVERY_ANSWER if each[0] not in stated)
                message["headers"] = [*message["headers"], *missing]
                if scope.get("scheme") == "https":
                    MutableHeaders(scope=message)["Strict-Transport-Security"] = STRICT_TRANSPORT
            await send(message)

        await self.app(scope, receive, send_with_headers)


class _Quiet:
    """Answer an unforeseen error, and log where it happened but not what it says.

    An exception's text can hold answers. Without this, the server would log it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the last resort: nothing may reach the server's own log
            _log.error("%s at %s", type(error).__name__, _places(error))
            if scope["type"] == "http" and not started:
                problem = WebProblem(status=500, slug="internal", title=_("Something went wrong here"))
                await respond(Request(scope, receive), problem)(scope, receive, send)


def _places(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))


class _Head:
    """Answer HEAD wherever GET is answered, with the same headers and nothing after them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self.app({**scope, "method": "GET"}, receive, without_body)


class _Size:
    """Refuse a body above the limit, whether or not it states its length."""

    def __init__(self, app: ASGIApp, *, largest: int, record: int) -> None:
        self.app = app
        self.largest = largest
        self.record = record

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        largest = self.record if is_of_records(scope["path"]) else self.largest
        headers = Headers(scope=scope)
        stated = headers.get("content-length", "0")
        if "transfer-encoding" in headers and "content-length" in headers:
            await respond(Request(scope, receive), _two_lengths())(scope, receive, send)
            return
        if not (stated.isascii() and stated.isdigit()) or int(stated[:_MOST_DIGITS]) > largest:
            await respond(Request(scope, receive), _too_large(largest))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > largest:
                raise _too_large(largest)
            return message

        await self.app(scope, counted, send)


def _two_lengths() -> WebProblem:
    """Return the problem of a request in which two programs on the way could see two ends."""
    return WebProblem(
        status=400,
        slug="two-lengths",
        title=_("This request states its length in two ways"),
        detail=_("Send Content-Length or Transfer-Encoding, not both."),
        headers={"Connection": "close"},
    )


def _too_large(largest: int) -> WebProblem:
    return WebProblem(
        status=413,
        slug="too-large",
        title=_("The request is too large"),
        detail=_("At most %(most)s bytes are read.", most=f"{largest:,}"),
    )


class _RecordsFromPages:
    """Let other sites' pages call the faces for records; no cookie goes with it, and no other path."""

    def __init__(self, app: ASGIApp, *, origins: tuple[str, ...]) -> None:
        self.app = app
        self.for_pages = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Accept-Language"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_ours = scope["type"] == "http" and is_of_records(scope["path"])
        await (self.for_pages if is_ours else self.app)(scope, receive, send)


class _SameOrigin:
    """Refuse a request that changes something when another site's page sent it.

    The API and the faces for records set no cookie and read none, so another program may call them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        unsafe = scope["type"] == "http" and scope["method"] not in _SAFE_METHODS
        # What opens and closes the application has no path.
        path = scope.get("path", "")
        is_program = path.startswith("/api/") or is_of_records(path)
        if unsafe and not is_program and same_origin(Headers(scope=scope)) is False:
            problem = WebProblem(
                status=403,
                slug="foreign-origin",
                title=_("This came from another site"),
                detail=_("Only pages of this site may send this."),
            )
            await respond(Request(scope, receive), problem)(scope, receive, send)
            return
        await self.app(scope, receive, send)
