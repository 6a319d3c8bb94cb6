"""Set up a second factor, confirm it, take it away."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia.store.editors import Editor
from pygalgia.store.passwords import PASSWORD_LENGTHS
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.services import Here
from pygalgia.web.editor.access import Current, Tokened

router = APIRouter(prefix="/editor", include_in_schema=False)
_TEMPLATE = "editor/second_factor.html"


@router.get("/second-factor")
def second_factor(request: Request, here: Here, editor: Current) -> Response:
    """Show whether there is one, and the form to change that."""
    return _shown(request, editor, is_on=here.second_factors.is_on(editor.id))


@router.post("/second-factor", dependencies=[Tokened])
def change(request: Request, here: Here, editor: Current, form: Posted) -> Response:
    """Begin, confirm or remove."""
    here.limits.check(here.limits.logins, request)
    match form.text("action", most=10):
        case "begin":
            return _begun(request, here, editor, form)
        case "confirm":
            codes = here.second_factors.confirm(editor.id, form.text("code", most=40), by=editor.login)
            if codes is None:
                raise _refused(
                    title="That was not the code of now", detail="Begin again; is the clock right?"
                )
            return _shown(request, editor, codes=codes)
        case "remove":
            return _removed(request, here, editor, form)
    raise _refused(title="Nothing was asked for", detail="Load the page again.")


def _begun(request: Request, here: Here, editor: Editor, form: Posted) -> Response:
    _confirm_password(here, editor, form)
    if here.second_factors.is_on(editor.id):
        raise _refused(title="There is one already", detail="Take it away first.")
    secret = here.second_factors.begin(editor.id)
    link = f"otpauth://totp/pygalgia:{quote(editor.login)}?secret={secret}&issuer=pygalgia"
    return _shown(request, editor, secret=secret, link=link)


def _removed(request: Request, here: Here, editor: Editor, form: Posted) -> Response:
    _confirm_password(here, editor, form)
    if not here.second_factors.passes(editor.id, form.text("code", most=40)):
        raise _refused(title="That was not a code of now", detail="It stays on.")
    here.second_factors.remove(editor.login, by=editor.login)
    return _shown(request, editor, is_on=False)


def _shown(
    request: Request,
    editor: Editor,
    *,
    is_on: bool = False,
    secret: str = "",
    link: str = "",
    codes: tuple[str, ...] = (),
) -> Response:
    return page(request, _TEMPLATE, editor=editor, is_on=is_on, secret=secret, link=link, codes=codes)


def _confirm_password(here: Here, editor: Editor, form: Posted) -> None:
    if not here.editors.confirm(editor, form.text("password", most=PASSWORD_LENGTHS[1])):
        raise _refused(title="That was not your password", detail="Nothing was changed.")


def _refused(*, title: str, detail: str) -> WebProblem:
    return WebProblem(status=403, slug="second-factor", title=title, detail=detail)
