"""The editors' area: the queue of reports, the signatures under pages, the log, and the editors."""

from datetime import date, timedelta
from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.errors import Problem
from pygalgia.store.editors import LONGEST_LOGIN, PASSWORD_LENGTHS, ROLES
from pygalgia.store.reports import OPEN_STATES, STATES, State
from pygalgia.web.content import words as reader_words
from pygalgia.web.content.catalogue import KINDS
from pygalgia.web.content.review import review
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem, not_found
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
_PAGE, _REPORT = "page", "report"
#: Offered for the next review, and the latest that may be chosen.
_USUAL_REVIEW = timedelta(days=365)
_LATEST_REVIEW = timedelta(days=3 * 366)


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


@router.get("/login")
def login_form(request: Request) -> Response:
    """Show the login form."""
    return page(request, "editor/login.html", failed=False)


@router.post("/login")
def login(request: Request, here: Here, form: Posted) -> Response:
    """Let an editor in. Every failure looks the same."""
    here.limits.check(here.limits.logins, request)
    name = form.text("login", most=200, needed=True)
    password = form.text("password", most=PASSWORD_LENGTHS[1], needed=True)
    token = None if form.problems else here.editors.log_in(name, password)
    if token is None:
        return page(request, "editor/login.html", status=401, failed=True)
    # The old login, if there is one, ends: a token planted before the login is worth nothing after it.
    before = cookies.read_cookie(request, cookies.EDITOR)
    if before:
        here.editors.log_out(before)
    response = RedirectResponse("/editor", 303)
    cookies.set_cookie(request, response, cookies.EDITOR, token, seconds=int(LONGEST_LOGIN.total_seconds()))
    return response


@router.post("/logout", dependencies=[Tokened])
def logout(request: Request, here: Here) -> Response:
    """End this login."""
    token = cookies.read_cookie(request, cookies.EDITOR)
    if token:
        here.editors.log_out(token)
    response = RedirectResponse("/editor/login", 303)
    cookies.drop_cookie(request, response, cookies.EDITOR)
    return response


@router.get("/reports/{number}")
def report(request: Request, here: Here, editor: Current, number: int) -> Response:
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
def answer(here: Here, editor: Current, number: int, form: Posted) -> Response:
    """Note what became of a report."""
    may(editor, "reviewer")
    state = _state(form)
    said = form.text("answer", most=4000)
    version = _number(form, "version")
    form.refuse_problems()
    here.reports.answer(number, version=version, state=state, answer=said, editor=editor.login)
    return RedirectResponse(f"/editor/reports/{number}", 303)


@router.get("/pages")
def pages(request: Request, here: Here, editor: Current, kind: str = "conditions") -> Response:
    """List the pages of one kind with where their review stands, what needs work first."""
    kind = kind if kind in KINDS else "conditions"
    signed, today = here.sign_offs.current(), here.database.clock().date()
    rows = [
        (each, review(signed.get(path), content_sha256=each.content_sha256, today=today))
        for path, each in here.catalogue.pages.items()
        if each.kind == kind
    ]
    order = {"overdue": 0, "changed": 1, "unreviewed": 2, "signed": 3}
    rows.sort(key=lambda row: (order[row[1].status], row[0].title.lower()))
    return page(
        request, "editor/pages.html", editor=editor, kind=kind, kinds=KINDS, rows=rows, words=reader_words
    )


@router.get("/pages/{kind}/{name}")
def sign_form(request: Request, here: Here, editor: Current, kind: str, name: str) -> Response:
    """Show where the review of one page stands, and the form to sign it."""
    path = f"{kind}/{name}"
    content = here.catalogue.pages.get(path)
    if content is None:
        raise not_found(_PAGE, path)
    today = here.database.clock().date()
    return page(
        request,
        "editor/sign.html",
        editor=editor,
        content=content,
        review=review(here.sign_offs.of(path), content_sha256=content.content_sha256, today=today),
        reports=here.reports.about(path),
        earliest=today + timedelta(days=1),
        usual=today + _USUAL_REVIEW,
        latest=today + _LATEST_REVIEW,
        state_words=STATE_WORDS,
        words=reader_words,
    )


