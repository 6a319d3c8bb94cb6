"""The links by which a page can be read in another language: to this very page, and without a script."""

from dataclasses import dataclass

from fastapi import Request
from starlette.routing import Match

from pygalgia.texts import language
from pygalgia.texts.known import own_names

_LANGUAGE = "lang"


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
    here = request.url if _can_be_opened(request) else request.url.replace(path="/", query="")
    links = {tag: here.include_query_params(**{_LANGUAGE: tag}) for tag in names}
    return tuple(
        Tongue(tag=tag, name=names[tag], address=f"{link.path}?{link.query}", is_current=tag == language())
        for tag, link in links.items()
    )


def _can_be_opened(request: Request) -> bool:
    """Return whether a link leads to the page: what only a form can be sent to is no page."""
    if request.method in ("GET", "HEAD"):
        return True
    asked = {**request.scope, "method": "GET"}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)
