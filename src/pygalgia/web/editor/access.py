"""Who is at the door of the editors' area: the login behind a cookie, its role, and its forms' token."""

from typing import Annotated

from fastapi import Depends, Request

from pygalgia.store.editors import Editor, Role
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.problems import SETS_A_SECOND_FACTOR_UP, LoginNeeded, SecondFactorNeeded, WebProblem
from pygalgia.web.edge.services import Here


def current(request: Request, here: Here) -> Editor:
    """Return who is logged in.

    Raises:
        LoginNeeded: nobody is.
        SecondFactorNeeded: the editor has none, and the settings demand one.
    """
    token = cookies.read_cookie(request, cookies.EDITOR)
    editor = here.editors.logged_in(token) if token else None
    if editor is None:
        raise LoginNeeded
    is_needed = here.settings.second_factor_needed and request.url.path != SETS_A_SECOND_FACTOR_UP
    if is_needed and not here.second_factors.is_on(editor.id):
        raise SecondFactorNeeded
    return editor


async def with_token(request: Request, form: Posted) -> None:
    """Refuse a form that does not carry the token of this very login.

    Raises:
        WebProblem: 403.
    """
    wanted = cookies.csrf_token(request, cookies.EDITOR)
    if not wanted or not form.carries(wanted):
        raise WebProblem(
            status=403,
            slug="form-token",
            title="This form is from another login",
            detail="Load the page again and send the form from there.",
        )


def may(editor: Editor, role: Role) -> None:
    """Refuse what needs a higher role.

    Raises:
        WebProblem: 403.
    """
    if not editor.may(role):
        raise WebProblem(
            status=403,
            slug="role",
            title="Your role does not allow this",
            detail=f"It needs the role {role}; yours is {editor.role}.",
        )


#: Parameters of the editors' routes: who is logged in, and that a form is theirs.
Current = Annotated[Editor, Depends(current)]
Tokened = Depends(with_token)
