"""The editor's own logins: which there are, and an end to one or all others, with the password once more."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.errors import Problem
from pygalgia.store.passwords import PASSWORD_LENGTHS
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.services import Here
from pygalgia.web.editor.access import Current, Tokened

router = APIRouter(prefix="/editor", include_in_schema=False)
_OTHERS = "others"


@router.get("/logins")
def logins(request: Request, here: Here, editor: Current) -> Response:
    """Show every login of this editor that lasts."""
    return page(
        request,
        "editor/logins.html",
        editor=editor,
        logins=here.logins.of(editor.id, token=cookies.read_cookie(request, cookies.EDITOR) or ""),
        others=_OTHERS,
    )


@router.post("/logins", dependencies=[Tokened])
def end(request: Request, here: Here, editor: Current, form: Posted) -> Response:
    """End one login of this editor, or all but this one."""
    which = form.text("login", most=40)
    if not which:
        form.problems.append(
            Problem(where="login", found="nothing", expected="one of the logins", fix="choose one")
        )
    form.refuse_problems()
    if not here.editors.confirm(editor, form.text("password", most=PASSWORD_LENGTHS[1])):
        raise WebProblem(
            status=403, slug="password", title="That was not your password", detail="No login was ended."
        )
    token = cookies.read_cookie(request, cookies.EDITOR) or ""
    if which == _OTHERS:
        here.logins.end_others(editor.id, token=token, by=editor.login)
    else:
        # One that has ended meanwhile is ended: that is what was wanted.
        here.logins.end(editor.id, which, by=editor.login)
    return RedirectResponse("/editor/logins", 303)