@router.post("/pages/{kind}/{name}", dependencies=[Tokened])
def sign(here: Here, editor: Current, kind: str, name: str, form: Posted) -> Response:
    """Sign a page as its content stands, with the reviewer's own password; or withdraw the signature."""
    may(editor, "reviewer")
    path = f"{kind}/{name}"
    content = here.catalogue.pages.get(path)
    if content is None:
        raise not_found(_PAGE, path)
    password = form.text("password", most=PASSWORD_LENGTHS[1], needed=True)
    withdraw = form.text("action", most=10) == "withdraw"
    next_review = None if withdraw else _next_review(form, here.database.clock().date())
    form.refuse_problems()
    if not withdraw and form.text("content_sha256", most=64) != content.content_sha256:
        raise WebProblem(
            status=409,
            slug="content-changed",
            title="The page has changed since you opened it",
            detail="Read it again, then sign.",
        )
    if not here.editors.confirm(editor, password):
        raise WebProblem(
            status=403, slug="password", title="That was not your password", detail="Nothing was signed."
        )
    if next_review is None:
        here.sign_offs.withdraw(path, editor=editor)
    else:
        here.sign_offs.sign(
            path, content_sha256=content.content_sha256, editor=editor, next_review=next_review
        )
    return RedirectResponse(f"/editor/pages/{path}", 303)


@router.get("/log")
def log(request: Request, here: Here, editor: Current) -> Response:
    """Show the audit log."""
    may(editor, "reviewer")
    return page(request, "editor/log.html", editor=editor, deeds=here.audit.newest(), words=reader_words)


@router.get("/people")
def people(request: Request, here: Here, editor: Current) -> Response:
    """Show the editors."""
    may(editor, "admin")
    return page(
        request,
        "editor/people.html",
        editor=editor,
        everybody=here.editors.everybody(),
        roles=ROLES,
        now=here.database.clock(),
        shortest=PASSWORD_LENGTHS[0],
    )


@router.post("/people", dependencies=[Tokened])
def add_person(here: Here, editor: Current, form: Posted) -> Response:
    """Add an editor."""
    may(editor, "admin")
    here.editors.add(
        form.text("login", most=200),
        form.text("password", most=1000),
        name=form.text("name", most=1000),
        role=form.text("role", most=20),
        qualification=form.text("qualification", most=200),
        by=editor.login,
    )
    return RedirectResponse("/editor/people", 303)


@router.post("/people/change", dependencies=[Tokened])
def change_person(here: Here, editor: Current, form: Posted) -> Response:
    """Give an editor another role, close them out, or let them in again."""
    may(editor, "admin")
    here.editors.change(
        form.text("login", most=200),
        role=form.text("role", most=20),
        active=form.text("active", most=3) == "yes",
        by=editor.login,
    )
    return RedirectResponse("/editor/people", 303)


@router.get("/password")
def password_form(request: Request, editor: Current) -> Response:
    """Show the form for a new password."""
    return page(request, "editor/password.html", editor=editor, shortest=PASSWORD_LENGTHS[0])


@router.post("/password", dependencies=[Tokened])
def set_password(here: Here, editor: Current, form: Posted) -> Response:
    """Set the editor's own password; every login ends."""
    if not here.editors.confirm(editor, form.text("old", most=PASSWORD_LENGTHS[1])):
        raise WebProblem(
            status=403, slug="password", title="That was not your password", detail="It stays as it was."
        )
    here.editors.set_password(editor.login, form.text("new", most=1000), by=editor.login)
    return RedirectResponse("/editor/login", 303)


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


def _next_review(form: Form, today: date) -> date:
    text = form.text("next_review", most=10)
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        chosen = today
    if not today < chosen <= today + _LATEST_REVIEW:
        form.problems.append(
            Problem(
                where="next review",
                found=repr(text),
                expected=f"a date after {today} and by {today + _LATEST_REVIEW}",
                fix="choose when it is due again",
            )
        )
    return chosen
