"""The pages of the person in pain: begin, one question at a time, look back, change, stop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from pygalgia import Changed
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, Given, Interview, Question, Stop
from pygalgia.texts import _, later
from pygalgia.web.bodymap.views import body_figures, listed, named
from pygalgia.web.edge.at_once import at_once
from pygalgia.web.edge.forms import Form, read_form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here, Services, services
from pygalgia.web.edge.watching import Stated
from pygalgia.web.person.forms import Faulty, given_in
from pygalgia.web.person.progress import Part, progress
from pygalgia.web.person.result import result_page, with_last_words
from pygalgia.web.person.shown import Opened, as_before, opened, refilled, ticket
from pygalgia.web.person.understood import PLACE as UNDERSTOOD
from pygalgia.web.person.understood import has_something_to_confirm
from pygalgia.web.visit.answered import Answered, answered
from pygalgia.web.visit.forms import Guarded, with_token
from pygalgia.web.visit.visit import Visit, begin_visit, visit, visit_if_any

router = APIRouter(include_in_schema=False)
_FIGURES = body_figures()
_ANSWER = "answer"
_LINES_CHANGED = later(
    "This list has changed since you opened the page, because an answer was changed. Nothing was stored. "
    "What you ticked is kept below: look through the lines once more."
)
_NOT_ASKED_NOW = later(
    "The page that you sent was an older one. What it asked is not asked now, so nothing of it was stored. "
    "Please answer the question below."
)
_ANSWERED_SINCE = later(
    "You have answered this in another window since you opened the page. What you sent has changed nothing "
    "yet: here it is once more, send it again if it shall hold."
)


@router.get("/")
def front(request: Request, here: Here) -> Response:
    """Show what this is, and where to begin."""
    return page(
        request,
        "person/front.html",
        under_way=visit_if_any(request, here) is not None,
        figure=_FIGURES[1],
        keep_days=here.settings.keep_days,
    )


@router.get("/begin")
def ask_to_begin_anew(request: Request, here: Here) -> Response:
    """Ask before earlier answers are deleted; lead to the first page where there are none."""
    earlier = visit_if_any(request, here)
    if earlier is None:
        return _to("/")
    return page(request, "person/begin_anew.html", answers=len(earlier.interview.steps))


@router.post("/begin")
def begin(request: Request, here: Here, form: Guarded) -> Response:
    """Begin a new interview. An earlier one in this browser is deleted, once that was agreed to."""
    earlier = visit_if_any(request, here)
    interviewer = here.interviewer
    started = interviewer.begin(id_=uuid4().hex)
    is_patient = form.word("for-whom") == "patient"
    if is_patient:
        started = interviewer.answer(started, "for-whom", "patient")
    if earlier is not None and (earlier.is_a_persons_own or not is_patient):
        if form.word("delete") != "yes":
            return _to("/begin")
        here.interviews.delete(earlier.token)
    return begin_visit(request, here, started)


async def ask(request: Request) -> Response:
    """Show the next question, or the result where there is none."""
    here = services(request)
    return await at_once(_asked, here, request, here)


def _asked(request: Request, here: Services) -> Response:
    return _ask(request, visit(request, here))


async def answer(request: Request) -> Response:
    """Take an answer and lead on. An older page's form is never taken for an answer to what is asked now."""
    here, form = services(request), with_token(request, await read_form(request))
    if form.word("question") == "own-words":
        # To read them takes a while, in which nobody else would be answered.
        return await run_in_threadpool(_answered, request, here, form)
    return await at_once(_answered, here, request, here, form)


#: What is asked of the server most by far takes what it needs itself: to look through a signature for it at
#: every request costs a tenth of the answer. And it is looked for first (`create_app`): to ask all routers
#: before it costs another.
MOST_ASKED = (
    Stated("/interview", ask, methods=["GET"], include_in_schema=False),
    Stated("/interview", answer, methods=["POST"], include_in_schema=False),
)
router.routes.extend(MOST_ASKED)


def _answered(request: Request, here: Services, form: Form) -> Response:
    at = visit(request, here)
    if form.word("do") == "stop":
        at.save(at.interviewer.end(at.interview))
        return _to("/result")
    step, named = at.next_step(), form.word("question")
    now = step.question if isinstance(step, Ask) else None
    if form.word("do") == "back":
        # Pressed twice, or in an older window, it would take away an answer that the person does not see.
        if now is not None and named in (now.id, ""):
            at.save(at.interview.back())
        return _to("/interview")
    if now is None or named != now.id:
        return _late(request, at, form)
    return _take(request, at, form, now)


@router.get("/interview/last")
def last(request: Request, here: Here) -> Response:
    """Ask what the person fears and hopes, once all other questions are done; else lead to where they are."""
    at = visit(request, here)
    step = at.next_step()
    questions = at.interviewer.last_words(at.interview, step) if isinstance(step, Stop) else ()
    if not questions:
        return _to("/interview" if isinstance(step, Ask) else "/result")
    return page(request, "person/last.html", questions=questions, notice=at.notice)


