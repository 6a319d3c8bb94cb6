"""A reader reports a doubtful passage: by Ctrl+Enter on a selection, by the button, or without a script."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problem_answers import wants_json
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here

router = APIRouter(include_in_schema=False)

LONGEST_PASSAGE = 2000
LONGEST_NOTE = 4000
LONGEST_ADDRESS = 254
_LONGEST_PAGE = 300
_PAGE = "page"


@router.get("/reports/new")
def new(
    request: Request,
    here: Here,
    about: Annotated[str, Query(alias="page", max_length=_LONGEST_PAGE)],
    passage: Annotated[str, Query(max_length=LONGEST_PASSAGE)] = "",
) -> Response:
    """Show the form for a report about one page."""
    content = here.catalogue.pages.get(about)
    if content is None:
        raise not_found(_PAGE, about)
    return page(
        request,
        "reader/report.html",
        about=content,
        content_version=here.english_catalogue.pages[about].content_sha256,
        passage=passage,
        longest_passage=LONGEST_PASSAGE,
        longest_note=LONGEST_NOTE,
    )


@router.post("/reports")
def submit(request: Request, here: Here, form: Posted) -> Response:
    """Put a report in the editors' queue."""
    here.limits.check(here.limits.reports, request)
    about = form.text("page", most=_LONGEST_PAGE, needed=True)
    passage = form.text("passage", most=LONGEST_PASSAGE, needed=True)
    note = form.text("note", most=LONGEST_NOTE)
    address = form.text("address", most=LONGEST_ADDRESS)
    version = form.text("content_version", most=64)
    content = here.catalogue.pages.get(about)
    form.refuse_problems()
    if content is None:
        raise not_found(_PAGE, about)
    # A field that people do not see: only programs that fill in everything fill it in.
    if form.text("website", most=200):
        return _thanks(request, about)
    here.reports.submit(
        about,
        passage,
        note=note,
        address=address,
        content_version=version or here.english_catalogue.pages[about].content_sha256,
    )
    return _thanks(request, about)


@router.get("/reports/thanks")
def thanks(
    request: Request, here: Here, about: Annotated[str, Query(alias="page", max_length=_LONGEST_PAGE)] = ""
) -> Response:
    """Say that a report has arrived."""
    return page(request, "reader/thanks.html", about=here.catalogue.pages.get(about))


def _thanks(request: Request, about: str) -> Response:
    if wants_json(request):
        return JSONResponse({"accepted": True}, 201)
    return RedirectResponse(f"/reports/thanks?page={about}", 303)
