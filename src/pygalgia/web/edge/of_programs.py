"""What every face for programs has in common: a limit for each address, and how it refuses."""

from typing import Any

from fastapi import Request

from pygalgia.web.edge.limits import price_of
from pygalgia.web.edge.services import Here

_REFUSALS = {
    400: "The request cannot be read.",
    413: "The body is too large.",
    415: "Another encoding or format.",
    422: "Something in the request is wrong; every problem is listed.",
    429: "Too many requests; `Retry-After` says how long to wait.",
}


def within_limit(request: Request, here: Here) -> None:
    """Refuse an address that asks too often or too much.

    Raises:
        WebProblem: 429.
    """
    here.limits.check(here.limits.api, request, price=price_of(request))


def refusals(media_type: str, **further: str) -> dict[int | str, dict[str, Any]]:
    """Return the refusals of a route as OpenAPI has them; `further` ones by status, as `_404="Not here."`."""
    known = _REFUSALS | {int(status.removeprefix("_")): words for status, words in further.items()}
    return {
        status: {"description": words, "content": {media_type: {"schema": {"type": "object"}}}}
        for status, words in known.items()
    }
