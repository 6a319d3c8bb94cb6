"""The pages of the person in pain: begin, one question at a time, look back, change, stop."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.domain.units import UNIT_WORDS
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, Given, Interview, Question
from pygalgia.web.bodymap.views import body_figures, listed
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.person.forms import Faulty, given_in
from pygalgia.web.person.progress import Part, progress
from pygalgia.web.visit.answered import answered
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, begin_visit, visit, visit_if_any

router = APIRouter(include_in_schema=False)
_FIGURES = body_figures()
_ANSWER = "answer"
_ALONE = "question that can be changed by itself"


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
    if form.word("for-whom") == "patient":
        started = interviewer.answer(started, "for-whom", "patient")
    elif earlier is not None:
        if form.word("delete") != "yes":
            return _to("/begin")
        here.interviews.delete(earlier.token)
    return begin_visit(request, here, started)


@router.get("/interview")
def ask(request: Request, here: Here) -> Response:
    """Show the next question, or the result where there is none."""
    return _ask(request, visit(request, here))


@router.post("/interview")
def answer(request: Request, here: Here, form: Guarded) -> Response:
    """Take an answer and lead on. The question's id guards against a form sent twice or from an old page."""
    at = visit(request, here)
    wanted = form.word("do")
    if wanted == "back":
        at.save(at.interview.back())
        return _to("/interview")
    if wanted == "stop":
        at.save(at.interviewer.end(at.interview))
        return _to("/result")
    step = at.interviewer.next_step(at.interview)
    if not isinstance(step, Ask) or step.question.id != form.word("question"):
        return _to("/interview")
    given = given_in(form, step.question)
    if isinstance(given, Faulty):
        return _ask(request, at, fault=given.message, form=form)
    try:
        at.save(at.interviewer.answer(at.interview, step.question.id, given))
    except CaseError as error:
        return _ask(request, at, fault=_fault(error), form=form)
    return _to("/interview")


@router.post("/interview/go-on")
def go_on(request: Request, here: Here, form: Guarded) -> Response:  # noqa: ARG001 - the form is guarded
    """Go on after an emergency or after stopping."""
    at = visit(request, here)
    at.save(at.interviewer.go_on(at.interview))
    return _to("/interview")


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
    question = _earlier(at, index)
    return _question_page(request, at, question, _Shown(index=index, given=at.interview.steps[index].given))


@router.post("/interview/answers/{index}")
def change(request: Request, here: Here, index: int, form: Guarded) -> Response:
    """Change an earlier answer, and say which later ones no longer hold."""
    at = visit(request, here)
    question = _earlier(at, index)
    given = given_in(form, question)
    if isinstance(given, Faulty):
        return _question_page(request, at, question, _Shown(index=index, fault=given.message, form=form))
    try:
        changed = at.interviewer.change(at.interview, question.id, given)
    except CaseError as error:
        return _question_page(request, at, question, _Shown(index=index, fault=_fault(error), form=form))
    before = {each.question: each for each in at.interview.steps}
    at.save(changed.interview)
    in_words = at.interviewer.in_words
    dropped = [(in_words(at.interview, before[each.question])[1], each.why) for each in changed.dropped]
    return _answers(request, at, changed.interview, dropped=dropped)


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
    return page(request, "person/answers.html", answers=told, dropped=dropped, lost=lost)


def _earlier(at: Visit, index: int) -> Question:
    if not 0 <= index < len(at.interview.steps):
        raise not_found(_ANSWER, str(index))
    question = at.interviewer.question_again(at.interview, index)
    if question is None:
        raise not_found(_ALONE, str(index))
    return question


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """How a question's page opens.

    Attributes:
        index: The earlier step that is put again; None for the next question.
        given: What that step was answered with.
        fault: What was wrong with the form just sent; empty where nothing.
        form: The form just sent.
        parts: How far the interview is.
    """

    index: int | None = None
    given: Given | None = None
    fault: str = ""
    form: Form | None = None
    parts: tuple[Part, ...] = ()

    @property
    def marked(self) -> frozenset[str]:
        """The fields that are ticked when the page opens."""
        if self.form is not None:
            names = ("tick", "region", "answer")
            return frozenset(value for name in names for value in self.form.words(name))
        if isinstance(self.given, tuple):
            return frozenset(self.given)
        if isinstance(self.given, dict):
            return frozenset(f"{finding}={state}" for finding, state in self.given.items())
        return frozenset() if self.given is None else frozenset({str(self.given)})


def _ask(request: Request, at: Visit, *, fault: str = "", form: Form | None = None) -> Response:
    step = at.interviewer.next_step(at.interview)
    if not isinstance(step, Ask):
        return _to("/result")
    parts = progress(at.interview, step, at.interviewer.knowledge.base)
    return _question_page(request, at, step.question, _Shown(parts=parts, fault=fault, form=form))


def _question_page(request: Request, at: Visit, question: Question, shown: _Shown) -> Response:
    before = at.interview if shown.index is None else _until(at.interview, shown.index)
    return page(
        request,
        "person/question.html",
        status=422 if shown.fault else 200,
        question=question,
        why=at.interviewer.why(before, question),
        shown=shown,
        first=not at.interview.steps,
        marked=shown.marked,
        typed=shown.form.word("value") if shown.form else "",
        figures=_FIGURES,
        areas=listed(at.interviewer.knowledge.base.regions),
        units=UNIT_WORDS,
    )


def _until(interview: Interview, index: int) -> Interview:
    return replace(interview, steps=interview.steps[:index])


def _fault(error: CaseError) -> str:
    first = error.problems[0]
    return f"That does not fit: found {first.found}; expected {first.expected}."


def _to(place: str) -> RedirectResponse:
    return RedirectResponse(place, status_code=303)
