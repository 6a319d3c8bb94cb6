"""The diary: a note a day, its chart, what it means, and the days to look again as a calendar."""

from datetime import UTC, datetime
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

import pygalgia
from pygalgia.domain.diary import Adherence, Entry, Sleep
from pygalgia.report.calendar_file import calendar_file
from pygalgia.report.words import URGENCY
from pygalgia.store.diary_notes import DiaryNotes
from pygalgia.web.content.citations import Citations
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here
from pygalgia.web.person.calendar import DAY_WORDS, PART_WORDS, Unfit, wishes, zones
from pygalgia.web.person.diary_chart import CHART, diary_chart
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, visit

router = APIRouter(include_in_schema=False)
_LONGEST_NOTE = 1000
_WORST = 10
TITLES = {
    "better": "It is getting better",
    "same": "About the same",
    "worse": "It is getting worse, or costs you sleep",
    "new-sign": "There is a new warning sign",
}


def notes(here: Here) -> DiaryNotes:
    """Return the diaries."""
    return DiaryNotes(here.database, keep_days=here.settings.keep_days)


@router.get("/diary")
def diary(request: Request, here: Here) -> Response:
    """Show the diary and the form for a note."""
    return _page(request, visit(request, here))


@router.post("/diary")
def add(request: Request, here: Here, form: Guarded) -> Response:
    """Add a note of this moment."""
    at = visit(request, here)
    worst = form.word("worst")
    if not (worst.isascii() and worst.isdigit() and int(worst) <= _WORST):
        return _page(request, at, fault="Choose how bad the pain was, from 0 to 10.")
    signs = {each.finding: each.state for each in here.knowledge.base.care.watch.new_signs}
    entry = Entry(
        at=here.database.clock().replace(microsecond=0),
        worst=float(worst),
        sleep=cast("Sleep | None", _one_of(form.word("sleep"), ("good", "disturbed", "lost"))),
        adherence=cast("Adherence | None", _one_of(form.word("done"), ("all", "some", "none"))),
        signs={name: signs[name] for name in form.words("sign") if name in signs},
        note=form.word("note")[:_LONGEST_NOTE],
    )
    notes(here).add(at.saved, entry)
    return RedirectResponse("/diary", status_code=303)


@router.get("/diary/pygalgia.ics")
def calendar(request: Request, here: Here) -> Response:
    """Return the days to look again, the exercises and the breaks as a calendar, as the person chose them."""
    at = visit(request, here)
    chosen = wishes(request.query_params)
    if isinstance(chosen, Unfit):
        return _page(request, at, calendar_fault=chosen.message)
    plan = at.interviewer.assess(at.interview).plan
    weeks = chosen.weeks(case_id=at.interview.id, begun=at.saved.created_at, now=here.database.clock())
    return Response(
        calendar_file(plan, weeks),
        media_type="text/calendar",
        headers={"Content-Disposition": 'attachment; filename="pygalgia.ics"'},
    )


def _one_of(given: str, known: tuple[str, ...]) -> str | None:
    return given if given in known else None


def _page(request: Request, at: Visit, *, fault: str = "", calendar_fault: str = "") -> Response:
    here = at.here
    case = at.interviewer.case(at.interview)
    kept = notes(here).diary(at.saved, case.id)
    course = pygalgia.Course(here.knowledge, case, kept)
    first, assessed = course.at_first, course.assessment
    trend = course.trend if kept.entries else None
    start = kept.entries[0].at if kept.entries else datetime.now(UTC)
    checks = [each.day for each in first.plan.follow_up.checks]
    points = [((each.at.date() - start.date()).days, round(each.worst)) for each in kept.entries]
    decision = here.knowledge.base.care.watch.decisions.get(trend.direction) if trend else None
    return page(
        request,
        "person/diary.html",
        status=422 if fault or calendar_fault else 200,
        fault=fault,
        calendar_fault=calendar_fault,
        zones=zones(),
        parts=PART_WORDS,
        days=DAY_WORDS,
        diary=kept,
        course=trend,
        title=TITLES[trend.direction] if trend else "",
        decision=decision,
        urgency=assessed.urgency,
        said=URGENCY[assessed.urgency],
        is_more_urgent=assessed.urgency > first.urgency,
        chart=diary_chart(points, checks),
        size=CHART,
        checks=first.plan.follow_up.checks,
        signs=here.knowledge.base.care.watch.new_signs,
        cite=Citations(here.knowledge.base),
    )
