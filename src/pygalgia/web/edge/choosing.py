"""The links by which a page can be read in another language: to this very page, and without a script."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from fastapi import Request
from starlette.routing import Match

from pygalgia.texts import language
from pygalgia.texts.known import own_names

_LANGUAGE = "lang"
#: What a page of ours is opened with, and of what form: nothing else of an address is repeated.
_KEPT = {"q": re.compile(r".{1,200}"), "page": re.compile(r"\d{1,4}")}
_LONGEST_PATH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language to choose.

    Attributes:
        tag: BCP 47.
        name: As those who speak it call it.
        address: Where this page stands in it.
    """

    tag: str
    name: str
    address: str
    is_current: bool


def tongues(request: Request) -> tuple[Tongue, ...]:
    """Return the languages that this page can be read in; none where there is only one."""
    names = own_names()
    if len(names) == 1 or request.url.path.startswith("/editor"):
        return ()
    path, kept = _here(request)
    made = _common if not kept and is_common(request) else _made
    return made(path, tuple(kept.items()), tuple(names.items()), language())


def is_common(request: Request) -> bool:
    """Return whether an address holds no search and no private key: parts of its page may be kept."""
    return request.url.path.count("/") == 1 and not request.url.query


def _made(
    path: str, kept: tuple[tuple[str, str], ...], names: tuple[tuple[str, str], ...], current: str
) -> tuple[Tongue, ...]:
    return tuple(
        Tongue(
            tag=tag,
            name=name,
            address=f"{path}?{urlencode([*kept, (_LANGUAGE, tag)])}",
            is_current=tag == current,
        )
        for tag, name in names
    )


_common = lru_cache(maxsize=256)(_made)


def _here(request: Request) -> tuple[str, dict[str, str]]:
    """Return path and query of this page without what only its sender put there; the first page for none."""
    path = request.url.path
    if len(path) > _LONGEST_PATH or not _can_be_opened(request):
        return "/", {}
    given = request.query_params
    return path, {name: given[name] for name, form in _KEPT.items() if form.fullmatch(given.get(name, ""))}


def _can_be_opened(request: Request) -> bool:
    """Return whether a link leads to the page: what only a form can be sent to is no page."""
    if request.method in ("GET", "HEAD"):
        return True
    asked = {**request.scope, "method": "GET"}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)
