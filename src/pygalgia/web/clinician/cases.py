"""Begin with a patient, copy a summary, read the case that a person shared."""

from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia import Course, restored
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.interview import Interview
from pygalgia.report.clinician_summary import clinician_summary
from pygalgia.report.plain_text import clinician_text
from pygalgia.report.words import URGENCY
from pygalgia.store.diary_notes import DiaryNotes
from pygalgia.store.interviews import SavedInterview
from pygalgia.web.clinician.clinical_words import in_clinical_words
from pygalgia.web.clinician.examination import MOST
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.heard import heard
from pygalgia.web.visit.visit import begin_visit, gone, visit, visit_if_any

router = APIRouter(include_in_schema=False)


@router.get("/clinician")
def start(request: Request, here: Here) -> Response:
    """Say what the examination mode does, and where to begin."""
    under_way = visit_if_any(request, here)
    mine = under_way is not None and under_way.interview.audience == "patient"
    return page(request, "clinician/start.html", under_way=mine, records=bool(here.smart_servers))


@router.post("/clinician/begin")
def begin(request: Request, here: Here, form: Guarded) -> Response:
    """Begin an interview about a patient; in place of a person's own answers only if that was agreed."""
    earlier = visit_if_any(request, here)
    if earlier is not None and earlier.is_a_persons_own and form.word("instead") != "yes":
        return page(request, "clinician/begin_instead.html", answers=len(earlier.interview.steps))
    interviewer = here.interviewer
    return begin_visit(
        request, here, interviewer.answer(interviewer.begin(id_=uuid4().hex), "for-whom", "patient")
    )


@router.get("/clinician/summary")
def summary(request: Request, here: Here) -> Response:
    """Show the summary as text to copy, with the tests of the examination; the whole page on demand."""
    at = visit(request, here)
    assessment = at.assessment
    told = _told(assessment, at.interview, here)
    return page(
        request,
        "clinician/summary.html",
        text=told,
        whole=clinician_text(assessment, here.knowledge.base),
        may_write_back=here.may_write_back(at.interview.id),
    )


@router.get("/case/{token}")
def shared(request: Request, here: Here, token: str) -> Response:
    """Show the case that a person shared, with what the diary added, to read and not to change."""
    saved = here.interviews.load_shared(token)
    if saved is None:
        raise gone()
    back = restored(saved.document, here.interviewer)
    assessment, case = _judged(saved, back.interview, here)
    return page(
        request,
        "clinician/case.html",
        found=in_clinical_words(case, back.interview, here.knowledge.base),
        own_words=back.interview.own_words,
        heard=heard(back.interview),
        said=URGENCY[assessment.urgency].headline,
        text=_told(assessment, back.interview, here),
        whole=clinician_text(assessment, here.knowledge.base),
        saved=saved,
        lost=[(each.what, each.why) for each in back.dropped],
        **view(assessment, here.knowledge.base, audience="patient"),
    )


def _judged(saved: SavedInterview, interview: Interview, here: Services) -> tuple[Assessment, Case]:
    """Return the answers judged with everything that the diary noted, and the case as it stands now."""
    first = here.interviewer.case(interview)
    notes = DiaryNotes(here.database, keep_days=here.settings.keep_days).diary(saved, first.id)
    course = Course(here.knowledge, first, notes)
    return course.assessment, course.case_after(len(notes.entries))


def _told(assessment: Assessment, interview: Interview, here: Services) -> str:
    return clinician_summary(
        assessment,
        here.knowledge.base,
        examination=here.interviewer.examinations(interview, most=MOST),
        heard=heard(interview),
    )
