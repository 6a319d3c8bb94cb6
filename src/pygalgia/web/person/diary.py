"""The diary: a note a day, its chart, what it means, and the days to look again as a calendar."""

from datetime import UTC, datetime
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from pygalgia.domain.care_rules import NewSign
from pygalgia.domain.diary import Adherence, Entry, Sleep
from pygalgia.report.calendar_file import calendar_file
from pygalgia.report.citations import Citations
from pygalgia.report.words import URGENCY
from pygalgia.store.diary_notes import DiaryNotes
from pygalgia.texts import _, in_context, later
from pygalgia.texts.table import Words
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.person.calendar import DAY_WORDS, PART_WORDS, Unfit, wishes, zones
from pygalgia.web.person.diary_chart import CHART, diary_chart
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, visit

router = APIRouter(include_in_schema=False)
_LONGEST_NOTE = 1000
_WORST = 10
TITLES = Words(
    {
        "better": later("It is getting better"),
        "same": later("About the same"),
        "worse": later("It is getting worse, or costs you sleep"),
        "new-sign": later("There is a new warning sign"),
    }
)
NIGHTS = Words(
    {
        "good": later("slept well"),
        "disturbed": later("disturbed by the pain"),
        "lost": later("the pain kept me awake"),
    }
)


@router.get("/diary")
def diary(request: Request, here: Here) -> Response:
    """Show the diary and the form for a note."""
    return _page(request, visit(request, here))


@router.post("/diary")
def add(request: Request, here: Here, form: Guarded) -> Response:
    """Add a note of this moment. A danger sign is kept, and answered, with or without a number beside it."""
    at = visit(request, here)
    signs, worst = _signs(form, here), form.word("worst")
    is_rated = worst.isascii() and worst.isdigit() and int(worst) <= _WORST
    if not is_rated and not signs:
        return _page(request, at, fault=_("Choose how bad the pain was, from 0 to 10."), form=form)
    entry = Entry(
        at=here.database.clock().replace(microsecond=0),
        worst=float(worst) if is_rated else None,
        sleep=cast("Sleep | None", _one_of(form.word("sleep"), ("good", "disturbed", "lost"))),
        adherence=cast("Adherence | None", _one_of(form.word("done"), ("all", "some", "none"))),
        signs=signs,
        note=form.word("note")[:_LONGEST_NOTE],
    )
    DiaryNotes(here.database, keep_days=here.settings.keep_days).add(at.saved, entry)
    raised = visit(request, here).course().interruption(at.interview.told)
    return RedirectResponse("/result" if raised else "/diary", status_code=303)


def _signs(form: Form, here: Services) -> dict[str, str]:
    """Return finding to state of every ticked sign; of two states of one, the graver is listed first."""
    signs: dict[str, str] = {}
    ticked = form.words("sign")
    for each in here.knowledge.base.care.watch.new_signs:
        if sign_id(each) in ticked or each.finding in ticked:
            signs.setdefault(each.finding, each.state)
    return signs


def sign_id(sign: NewSign) -> str:
    """Return what the form sends for a sign: two lines may be about one finding."""
    return f"{sign.finding}={sign.state}"


@router.get("/diary/pygalgia.ics")
def calendar(request: Request, here: Here) -> Response:
    """Return the days to look again, the exercises and the breaks as a calendar, as the person chose them."""
    at = visit(request, here)
    chosen = wishes(request.query_params)
    if isinstance(chosen, Unfit):
        return _page(request, at, calendar_fault=chosen.message)
    plan = at.assessment.plan
    weeks = chosen.weeks(case_id=at.interview.id, begun=at.saved.created_at, now=here.database.clock())
    return Response(
        calendar_file(plan, weeks),
        media_type="text/calendar",
        headers={"Content-Disposition": 'attachment; filename="pygalgia.ics"'},
    )


def _exercised() -> dict[str, str]:
    return {
        "all": in_context("exercises", "did them all"),
        "some": in_context("exercises", "some"),
        "none": in_context("exercises", "none"),
    }


def _one_of(given: str, known: tuple[str, ...]) -> str | None:
    return given if given in known else None


def _page(
    request: Request, at: Visit, *, fault: str = "", calendar_fault: str = "", form: Form | None = None
) -> Response:
    here, kept, course = at.here, at.noted, at.course()
    first, assessed = course.at_first, course.assessment
    trend = course.trend if kept.entries else None
    start = kept.entries[0].at if kept.entries else datetime.now(UTC)
    checks = [each.day for each in first.plan.follow_up.checks]
    points = [((moment.date() - start.date()).days, round(worst)) for moment, worst in kept.pains]
    return page(
        request,
        "person/diary.html",
        notice=at.notice,
        status=422 if fault or calendar_fault else 200,
        fault=fault,
        sent=form or Form(FormData()),
        sign_id=sign_id,
        calendar_fault=calendar_fault,
        zones=zones(),
        parts=PART_WORDS,
        days=DAY_WORDS,
        nights=NIGHTS,
        exercised=_exercised(),
        diary=kept,
        course=trend,
        title=TITLES[trend.direction] if trend else "",
        decision=course.decision if trend else "",
        urgency=assessed.urgency,
        said=URGENCY[assessed.urgency],
        is_more_urgent=assessed.urgency > first.urgency,
        chart=diary_chart(points, checks),
        size=CHART,
        checks=first.plan.follow_up.checks,
        signs=here.knowledge.base.care.watch.new_signs,
        cite=Citations(here.knowledge.base),
    )
