"""The examination: the tests worth doing now in one form, what each would change, and what was found."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.units import UNIT_WORDS
from pygalgia.domain.urgency import Urgency
from pygalgia.domain.written_number import Doubt, read_quantity
from pygalgia.errors import CaseError
from pygalgia.interview import Examination, Given, Moved, Outcome
from pygalgia.interview.state import UNKNOWN
from pygalgia.report.words import URGENCY, short_name
from pygalgia.texts import _
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.visit.answered import answered
from pygalgia.web.visit.assessed import view
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, visit

router = APIRouter(include_in_schema=False)
#: Tests of one sitting.
MOST = 8
NOT_DONE = "not-done"
_TEST = "test"
#: What stands before a test's id in the names of its fields.
_RESULT, _VALUE, _UNIT = "result:", "value:", "unit:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A cause before and after a result, ready to be shown."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result of a test, and what it would change.

    Attributes:
        moves: The leading causes, in the order of the page.
        other: Another cause, where the result moves it more than those; else None.
    """

    state: str
    name: str
    chance: float
    moves: tuple[Move, ...]
    other: Move | None
    urgency: str
    is_more_urgent: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A test worth doing, ready to be shown.

    Attributes:
        about: The cause that it speaks about most.
        value: What was typed as a number, where that was refused.
        unit: The unit that was chosen for it; empty where none was.
    """

    finding: Finding
    about: str
    seconds: float
    results: tuple[Result, ...]
    units: tuple[tuple[str, str], ...]
    value: str
    unit: str
    fault: str


@router.get("/clinician/examination")
def examination(request: Request, here: Here, laboratory: bool = False) -> Response:  # noqa: FBT001, FBT002 - a query
    """Show the tests worth doing now, each with what it would change."""
    return _examination(request, visit(request, here), laboratory=laboratory)


@router.post("/clinician/examination")
def record(request: Request, here: Here, form: Guarded) -> Response:
    """Record the results of every test that was done; where one cannot be, none is kept."""
    at = visit(request, here)
    laboratory = form.word("laboratory") == "yes"
    interview, faults = at.interview, dict[str, Doubt]()
    for name in _tests_in(form, here.knowledge.base):
        try:
            given = _given(form, here.knowledge.base.findings[name])
            if given is not None:
                interview = at.interviewer.answer(interview, name, given)
        except _DoubtfulError as doubtful:
            faults[name] = doubtful.doubt
        except CaseError as error:
            first = error.problems[0]
            message = _(
                "That does not fit: found %(found)s; expected %(expected)s.",
                found=first.found,
                expected=first.expected,
            )
            faults[name] = Doubt(message=message, typed=form.word(_VALUE + name))
    if faults:
        return _examination(request, at, laboratory=laboratory, form=form, faults=faults)
    if interview is not at.interview:
        at.save(interview)
    return RedirectResponse(
        "/clinician/examination" + ("?laboratory=true" if laboratory else ""), status_code=303
    )


def _examination(
    request: Request,
    at: Visit,
    *,
    laboratory: bool,
    form: Form | None = None,
    faults: dict[str, Doubt] | None = None,
) -> Response:
    base = at.here.knowledge.base
    tests = at.interviewer.examinations(at.interview, most=MOST, laboratory=laboratory)
    assessment = at.assessment
    shown = [_test(each, base, now=assessment.urgency, form=form, faults=faults or {}) for each in tests]
    asked = {"examiner", "laboratory"}
    done = [
        each
        for each, step in zip(answered(at.interview, at.interviewer), at.interview.steps, strict=True)
        if step.question in base.findings and base.findings[step.question].who in asked
    ]
    return page(
        request,
        "clinician/examination.html",
        status=422 if faults else 200,
        tests=shown,
        minutes=max(1, round(sum(each.seconds for each in shown) / 60)),
        not_done=NOT_DONE,
        laboratory=laboratory,
        faults=faults,
        done=done,
        **view(assessment, base, audience="patient"),
    )


def _tests_in(form: Form, base: KnowledgeBase) -> list[str]:
    """Return the tests that a form holds results of.

    Raises:
        WebProblem: 404 where one of them is not known.
    """
    sent = [name for name in form.names if name.startswith((_RESULT, _VALUE))]
    tests = list(dict.fromkeys(name.partition(":")[2] for name in sent))
    for name in tests:
        if name not in base.findings:
            raise not_found(_TEST, name)
    return tests


class _DoubtfulError(ValueError):
    """What was typed as a number is none, or could be two."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(doubt.message)
        self.doubt = doubt


def _given(form: Form, finding: Finding) -> Given | None:
    """Return what a form says of a test; None where it says nothing."""
    text = form.word(_VALUE + finding.id)
    if text and form.word(_RESULT + finding.id):
        raise _DoubtfulError(
            Doubt(
                message=_("There is a number and a chosen result too: keep the one that holds."), typed=text
            )
        )
    if text and finding.scale is not None:
        units = [each.code for each in finding.scale.units]
        read = read_quantity(text, units, chosen=form.word(_UNIT + finding.id))
        if isinstance(read, Doubt):
            raise _DoubtfulError(read)
        return {"value": read.value, "unit": read.unit}
    answer = form.word(_RESULT + finding.id)
    return UNKNOWN if answer == NOT_DONE else answer or None


def _test(
    each: Examination, base: KnowledgeBase, *, now: Urgency, form: Form | None, faults: dict[str, Doubt]
) -> Test:
    finding = base.findings[each.finding]
    sent = form or Form(FormData())
    chosen = sent.word(_RESULT + finding.id)
    order = {state: place for place, state in enumerate(finding.states)}
    outcomes = sorted(each.outcomes, key=lambda outcome: -order[outcome.state])
    units = finding.scale.units if finding.scale else ()
    doubt = faults.get(finding.id)
    return Test(
        finding=finding,
        about=base.conditions[each.about].name,
        seconds=each.seconds,
        results=tuple(_result(outcome, finding, base, now=now, chosen=chosen) for outcome in outcomes),
        units=tuple((unit.code, UNIT_WORDS.get(unit.code, unit.code)) for unit in units),
        value=form.word(_VALUE + finding.id)
        if form and doubt is None
        else ""
        if doubt is None
        else doubt.typed,
        unit=(doubt.unit if doubt else "") or (form.word(_UNIT + finding.id) if form else ""),
        fault=doubt.message if doubt else "",
    )


def _result(outcome: Outcome, finding: Finding, base: KnowledgeBase, *, now: Urgency, chosen: str) -> Result:
    words = (
        {"present": _("positive"), "absent": _("negative")}
        if finding.kind == "yes-no"
        else finding.state_names
    )
    return Result(
        state=outcome.state,
        name=words[outcome.state],
        chance=outcome.chance,
        moves=tuple(_move(each, base) for each in outcome.causes),
        other=_move(outcome.other, base) if outcome.other else None,
        urgency=URGENCY[outcome.urgency].name,
        is_more_urgent=outcome.urgency > now,
        is_chosen=outcome.state == chosen,
    )


def _move(each: Moved, base: KnowledgeBase) -> Move:
    return Move(name=short_name(base.conditions[each.condition].name), before=each.before, after=each.after)
