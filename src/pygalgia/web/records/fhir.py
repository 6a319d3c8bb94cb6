"""`/fhir/R4`: what a health record can ask of the assessment. No cookie, no state, nothing is kept."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import Response

from pygalgia.errors import Problem, RequestError
from pygalgia.records.assess import assess_record
from pygalgia.records.capability import ROOT, capability_statement
from pygalgia.records.forms.adaptive import Act, next_question
from pygalgia.records.forms.populate import extracted, form_asked, populated
from pygalgia.records.forms.static import FORMS, address, questionnaire
from pygalgia.records.outcome import Issue
from pygalgia.records.resources import Resource, kind, listed, mapping, text
from pygalgia.records.smart.asked import asked, read
from pygalgia.records.smart.outgoing import UnreachableError
from pygalgia.records.translations import with_english
from pygalgia.texts import ENGLISH, _, language, using
from pygalgia.web.edge.of_programs import refusals, within_limit
from pygalgia.web.edge.problem_answers import FHIR
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.records.bodies import FhirResponse, Sent, as_fhir, refuse_other_formats
from pygalgia.web.records.callers import OPEN, caller

_RESOURCE = {
    "type": "object",
    "properties": {"resourceType": {"type": "string"}},
    "required": ["resourceType"],
}
_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"description": "A resource.", "content": {FhirResponse.media_type: {"schema": _RESOURCE}}}
}
_ACTS: dict[str, Act] = {"back": "back", "continue": "continue", "end": "end"}

#: Another name is not here (404); the description names those that are.
FormId = Annotated[str, Path(json_schema_extra={"enum": list(FORMS)})]
router = APIRouter(
    prefix=ROOT,
    tags=["FHIR R4"],
    dependencies=[Depends(within_limit), Depends(refuse_other_formats)],
    default_response_class=FhirResponse,
    responses=_ANSWER
    | refusals(FHIR, _404="There is no such form.", _406="Another format or release of FHIR is asked for."),
)


def _takes(*kinds: str) -> dict[str, Any]:
    """Return how OpenAPI says that a body is a resource of one of these kinds."""
    properties = {"resourceType": {"type": "string", "enum": kinds}}
    schema = {"type": "object", "properties": properties, "required": ["resourceType"]}
    return {"requestBody": {"required": True, "content": {FHIR: {"schema": schema}}}}


@router.get("/metadata", summary="What this server can do")
def metadata(here: Here) -> Response:
    """Return the CapabilityStatement."""
    base, settings = here.knowledge.base, here.settings
    return as_fhir(capability_statement(base, now=here.database.clock(), public_url=settings.public_url))


@router.get("/Questionnaire", summary="List the forms")
def forms(here: Here, url: str | None = None) -> Response:
    """Return the forms, or the one with a canonical address, without their items."""
    base = here.knowledge.base
    named = [name for name in FORMS if url is None or address(name) == url.partition("|")[0]]
    found = [questionnaire(name, base, here.records.codes) for name in named]
    entries = [
        {"fullUrl": address(each["id"]), "resource": each, "search": {"mode": "match"}} for each in found
    ]
    bundle: Resource = {"resourceType": "Bundle", "type": "searchset", "total": len(entries)}
    return as_fhir(bundle | ({"entry": entries} if entries else {}))


@router.get("/Questionnaire/{form}", summary="Read a form")
def form(here: Here, form: FormId) -> Response:
    """Return a form: one of `self`, `primary-care`, `emergency`, `specialist`, `adaptive`."""
    if form not in FORMS:
        missing = not_found("form", form)
        raise missing
    return _told(lambda: questionnaire(form, here.knowledge.base, here.records.codes))


@router.post(
    "/Questionnaire/$next-question",
    summary="Take the next question",
    openapi_extra=_takes("QuestionnaireResponse", "Parameters"),
)
def ask(here: Here, sent: Sent) -> Response:
    """Return the response with the next question, or completed. Begin with one without items."""
    response, act = _response_in(sent)
    now = here.database.clock()
    return _told(lambda: next_question(response, here.interviewer, here.records.codes, now=now, act=act))


@router.post(
    "/Questionnaire/$populate",
    summary="Fill a form from a record",
    openapi_extra=_takes("Bundle", "Parameters"),
)
def populate(request: Request, here: Here, sent: Sent) -> Response:
    """Return a response with what a record says, to be looked at, changed and confirmed."""
    named = form_asked(mapping(sent))
    now = here.database.clock()
    whole, issues = _with_record(request, here, sent)
    return _told(lambda: populated(whole, here.records, form=named, now=now, also=issues))


@router.post(
    "/Questionnaire/{form}/$populate",
    summary="Fill this form from a record",
    openapi_extra=_takes("Bundle", "Parameters"),
)
def populate_one(request: Request, here: Here, form: FormId, sent: Sent) -> Response:
    """Return a response to this form with what a record says, to be looked at, changed and confirmed."""
    if form not in FORMS:
        missing = not_found("form", form)
        raise missing
    now = here.database.clock()
    whole, issues = _with_record(request, here, sent)
    return _told(lambda: populated(whole, here.records, form=form, now=now, also=issues))


@router.post(
    "/QuestionnaireResponse/$extract",
    summary="Answers as Observations",
    openapi_extra=_takes("QuestionnaireResponse", "Parameters"),
)
def extract(here: Here, sent: Sent) -> Response:
    """Return the answers of a response as a transaction of Observations."""
    now = here.database.clock()
    return _told(lambda: extracted(sent, here.records, now=now))


@router.post(
    "/$assess",
    summary="Assess a record",
    openapi_extra=_takes("Bundle", "QuestionnaireResponse", "Parameters"),
)
def assess(request: Request, here: Here, sent: Sent, *, pdf: bool = True) -> Response:
    """Return the assessment of a response or bundle as a document; `pdf=false` leaves the paper out."""
    now = here.database.clock()
    whole, issues = _with_record(request, here, sent)
    return _told(lambda: assess_record(whole, here.records, now=now, with_pdf=pdf, also=issues))


def _with_record(request: Request, here: Services, sent: object) -> tuple[object, tuple[Issue, ...]]:
    """Return what was sent; where it names a person on a registered server, with the record read there.

    Raises:
        WebProblem: 401 for a client that is not known, 502 where the record cannot be read.
    """
    named = asked(sent)
    if named is None:
        return sent, ()
    proves = not named.token and bool(request.headers.get("authorization"))
    is_known = proves and caller(request, here) != OPEN
    try:
        return read(named, here.smart_servers, is_known=is_known)
    except UnreachableError as error:
        problem = WebProblem(
            status=502,
            slug="record-unreachable",
            title=_("The record could not be read"),
            problems=(error.problem,),
        )
        raise problem from error


def _told(make: Callable[[], Resource]) -> Response:
    """Return a resource in the language that was asked for, with its English beside it."""
    made, wanted = make(), language()
    if wanted == ENGLISH:
        return as_fhir(made)
    with using(ENGLISH):
        english = make()
    return as_fhir(with_english(made, english, wanted))


def _response_in(sent: object) -> tuple[Resource, Act | None]:
    """Return the response so far, alone or in Parameters, and what else is wished.

    Raises:
        RequestError: there is none, or the wish is none of ours.
    """
    if kind(sent) != "Parameters":
        return mapping(sent), None
    parameters = [mapping(each) for each in listed(mapping(sent).get("parameter"))]
    wished = next((text(each.get("valueCode")) for each in parameters if each.get("name") == "action"), "")
    if wished and wished not in _ACTS:
        raise RequestError(
            [
                Problem(
                    where="Parameters.parameter.where(name = 'action')",
                    found=repr(wished),
                    expected=", ".join(_ACTS),
                    fix="send one of them, or none",
                )
            ]
        )
    found = (mapping(each.get("resource")) for each in parameters)
    return next((each for each in found if kind(each) == "QuestionnaireResponse"), {}), _ACTS.get(wished)
