"""One person's visit: the cookie's token, the saved interview that it opens, and how to save it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from pygalgia import Assessment, Course, Dropped, Interviewer, saved
from pygalgia.domain.another_person import notice
from pygalgia.domain.diary import Diary
from pygalgia.interview import Ask, Interview, Stop
from pygalgia.store.diary_notes import DiaryNotes
from pygalgia.store.interviews import SavedInterview
from pygalgia.texts import _
from pygalgia.web.edge import cookies
from pygalgia.web.edge.problems import TELLS_WHAT_WAS_LOST, AnswersLost, WebProblem
from pygalgia.web.edge.services import Services

_SECONDS_A_DAY = 86_400
#: Stops after which the result comes at once: it shows an emergency of the diary by itself.
_OUTRANKS_NOTES = frozenset({"emergency", "requested"})


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

    @property
    def is_a_persons_own(self) -> bool:
        """Whether somebody who is no clinician has answered: no other interview replaces it unasked."""
        return bool(self.interview.steps) and self.interview.audience != "patient"

    @property
    def notice(self) -> str:
        """What somebody else is told above texts that speak to the person; empty where none is needed."""
        return notice() if self.interview.audience != "self" else ""

    @cached_property
    def interviewer(self) -> Interviewer:
        """Who leads it."""
        return self.here.interviewer

    def place_of(self, question: str) -> int | None:
        """Return which step answers a question; None where none does."""
        return next((at for at, step in enumerate(self.interview.steps) if step.question == question), None)

    @cached_property
    def noted(self) -> Diary:
        """The diary that belongs to it; the store was asked whether there is one when it was opened."""
        if not self.saved.has_notes:
            return Diary(case_id=self.interview.id)
        notes = DiaryNotes(self.here.database, keep_days=self.here.settings.keep_days)
        return notes.diary(self.saved, self.interview.id)

    def course(self, interview: Interview | None = None) -> Course:
        """Return the answers together with the diary; of another state of the interview, if one is given."""
        case = self.interviewer.case(self.interview if interview is None else interview)
        return Course(self.here.knowledge, case, self.noted)

    @cached_property
    def assessment(self) -> Assessment:
        """Everything that was answered and noted, judged: a danger sign of the diary counts everywhere."""
        if not self.noted.entries:
            return self.interviewer.assess(self.interview)
        return self.course().assessment

    def next_step(self, interview: Interview | None = None) -> Ask | Stop:
        """Return the next question or the stop; what the diary raises interrupts like any emergency."""
        now = self.interview if interview is None else interview
        step = self.interviewer.next_step(now)
        if not self.noted.entries or (isinstance(step, Stop) and step.kind in _OUTRANKS_NOTES):
            return step
        return self.course(now).interruption(now.told) or step

    def go_on(self, shown: Collection[str]) -> Interview:
        """Return the interview continued after the emergencies that a page showed; others still interrupt."""
        raised = {each.id for each in self.course().alarms}
        return replace(self.interviewer.go_on(self.interview), told=tuple(sorted(raised & set(shown))))

    def _still_told(self, after: Interview) -> Interview:
        """Return the next state with what was told kept while it lasts: what is raised anew is told anew.

        The diary counts: it may go on raising what an answer no longer does, or raise it again.
        """
        told = {*self.interview.told, *after.told}
        if not told:
            return after
        now = {each.id for each in self.course(after).alarms}
        was = {each.id for each in self.course().alarms} if self.noted.entries else set[str]()
        lasting = now & ({*after.told} | (was & {*self.interview.told}))
        return replace(after, told=tuple(sorted(lasting)))

    def save(self, interview: Interview) -> None:
        """Keep the next state.

        Raises:
            ConflictError: it was changed in another window; nothing was overwritten.
        """
        interview = self._still_told(interview)
        document = saved(interview, self.interviewer)
        self.here.interviews.save(self.token, document, version=self.saved.version)
        self.here.interviewer.remember(document, interview, before=self.interview)


def visit_if_any(request: Request, here: Services) -> Visit | None:
    """Return the visit that the request's cookie opens, or None."""
    token = cookies.read_cookie(request, cookies.PERSON)
    kept = here.interviews.load(token) if token else None
    if token is None or kept is None:
        return None
    back = here.interviewer.restored(kept.document)
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
            title=_("There are no answers here"),
            detail=_(
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
        title=_("This link opens nothing"),
        detail=_("It was revoked or deleted, its time is over, or a part of it was lost in copying."),
    )


def begin_visit(
    request: Request, here: Services, interview: Interview, *, place: str = "/interview"
) -> Response:
    """Save a new interview, give its token to the browser as a cookie, and lead on.

    Raises:
        WebProblem: 429 where one address begins too many.
    """
    here.limits.check(here.limits.beginnings, request)
    return enter(request, here, here.interviews.create(saved(interview, here.interviewer)), place=place)


def enter(request: Request, here: Services, token: str, *, place: str) -> Response:
    """Give a token to the browser as a cookie, and lead on."""
    response = RedirectResponse(place, status_code=303)
    seconds = here.settings.keep_days * _SECONDS_A_DAY
    cookies.set_cookie(request, response, cookies.PERSON, token, seconds=seconds)
    return response
