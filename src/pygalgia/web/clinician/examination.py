"""The examination: the tests worth doing now, what each would change, and what was found."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import CaseError
from pygalgia.interview import Examination, Given, Outcome
from pygalgia.interview.state import UNKNOWN
from pygalgia.report.words import URGENCY
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.answered import answered
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.forms import Guarded, as_number
from pygalgia.web.visit.visit import visit

router = APIRouter(include_in_schema=False)
#: Tests shown at once.
MOST = 8
_TEST = "test"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result of a test, and what it would change."""

    outcome: Outcome
    state: str
    name: str
    condition: str
    leading: str
    urgency: str
    is_more_urgent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test worth doing, ready to be shown."""

    finding: Finding
    results: tuple[Result, ...]
    units: tuple[tuple[str, str], ...]


@router.get("/clinician/examination")
def examination(request: Request, here: Here, laboratory: bool = False) -> Response:  # noqa: FBT001, FBT002 - a query
    """Show the tests worth doing now, each with what it would change."""
    return _examination(request, here, laboratory=laboratory)


@router.post("/clinician/examination")
def record(request: Request, here: Here, form: Guarded) -> Response:
    """Record a test's result."""
    at = visit(request, here)
    laboratory = form.word("laboratory") == "yes"
    name = form.word("finding")
    if name not in here.knowledge.base.findings:
        raise not_found(_TEST, name)
    given = _given(form, here.knowledge.base.findings[name])
    try:
        if given is None:
            return _examination(
                request, here, laboratory=laboratory, fault=(name, "Choose a result, or type a number.")
            )
        at.save(at.interviewer.answer(at.interview, name, given))
    except CaseError as error:
        first = error.problems[0]
        message = f"That does not fit: found {first.found}; expected {first.expected}."
        return _examination(request, here, laboratory=laboratory, fault=(name, message))
    return RedirectResponse(
        "/clinician/examination" + ("?laboratory=true" if laboratory else ""), status_code=303
    )


def _examination(
    request: Request, here: Here, *, laboratory: bool, fault: tuple[str, str] | None = None
) -> Response:
    at = visit(request, here)
    base = here.knowledge.base
    tests = at.interviewer.examinations(at.interview, most=MOST, laboratory=laboratory)
    assessment = at.interviewer.assess(at.interview)
    asked = {"examiner", "laboratory"}
    done = [
        each
        for each, step in zip(answered(at.interview, at.interviewer), at.interview.steps, strict=True)
        if step.question in base.findings and base.findings[step.question].who in asked
    ]
    return page(
        request,
        "clinician/examination.html",
        status=422 if fault else 200,
        tests=[_test(each, base, now=assessment.urgency) for each in tests],
        laboratory=laboratory,
        fault=fault,
        done=done,
        **view(assessment, base, audience="patient"),
    )


def _test(each: Examination, base: KnowledgeBase, *, now: Urgency) -> Test:
    finding = base.findings[each.finding]
    order = {state: place for place, state in enumerate(finding.states)}
    outcomes = sorted(each.outcomes, key=lambda outcome: -order[outcome.state])
    units = finding.scale.units if finding.scale else ()
    return Test(
        finding=finding,
        results=tuple(_result(outcome, finding, base, now=now) for outcome in outcomes),
        units=tuple((unit.code, UNIT_WORDS.get(unit.code, unit.code)) for unit in units),
    )


def _result(outcome: Outcome, finding: Finding, base: KnowledgeBase, *, now: Urgency) -> Result:
    words = {"present": "positive", "absent": "negative"} if finding.kind == "yes-no" else finding.state_names
    return Result(
        outcome=outcome,
        state=outcome.state,
        name=words[outcome.state],
        condition=base.conditions[outcome.condition].name,
        leading=base.conditions[outcome.leading].name,
        urgency=URGENCY[outcome.urgency].name,
        is_more_urgent=outcome.urgency > now,
    )


def _given(form: Form, finding: Finding) -> Given | None:
    if form.word("do") == "unknown":
        return UNKNOWN
    text = form.word("value").replace(",", ".")
    if text and finding.scale is not None:
        value = as_number(text)
        unit = form.word("unit") or finding.scale.units[0].code
        return None if value is None else {"value": value, "unit": unit}
    answer = form.word("answer")
    return answer if answer in finding.states else None