@router.post("/interview/last")
def said_last(request: Request, here: Here, form: Guarded) -> Response:
    """Keep what the person fears and hopes, an empty box as passed over, and lead to the result."""
    at = visit(request, here)
    step = at.next_step()
    said = {
        each.id: form.word(each.id)
        for each in (at.interviewer.last_words(at.interview, step) if isinstance(step, Stop) else ())
    }
    if said:
        at.save(with_last_words(at, said))
    return _to("/result")


def _take(request: Request, at: Visit, form: Form, question: Question) -> Response:
    """Take the answer to the question that is asked now."""
    if _is_of_an_older_page(form, question, None):
        return _ask(request, at, fault=Faulty(_(_LINES_CHANGED), is_break=True), form=form)
    given = given_in(form, question)
    if isinstance(given, Faulty):
        return _ask(request, at, fault=given, form=form)
    try:
        after = at.interviewer.answer(at.interview, question.id, given)
        at.save(after)
    except CaseError as error:
        return _ask(request, at, fault=_fault(error), form=form)
    is_told = question.id == "own-words" and has_something_to_confirm(replace(at, interview=after))
    return _to(UNDERSTOOD if is_told else "/interview")


def _is_of_an_older_page(form: Form, question: Question, given: Given | None) -> bool:
    """Return whether a form comes from a page that showed something else; lists must say what they showed."""
    if not form.shown:
        return question.kind == "several"
    return form.shown != ticket(question, given)


def _late(request: Request, at: Visit, form: Form) -> Response:
    """Answer a form whose question is not asked now: nothing of it is stored, and nothing dropped unsaid."""
    index = at.place_of(form.word("question"))
    if index is None:
        told = Faulty(_(_NOT_ASKED_NOW), is_break=True)
        if isinstance(at.next_step(), Ask):
            return _ask(request, at, fault=told, status=409)
        return _to("/result?late=yes")
    question, before = at.interviewer.question_again(at.interview, index), at.interview.steps[index].given
    given = given_in(form, question)
    if not isinstance(given, Faulty) and as_before(question, before, given) == before:
        # The same form, sent twice.
        return _to("/interview")
    return _question_page(
        request,
        at,
        question,
        _Shown(index=index, fault=Faulty(_(_ANSWERED_SINCE), is_break=True), form=form),
        status=409,
    )


@router.post("/interview/go-on")
def go_on(request: Request, here: Here, form: Guarded) -> Response:
    """Go on after stopping, or after the emergencies that the page showed: any other interrupts."""
    at = visit(request, here)
    at.save(at.go_on(form.words("shown")))
    return _to("/interview")


@router.get("/interview/why")
def why(request: Request, here: Here) -> Response:
    """Say why the next question is asked and what its answer could change."""
    at = visit(request, here)
    step = at.next_step()
    if not isinstance(step, Ask):
        return _to("/interview")
    return _why(request, at, at.interview, step.question)


@router.get("/interview/answers/{index}/why")
def why_again(request: Request, here: Here, index: int) -> Response:
    """Say why an earlier question was asked, as things stood then."""
    at = visit(request, here)
    return _why(request, at, _until(at.interview, index), _put_before(at, index), index=index)


def _put_before(at: Visit, index: int) -> Question:
    """Return the question of an earlier step as it was put.

    Raises:
        WebProblem: 404 where there is no such step.
    """
    if not 0 <= index < len(at.interview.steps):
        raise not_found(_ANSWER, str(index))
    return at.interviewer.question_again(at.interview, index)


def _why(
    request: Request, at: Visit, so_far: Interview, question: Question, *, index: int | None = None
) -> Response:
    reason = at.interviewer.why(so_far, question)
    return page(request, "person/why.html", notice=at.notice, question=question, why=reason, index=index)


@router.get("/interview/answers")
def answers(request: Request, here: Here) -> Response:
    """Show every answer, each with a way to change it."""
    at = visit(request, here)
    lost = [(each.what, each.why) for each in at.dropped]
    if lost:
        # Told now, and so kept as it is from now on.
        at.save(at.interview)
    return _answers(request, at, at.interview, lost=lost)


@router.get("/interview/answers/{index}")
def ask_again(request: Request, here: Here, index: int) -> Response:
    """Put an earlier question again."""
    at = visit(request, here)
    return _question_page(request, at, _put_before(at, index), _Shown(index=index))


