"""One person's visit: the cookie's token, the saved interview that it opens, and how to save it."""

from dataclasses import dataclass
from functools import cached_property

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from pygalgia import Interviewer
from pygalgia.interview import Interview
from pygalgia.store.interviews import SavedInterview
from pygalgia.web.edge import cookies
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.services import Services
from pygalgia.web.visit.saved import as_text, from_text

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Visit:
    """A saved interview that this request may read and change."""

    here: Services
    token: str
    saved: SavedInterview
    interview: Interview

    @cached_property
    def interviewer(self) -> Interviewer:
        """Who leads it."""
        return self.here.interviewer

    def save(self, interview: Interview) -> None:
        """Keep the next state.

        Raises:
            ConflictError: it was changed in another window; nothing was overwritten.
        """
        self.here.interviews.save(self.token, as_text(interview), version=self.saved.version)


def visit_if_any(request: Request, here: Services) -> Visit | None:
    """Return the visit that the request's cookie opens, or None."""
    token = cookies.read_cookie(request, cookies.PERSON)
    saved = here.interviews.load(token) if token else None
    if token is None or saved is None:
        return None
    interview = from_text(saved.document, here.interviewer)
    return Visit(here=here, token=token, saved=saved, interview=interview)


def visit(request: Request, here: Services) -> Visit:
    """Return the visit that the request's cookie opens.

    Raises:
        WebProblem: 404 where there is none: never begun, deleted, or its time is over.
    """
    found = visit_if_any(request, here)
    if found is None:
        raise WebProblem(
            status=404,
            slug="no-interview",
            title="There are no answers here",
            detail=(
                "They were never begun in this browser, they were deleted, or their time is over. "
                "If you kept a private link, open it; otherwise begin anew on the first page."
            ),
        )
    return found


def gone() -> WebProblem:
    """Return the problem of a private link that opens nothing."""
    return WebProblem(
        status=404,
        slug="not-found",
        title="This link opens nothing",
        detail="It was revoked or deleted, its time is over, or a part of it was lost in copying.",
    )


def begin_visit(
    request: Request, here: Services, interview: Interview, *, place: str = "/interview"
) -> Response:
    """Save a new interview, give its token to the browser as a cookie, and lead on."""
    return enter(request, here, here.interviews.create(as_text(interview)), place=place)


def enter(request: Request, here: Services, token: str, *, place: str) -> Response:
    """Give a token to the browser as a cookie, and lead on."""
    response = RedirectResponse(place, status_code=303)
    seconds = here.settings.keep_days * _SECONDS_A_DAY
    cookies.set_cookie(request, response, cookies.PERSON, token, seconds=seconds)
    return response
