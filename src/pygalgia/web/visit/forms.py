"""Forms of a visit: only those that our own page gave to this very browser, and the numbers in them."""

import math
import re
from typing import Annotated

from fastapi import Depends, Request

from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.problems import WebProblem


def with_token(request: Request, form: Posted) -> Form:
    """Return a form that our own page sent; who has no cookie yet has nothing that another site could touch.

    Raises:
        WebProblem: 403 where the form does not hold the token that belongs to the cookie.
    """
    wanted = cookies.csrf_token(request, cookies.PERSON)
    if wanted and not form.carries(wanted):
        raise WebProblem(
            status=403,
            slug="stale-form",
            title="This page was open for too long",
            detail="Go back, load the page again, and send it once more. Nothing is lost.",
        )
    return form


#: Write `form: Guarded` in a route's parameters to read a form that our own page sent.
Guarded = Annotated[Form, Depends(with_token)]


def as_number(text: str) -> float | None:
    """Return the number that a text writes, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def written_number(text: str) -> float | None:
    """Return the number that a person wrote, or None where it is none or could be two.

    A comma may be a decimal mark; before three digits it may also part thousands, and is not guessed at.

    Examples:
        >>> written_number("38,4"), written_number("1200"), written_number("1,200"), written_number("warm")
        (38.4, 1200.0, None, None)
    """
    if re.fullmatch(r"\d{1,3}(,\d{3})+", text):
        return None
    return as_number(text.replace(",", "."))
