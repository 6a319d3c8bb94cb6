"""Answer in the language that was asked for: by a link, by what was chosen before, or by the browser.

`?lang=es` chooses and is kept in a cookie that holds the tag and nothing else; without one, the browser's
`Accept-Language` decides. Programs (`/api`, `/fhir`, `/cds-services`) say each time what they want. The
area of the editors is English.
"""

from functools import lru_cache
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pygalgia.texts import ENGLISH, PSEUDO, using
from pygalgia.texts.known import offered
from pygalgia.texts.wanted import best, in_order

COOKIE = "pygalgia-language"
_A_YEAR = 31_536_000
#: What a language is chosen by in an address.
_QUERY = "lang"
_ENGLISH_ONLY = ("/editor",)
_OF_PROGRAMS = ("/api/", "/fhir", "/cds-services")
_NO_WORDS = ("/static/", "/metrics", "/healthz", "/readyz")


class Tongues:
    """Speak the language of each request, and say which one it was."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope.get("path", "")
        if scope["type"] != "http" or path.startswith(_NO_WORDS):
            await self.app(scope, receive, send)
            return
        asked = _asked(scope)
        chosen = ENGLISH if path.startswith(_ENGLISH_ONLY) else _chosen(scope, asked)

        async def send_in_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Language", chosen)
                headers.add_vary_header("Accept-Language, Cookie")
                if asked and not path.startswith(_OF_PROGRAMS):
                    headers.append("Set-Cookie", _cookie(asked, is_secure=scope["scheme"] == "https"))
            await send(message)

        with using(chosen):
            await self.app(scope, receive, send_in_language)


def _chosen(scope: Scope, asked: str) -> str:
    headers = Headers(scope=scope)
    kept = "" if scope["path"].startswith(_OF_PROGRAMS) else _kept(headers.get("cookie", ""), scope["scheme"])
    return asked or kept or _wanted(headers.get("accept-language", ""), offered())


# Browsers of one language send one header, and they send it with each request.
@lru_cache(maxsize=256)
def _wanted(accepted: str, known: tuple[str, ...]) -> str:
    return best(in_order(accepted), known) or ENGLISH


def _asked(scope: Scope) -> str:
    """Return the language of the address, if it is one that can be spoken; else nothing."""
    query = scope.get("query_string", b"")
    if not query:
        return ""
    named = parse_qs(query.decode("latin-1")).get(_QUERY, [""])[-1]
    # The language that nobody speaks can be looked at, and is offered to nobody.
    return best([named], (*offered(), PSEUDO)) or ""


def _kept(cookies: str, scheme: str) -> str:
    name = _name(is_secure=scheme == "https")
    if name not in cookies:
        return ""
    return best([cookie_parser(cookies).get(name, "")], (*offered(), PSEUDO)) or ""


def _name(*, is_secure: bool) -> str:
    return f"__Host-{COOKIE}" if is_secure else COOKIE


def _cookie(language: str, *, is_secure: bool) -> str:
    made = Response()
    made.set_cookie(
        _name(is_secure=is_secure),
        language,
        max_age=_A_YEAR,
        path="/",
        secure=is_secure,
        httponly=True,
        samesite="lax",
    )
    return made.headers["set-cookie"]
