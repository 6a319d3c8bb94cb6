"""Who the editors are, their passwords, and what everybody did."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.store.editors import ROLES
from pygalgia.store.passwords import PASSWORD_LENGTHS
from pygalgia.web.content import words as reader_words
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.services import Here
from pygalgia.web.editor.access import Current, Tokened, may

router = APIRouter(prefix="/editor", include_in_schema=False)


@router.get("/cards")
def cards(request: Request, here: Here, editor: Current) -> Response:
    """Show what clinicians did with the cards of CDS Hooks, as their programs told us."""
    may(editor, "reviewer")
    return page(request, "editor/cards.html", editor=editor, told=here.audit.counted("CDS client "))


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