@router.post("/interview/answers/{index}")
def change(request: Request, here: Here, index: int, form: Guarded) -> Response:
    """Change an earlier answer, and say which later ones no longer hold.

    Which one is said by the form's question: other answers may have come or gone since the page was opened.
    """
    at = visit(request, here)
    found = at.place_of(form.word("question"))
    if found is None:
        raise _no_longer_there() if 0 <= index < len(at.interview.steps) else not_found(_ANSWER, str(index))
    question, before = at.interviewer.question_again(at.interview, found), at.interview.steps[found].given
    if _is_of_an_older_page(form, question, before):
        shown = _Shown(index=found, fault=Faulty(_(_ANSWERED_SINCE), is_break=True), form=form)
        return _question_page(request, at, question, shown, status=409)
    given = given_in(form, question)
    if isinstance(given, Faulty):
        return _question_page(request, at, question, _Shown(index=found, fault=given, form=form))
    given = as_before(question, before, given)
    if given == before:
        return _answers(request, at, at.interview)
    try:
        changed = at.interviewer.change(at.interview, question.id, given)
    except CaseError as error:
        return _question_page(request, at, question, _Shown(index=found, fault=_fault(error), form=form))
    return _changed(request, at, changed)


def _changed(request: Request, at: Visit, changed: Changed) -> Response:
    """Keep a change and show the answers with what it took out; an emergency comes before them."""
    before = {each.question: each for each in at.interview.steps}
    at.save(changed.interview)
    in_words, step = at.interviewer.in_words, at.next_step(changed.interview)
    dropped = [
        (each.what or in_words(at.interview, before[each.question])[1], each.why) for each in changed.dropped
    ]
    if isinstance(step, Stop) and step.kind == "emergency":
        return result_page(request, visit(request, at.here), dropped=dropped) if dropped else _to("/result")
    return _answers(request, at, changed.interview, dropped=dropped)


def _no_longer_there() -> WebProblem:
    return WebProblem(
        status=409,
        slug="conflict",
        title=_("This answer is not there any more"),
        detail=_(
            "It was taken out in another window, or by another change, after this page was opened. Nothing "
            "was stored. What is still asked about is asked again."
        ),
    )


def _answers(
    request: Request,
    at: Visit,
    interview: Interview,
    *,
    dropped: Sequence[tuple[str, str]] = (),
    lost: Sequence[tuple[str, str]] = (),
) -> Response:
    """Show the answers, with those that a change took out or that an update lost."""
    told = answered(interview, at.interviewer)
    return page(request, "person/answers.html", answers=told, dropped=dropped, lost=lost, notice=at.notice)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How a question's page opens.

    Attributes:
        index: The earlier step that is put again; None for the next question.
        fault: What was wrong with the form just sent; None where nothing.
        form: The form just sent.
        parts: How far the interview is.
    """

    index: int | None = None
    fault: Faulty | None = None
    form: Form | None = None
    parts: tuple[Part, ...] = ()

    def opens(self, question: Question, given: Given | None) -> Opened:
        """Return what is filled in: the form just sent, or what was answered before."""
        if self.form is None:
            return opened(question, given)
        fault = self.fault or Faulty("")
        return refilled(self.form, typed=fault.typed, unit=fault.unit)


def _ask(
    request: Request, at: Visit, *, fault: Faulty | None = None, form: Form | None = None, status: int = 422
) -> Response:
    step = at.next_step()
    if not isinstance(step, Ask):
        return _to("/interview/last" if at.interviewer.last_words(at.interview, step) else "/result")
    parts = progress(at.interview, step, at.interviewer.knowledge.base)
    shown = _Shown(parts=parts, fault=fault, form=form)
    return _question_page(request, at, step.question, shown, status=status)


def _question_page(
    request: Request, at: Visit, question: Question, shown: _Shown, *, status: int = 422
) -> Response:
    given = None if shown.index is None else at.interview.steps[shown.index].given
    return page(
        request,
        "person/question.html",
        notice=at.notice,
        status=status if shown.fault else 200,
        question=question,
        shown=shown,
        ticket=ticket(question, given),
        first=not at.interview.steps,
        opens=shown.opens(question, given),
        echo=_echo(at) if shown.index is None else None,
        figures=partial(named, _FIGURES),
        areas=partial(listed, at.interviewer.knowledge.base.regions),
        units=UNIT_WORDS,
    )


def _echo(at: Visit) -> Answered | None:
    """Return the last answer in words where it is a number: how it was read, with its unit."""
    last = len(at.interview.steps) - 1
    if last < 0 or not at.interviewer.is_number(at.interview.steps[last]):
        return None
    return answered(at.interview, at.interviewer)[last]


def _until(interview: Interview, index: int) -> Interview:
    return replace(interview, steps=interview.steps[:index])


def _fault(error: CaseError) -> Faulty:
    first = error.problems[0]
    return Faulty(
        _(
            "That does not fit: found %(found)s; expected %(expected)s.",
            found=first.found,
            expected=first.expected,
        )
    )


def _to(place: str) -> RedirectResponse:
    return RedirectResponse(place, status_code=303)
