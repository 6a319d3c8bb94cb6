"""Forms of a visit: only those that our own page gave to this very browser."""

from typing import Annotated

from fastapi import Depends, Request

from pygalgia.texts import _
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.problems import WebProblem


def with_token(request: Request, form: Form) -> Form:
    """Return a form that our own page sent; who has no cookie yet has nothing that another site could touch.

    Raises:
        WebProblem: 403 where the form does not hold the token that belongs to the cookie.
    """
    wanted = cookies.csrf_token(request, cookies.PERSON)
    if wanted and not form.carries(wanted):
        raise WebProblem(
            status=403,
            slug="stale-form",
            title=_("This page was open for too long"),
            detail=_("Go back, load the page again, and send it once more. Nothing is lost."),
        )
    return form


async def _awaited(request: Request, form: Posted) -> Form:
    return with_token(request, form)


#: Write `form: Guarded` in a route's parameters to read a form that our own page sent.
Guarded = Annotated[Form, Depends(_awaited)]
