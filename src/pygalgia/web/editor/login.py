"""In and out of the editors' area."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.store.logins import LONGEST_LOGIN
from pygalgia.store.passwords import PASSWORD_LENGTHS
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here
from pygalgia.web.editor.access import Tokened

router = APIRouter(prefix="/editor", include_in_schema=False)


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
    code = form.text("code", most=40)
    address = request.client.host if request.client else ""
    program = request.headers.get("user-agent", "")
    token = None
    if not form.problems:
        token = here.editors.log_in(name, password, code, address=address, program=program)
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
