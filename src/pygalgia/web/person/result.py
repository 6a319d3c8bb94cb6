"""The result: urgency first, then why, what it may be, what to do, and every source."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia.drawing import PLAIN as PLAIN_COLOURS
from pygalgia.drawing import exercise_picture
from pygalgia.interview import Stop
from pygalgia.report.paper import paper
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.visit import visit

router = APIRouter(include_in_schema=False)

#: What the result can be taken away as: words on the button, and the address.
DOWNLOADS = (
    ("PDF for you and your clinician", "/result/pygalgia.pdf"),
    ("Diary and calendar", "/diary"),
)
_PICTURE = "picture"


@router.get("/result")
def result(request: Request, here: Here) -> Response:
    """Show the assessment of the answers so far."""
    at = visit(request, here)
    assessment = at.interviewer.assess(at.interview)
    step = at.interviewer.next_step(at.interview)
    return page(
        request,
        "person/result.html",
        stop=step if isinstance(step, Stop) else None,
        expires_at=at.saved.expires_at,
        downloads=DOWNLOADS,
        **view(assessment, here.knowledge.base, audience=at.interview.audience),
    )


@router.get("/result/pygalgia.pdf")
def pdf(request: Request, here: Here) -> Response:
    """Return the assessment on paper: a page for the person and one for the clinician."""
    at = visit(request, here)
    made = paper(at.interviewer.assess(at.interview), here.knowledge.base)
    return Response(
        made,
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="pygalgia.pdf"'},
    )


@router.get("/pictures/{exercise}/{frame}.svg")
def picture(here: Here, exercise: str, frame: str) -> Response:
    """Return one picture of an exercise."""
    base = here.knowledge.base
    drawn = base.care.exercises.get(exercise) or base.care.micro_breaks.get(exercise)
    if drawn is None or frame not in {pose.name for pose in drawn.scene.poses}:
        raise not_found(_PICTURE, frame)
    svg = exercise_picture(drawn, frame, palette=PLAIN_COLOURS)
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=86400"})
