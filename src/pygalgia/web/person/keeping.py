"""Keep, share, download and delete: private links and everything about the person's own data."""

from datetime import UTC
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.store.diary_notes import DiaryNotes
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.person.my_data import my_data
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, enter, gone, visit, visit_if_any

router = APIRouter(include_in_schema=False)


@router.get("/my-data")
def show(request: Request, here: Here) -> Response:
    """Show the private links, and how to download and delete."""
    return _my_data(request, visit(request, here))


@router.post("/my-data/links")
def new_link(request: Request, here: Here, form: Guarded) -> Response:
    """Make a private link. Its address is shown now and never again: only a hash of it is kept."""
    at = visit(request, here)
    purpose: Literal["return", "clinician"] = "clinician" if form.word("purpose") == "clinician" else "return"
    token = here.interviews.share(at.token, purpose)
    if token is None:
        raise gone()
    root = here.settings.public_url or str(request.base_url).rstrip("/")
    return _my_data(
        request, at, made=f"{root}/{'case' if purpose == 'clinician' else 'back'}/{token}", purpose=purpose
    )


@router.post("/my-data/links/{link}/revoke")
def revoke(request: Request, here: Here, link: str, form: Guarded) -> Response:  # noqa: ARG001 - the form is guarded
    """Make a link useless.

    Whoever came by that very link keeps their answers by a new one: otherwise nobody could read or delete
    them any more where this was the last browser. It is listed like any other, so that it can be revoked.
    """
    at = visit(request, here)
    is_own = any(each.is_own for each in here.interviews.links(at.token) if each.id == link)
    fresh = here.interviews.share(at.token, "return") if is_own else None
    here.interviews.revoke(at.token, link)
    if fresh is not None:
        return enter(request, here, fresh, place="/my-data")
    return RedirectResponse("/my-data", status_code=303)


@router.get("/my-data/pygalgia-my-data.json")
def download(request: Request, here: Here) -> Response:
    """Return everything that is kept about the person, as a file."""
    at = visit(request, here)
    diary = DiaryNotes(here.database, keep_days=here.settings.keep_days).diary(at.saved, at.interview.id)
    return Response(
        my_data(at.saved, diary=diary, links=here.interviews.links(at.token)),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="pygalgia-my-data.json"'},
    )


@router.post("/my-data/delete")
def delete(request: Request, here: Here, form: Guarded) -> Response:
    """Ask once, then delete the interview, its links and its diary, at once."""
    if form.word("sure") != "yes":
        return page(request, "person/delete.html", saved=visit(request, here).saved)
    at = visit(request, here)
    here.interviews.delete(at.token)
    response = page(request, "person/deleted.html")
    cookies.drop_cookie(request, response, cookies.PERSON)
    return response


@router.get("/back/{token}")
def come_back(request: Request, here: Here, token: str) -> Response:
    """Ask before a private link is opened: a program that only previews the link changes nothing."""
    return _ask_to_open(request, here, token)


@router.post("/back/{token}")
def open_again(request: Request, here: Here, token: str, form: Posted) -> Response:
    """Open the interview of a private link here; instead of other answers only if that was agreed."""
    if _others(request, here, token) and form.word("instead") != "yes":
        return _ask_to_open(request, here, token)
    return enter(request, here, token, place="/interview")


def _ask_to_open(request: Request, here: Services, token: str) -> Response:
    others = _others(request, here, token)
    return page(request, "person/back.html", token=token, others=others)


def _others(request: Request, here: Services, token: str) -> int:
    """Return how many answers of another interview this browser holds.

    Raises:
        WebProblem: 404 where the link opens nothing.
    """
    wanted = here.interviews.load(token)
    if wanted is None:
        raise gone()
    earlier = visit_if_any(request, here)
    return 0 if earlier is None or earlier.saved.id == wanted.id else len(earlier.interview.steps)


def _my_data(request: Request, at: Visit, *, made: str = "", purpose: str = "") -> Response:
    links = [each for each in at.here.interviews.links(at.token) if each.revoked_at is None]
    return page(
        request,
        "person/my_data.html",
        links=links,
        made=made,
        purpose=purpose,
        expires_at=at.saved.expires_at.astimezone(UTC),
    )
