"""The queue of reports, and what became of each."""

from typing import Annotated, get_args

from fastapi import APIRouter, Request
from fastapi import Path as PathParameter
from fastapi.responses import RedirectResponse, Response

from pygalgia.errors import Problem
from pygalgia.store.reports import OPEN_STATES, STATES, State
from pygalgia.web.content import words as reader_words
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.editor.access import Current, Tokened, may

router = APIRouter(prefix="/editor", include_in_schema=False)
STATE_WORDS = {
    "new": "New",
    "in-work": "Being looked at",
    "corrected": "Corrected",
    "kept": "Checked, stays as it is",
    "closed": "Closed without change",
}
_REPORT = "report"
#: What a database can number.
Number = Annotated[int, PathParameter(ge=1, lt=2**63)]


@router.get("")
def queue(request: Request, here: Here, editor: Current, state: str = "open") -> Response:
    """Show the reports that wait, or those in one state."""
    states = (state,) if state in STATES else OPEN_STATES
    return page(
        request,
        "editor/queue.html",
        editor=editor,
        state=state if state in STATES else "open",
        reports=here.reports.queue(states),
        counts=here.reports.counts(),
        state_words=STATE_WORDS,
        words=reader_words,
        titles=_titles(here),
    )


@router.get("/reports/{number}")
def report(request: Request, here: Here, editor: Current, number: Number) -> Response:
    """Show one report with its history."""
    found = here.reports.one(number)
    if found is None:
        raise not_found(_REPORT, str(number))
    content = here.catalogue.pages.get(found.page)
    return page(
        request,
        "editor/report.html",
        editor=editor,
        report=found,
        title=content.title if content else found.page,
        is_current=content is not None and content.content_sha256 == found.content_version,
        others=[each for each in here.reports.about(found.page) if each.id != number],
        state_words=STATE_WORDS,
        words=reader_words,
    )


@router.post("/reports/{number}", dependencies=[Tokened])
def answer(here: Here, editor: Current, number: Number, form: Posted) -> Response:
    """Note what became of a report."""
    may(editor, "reviewer")
    state = _state(form)
    said = form.text("answer", most=4000)
    version = _number(form, "version")
    form.refuse_problems()
    here.reports.answer(number, version=version, state=state, answer=said, editor=editor.login)
    return RedirectResponse(f"/editor/reports/{number}", 303)


def _titles(here: Services) -> dict[str, str]:
    return {path: each.title for path, each in here.catalogue.pages.items()}


def _state(form: Form) -> State:
    given = form.text("state", most=20)
    for state in get_args(State):
        if given == state:
            found: State = state
            return found
    form.problems.append(
        Problem(where="state", found=repr(given), expected=" or ".join(STATES), fix="choose one of them")
    )
    return "new"


def _number(form: Form, name: str) -> int:
    text = form.text(name, most=12)
    if text.isascii() and text.isdigit():
        return int(text)
    form.problems.append(
        Problem(where=name, found=repr(text), expected="a number", fix="load the page again")
    )
    return 0
