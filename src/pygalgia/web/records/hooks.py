"""`/cds-services`: CDS Hooks 2.0. No cookie; of feedback only which rule, and what was done with its card."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import JSONResponse, Response

from pygalgia.errors import Problem
from pygalgia.records.hooks import SERVICES, Hooks, MissingDataError, Service, discovery, hook_request
from pygalgia.records.hooks.cards import rule_number
from pygalgia.records.resources import listed, mapping, text
from pygalgia.report.words import counted
from pygalgia.web.edge.of_programs import refusals, within_limit
from pygalgia.web.edge.problem_answers import MEDIA_TYPE
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here
from pygalgia.web.records.bodies import Sent
from pygalgia.web.records.callers import caller

_MOST_FEEDBACK = 100
_OUTCOMES = ("accepted", "overridden")


#: Another name is not here (404); the description names those that are.
ServiceId = Annotated[str, Path(json_schema_extra={"enum": [each.id for each in SERVICES]})]
Caller = Annotated[str, Depends(caller)]
router = APIRouter(
    prefix="/cds-services",
    tags=["CDS Hooks 2.0"],
    dependencies=[Depends(within_limit)],
    responses=refusals(MEDIA_TYPE),
)
_OF_A_SERVICE = refusals(
    MEDIA_TYPE,
    _401="The client is not known.",
    _404="There is no such service.",
    _412="What was prefetched does not suffice.",
)
_BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
}


@router.get("", summary="List the services")
def services() -> Response:
    """Return the services with their prefetch templates."""
    return JSONResponse(discovery())


@router.post("/{service}", summary="Call a service", openapi_extra=_BODY, responses=_OF_A_SERVICE)
def call(here: Here, service: ServiceId, sent: Sent, _: Caller) -> Response:
    """Return cards; none where nothing is to be said."""
    named = _service(service)
    try:
        read = hook_request(sent, named)
    except MissingDataError as error:
        problem = WebProblem(
            status=412,
            slug="missing-data",
            title="What this service needs was not sent along",
            problems=error.problems,
        )
        raise problem from error
    cards = here.hooks.cards(read, named, today=here.database.clock().date())
    return JSONResponse({"cards": [each.row for each in cards]})


@router.post(
    "/{service}/feedback", summary="What was done with a card", openapi_extra=_BODY, responses=_OF_A_SERVICE
)
def feedback(here: Here, service: ServiceId, sent: Sent, client: Caller) -> Response:
    """Keep which rule's cards were accepted or overridden, and the coded reason; comments are not kept."""
    named = _service(service)
    told = [mapping(each) for each in listed(mapping(sent).get("feedback"))]
    if not told or len(told) > _MOST_FEEDBACK:
        problem = Problem(
            where="feedback",
            found=counted(len(told), "row"),
            expected=f"1 to {_MOST_FEEDBACK}",
            fix="send them so",
        )
        raise _wrong(problem)
    lines = [_line(each, number, here.hooks) for number, each in enumerate(told)]
    for rule, action in lines:
        here.audit.note(actor=f"CDS client {client}"[:200], action=action, subject=f"{named.hook}: {rule}")
    return Response(status_code=200)


def _line(row: dict[str, Any], number: int, hooks: Hooks) -> tuple[str, str]:
    """Return the rule and what was done.

    Raises:
        WebProblem: 422.
    """
    rule = hooks.rule_of(known) if (known := rule_number(text(row.get("card")))) is not None else ""
    outcome = text(row.get("outcome"))
    where = f"feedback[{number}]"
    if not rule:
        raise _wrong(
            Problem(
                where=f"{where}.card", found=repr(row.get("card")), expected="the uuid of a card of ours",
                fix="send it as it came",
            )
        )  # fmt: skip
    if outcome not in _OUTCOMES:
        raise _wrong(
            Problem(
                where=f"{where}.outcome", found=repr(outcome), expected=" or ".join(_OUTCOMES),
                fix="send one of them",
            )
        )  # fmt: skip
    code = text(mapping(mapping(row.get("overrideReason")).get("reason")).get("code"))
    return rule, f"{outcome}: {code}" if code in hooks.reason_codes else outcome


def _wrong(problem: Problem) -> WebProblem:
    title = "There is something wrong with the feedback"
    return WebProblem(status=422, slug="input", title=title, problems=(problem,))


def _service(name: str) -> Service:
    found = next((each for each in SERVICES if each.id == name), None)
    if found is None:
        problem = not_found("service", name)
        raise problem
    return found
