"""Begin with a patient, copy a summary, read the case that a person shared."""

from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia import restored
from pygalgia.report.plain_text import clinician_text
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.answered import answered
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import begin_visit, gone, visit, visit_if_any

router = APIRouter(include_in_schema=False)


@router.get("/clinician")
def start(request: Request, here: Here) -> Response:
    """Say what the examination mode does, and where to begin."""
    under_way = visit_if_any(request, here)
    mine = under_way is not None and under_way.interview.audience == "patient"
    return page(request, "clinician/start.html", under_way=mine)


@router.post("/clinician/begin")
def begin(request: Request, here: Here, form: Guarded) -> Response:  # noqa: ARG001 - the form is guarded
    """Begin an interview about a patient."""
    interviewer = here.interviewer
    return begin_visit(
        request, here, interviewer.answer(interviewer.begin(id_=uuid4().hex), "for-whom", "patient")
    )


@router.get("/clinician/summary")
def summary(request: Request, here: Here) -> Response:
    """Show the summary as text to copy."""
    at = visit(request, here)
    text = clinician_text(at.interviewer.assess(at.interview), here.knowledge.base)
    return page(request, "clinician/summary.html", text=text)


@router.get("/case/{token}")
def shared(request: Request, here: Here, token: str) -> Response:
    """Show the case that a person shared, to read and not to change."""
    saved = here.interviews.load_shared(token)
    if saved is None:
        raise gone()
    interviewer = here.interviewer
    back = restored(saved.document, interviewer)
    interview = back.interview
    assessment = interviewer.assess(interview)
    return page(
        request,
        "clinician/case.html",
        answers=answered(interview, interviewer),
        text=clinician_text(assessment, here.knowledge.base),
        saved=saved,
        lost=[(each.what, each.why) for each in back.dropped],
        **view(assessment, here.knowledge.base, audience="patient"),
    )
