"""One person's visit: the cookie's token, the saved interview that it opens, and how to save it."""

from dataclasses import dataclass
from functools import cached_property

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from pygalgia import Dropped, Interviewer, restored, saved
from pygalgia.interview import Interview
from pygalgia.store.interviews import SavedInterview
from pygalgia.web.edge import cookies
from pygalgia.web.edge.problems import TELLS_WHAT_WAS_LOST, AnswersLost, WebProblem
from pygalgia.web.edge.services import Services

_SECONDS_A_DAY = 86_400


@dataclass(frozen=True)
class Visit:
    """A saved interview that this request may read and change.

    Attributes:
        saved: The interview as it lies in the store.
        dropped: What an update of the knowledge left out of it; saving tells the store.
    """

    here: Services
    token: str
    saved: SavedInterview
    interview: Interview
    dropped: tuple[Dropped, ...] = ()

    @cached_property
    def interviewer(self) -> Interviewer:
        """Who leads it."""
        return self.here.interviewer

    def place_of(self, question: str) -> int | None:
        """Return which step answers a question; None where none does."""
        return next((at for at, step in enumerate(self.interview.steps) if step.question == question), None)

    def save(self, interview: Interview) -> None:
        """Keep the next state.

        Raises:
            ConflictError: it was changed in another window; nothing was overwritten.
        """
        self.here.interviews.save(self.token, saved(interview, self.interviewer), version=self.saved.version)


def visit_if_any(request: Request, here: Services) -> Visit | None:
    """Return the visit that the request's cookie opens, or None."""
    token = cookies.read_cookie(request, cookies.PERSON)
    kept = here.interviews.load(token) if token else None
    if token is None or kept is None:
        return None
    back = restored(kept.document, here.interviewer)
    return Visit(here=here, token=token, saved=kept, interview=back.interview, dropped=back.dropped)


def visit(request: Request, here: Services) -> Visit:
    """Return the visit that the request's cookie opens.

    Raises:
        WebProblem: 404 where there is none: never begun, deleted, or its time is over.
        AnswersLost: an update left answers out; the page that says so comes before any other.
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
    if found.dropped and request.url.path != TELLS_WHAT_WAS_LOST:
        raise AnswersLost
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
    return enter(request, here, here.interviews.create(saved(interview, here.interviewer)), place=place)


def enter(request: Request, here: Services, token: str, *, place: str) -> Response:
    """Give a token to the browser as a cookie, and lead on."""
    response = RedirectResponse(place, status_code=303)
    seconds = here.settings.keep_days * _SECONDS_A_DAY
    cookies.set_cookie(request, response, cookies.PERSON, token, seconds=seconds)
    return response
