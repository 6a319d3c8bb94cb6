"""The result: urgency first, then why, what it may be, what to do, and every source."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.domain.knowledge_base import Country, KnowledgeBase
from pygalgia.drawing import PLAIN as PLAIN_COLOURS
from pygalgia.drawing import exercise_picture
from pygalgia.interview import Interview, Stop
from pygalgia.interview.state import SKIPPED
from pygalgia.report.about_another import given_to
from pygalgia.report.country import in_country
from pygalgia.report.heard import answers_to
from pygalgia.report.paper import paper
from pygalgia.texts import later
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.heard import heard
from pygalgia.web.visit.visit import Visit, visit

router = APIRouter(include_in_schema=False)

#: What the result can be taken away as: words on the button, and the address.
DOWNLOADS = (
    (later("PDF for you and your clinician"), "/result/pygalgia.pdf"),
    (later("Diary and calendar"), "/diary"),
)
#: The same where the interview began from a record that may be written to.
WRITE_BACK = (later("Write the result to the record"), "/smart/write")
_PICTURE = "picture"
#: Characters that are kept of what somebody fears or hopes.
MOST_TOLD = 500
#: Tests that are named on a clinician's first screen.
MOST_TESTS = 4


@router.get("/result")
def result(request: Request, here: Here, show: str = "", late: str = "") -> Response:
    """Show the assessment of the answers so far; an emergency alone, until the person asks for more."""
    return result_page(request, visit(request, here), show=show, is_late=late == "yes")


def result_page(
    request: Request,
    at: Visit,
    *,
    show: str = "",
    is_late: bool = False,
    dropped: Sequence[tuple[str, str]] = (),
) -> Response:
    """Return the page of the result.

    Args:
        request: What asks for it.
        at: Whose result.
        show: `all` for everything beside an emergency.
        is_late: Whether an older page was sent just now, and not stored.
        dropped: What a change has just taken out, and why.
    """
    base = at.here.knowledge.base
    assessment = at.assessment
    step = at.next_step()
    told = heard(at.interview)
    shown = view(assessment, base, audience=at.interview.audience, country=country(at.interview, base))
    only_emergency = shown["emergency"] is not None and not shown["clinical"] and show != "all"
    return page(
        request,
        "person/emergency.html" if only_emergency else "person/result.html",
        notice=at.notice,
        stop=step if isinstance(step, Stop) else None,
        late=is_late,
        dropped=dropped,
        noted=bool(at.noted.entries),
        expires_at=at.saved.expires_at,
        downloads=(*DOWNLOADS, *([WRITE_BACK] if at.here.may_write_back(at.interview.id) else [])),
        heard=told,
        answers_to_heard=answers_to(told, assessment, base),
        examine=_examine(at) if shown["clinical"] else (),
        **shown,
    )


def _examine(at: Visit) -> tuple[str, ...]:
    """Return the names of the tests that would tell a clinician most now."""
    worth_doing = at.interviewer.examinations(at.interview, most=MOST_TESTS)
    return tuple(at.here.knowledge.base.findings[each.finding].name for each in worth_doing)


@router.post("/result/told")
def told(request: Request, here: Here, form: Guarded) -> Response:
    """Take where the person is, and what they fear and hope; each may be left out."""
    at = visit(request, here)
    said: dict[str, str] = {
        name: form.word(name)
        for name in ("country", "fear", "hope")
        if name in form.names and (form.word(name) or at.interview.was_asked(name))
    }
    at.save(with_last_words(at, said))
    return RedirectResponse("/result", status_code=303)


def with_last_words(at: Visit, said: Mapping[str, str]) -> Interview:
    """Return the interview with what is said about the result; empty is passed over. It reopens nothing."""
    after = at.interview
    for name, text in said.items():
        answered = at.interviewer.answer(after, name, text[:MOST_TOLD] or SKIPPED)
        after = replace(answered, ended=after.ended)
    return after


def country(interview: Interview, base: KnowledgeBase) -> Country | None:
    """Return where the person is, or None where that was not said."""
    said = interview.given("country")
    return base.countries.get(said) if isinstance(said, str) else None


@router.get("/result/pygalgia.pdf")
def pdf(request: Request, here: Here) -> Response:
    """Return the assessment on paper: a page for the person and one for the clinician."""
    at = visit(request, here)
    base = here.knowledge.base
    told = in_country(at.assessment, country(at.interview, base))
    made = paper(told, base, heard=heard(at.interview), audience=given_to(told.case, at.interview.audience))
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
