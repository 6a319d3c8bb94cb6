"""`/api/v1`: assess a case, take a step of an interview, read the knowledge. No cookie, no state."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from fastapi import APIRouter, Body, Depends, Request
from fastapi.responses import JSONResponse, Response

import pygalgia
from pygalgia.domain.evidence import Source
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.own_words import as_document as as_reading
from pygalgia.own_words import lexicon
from pygalgia.own_words import read as read_text
from pygalgia.report import as_document
from pygalgia.texts import language
from pygalgia.web.api.interview import advance
from pygalgia.web.api.rows import (
    AssessmentDocument,
    InterviewRequest,
    InterviewResponse,
    KnowledgeIndex,
    KnowledgeList,
    ProblemDocument,
    ReadingDocument,
    ReadRequest,
)
from pygalgia.web.edge.bodies import BoundedRoute
from pygalgia.web.edge.of_programs import refusals, within_limit
from pygalgia.web.edge.problem_answers import MEDIA_TYPE
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here, Services

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


_PROBLEM: dict[str, Any] = {"model": ProblemDocument, "content": {MEDIA_TYPE: {}}}
_REFUSALS = {status: {**each, **_PROBLEM} for status, each in refusals(MEDIA_TYPE).items()}
router = APIRouter(
    prefix="/api/v1",
    route_class=BoundedRoute,
    dependencies=[Depends(within_limit)],
    responses=_REFUSALS,
)
_KIND = "kind of knowledge"
_EXAMPLE = {
    "schema": "pygalgia/case/1",
    "id": "example",
    "age_years": 46,
    "sex": "female",
    "setting": "primary-care",
    "answers": {"pain-site": ["buttock-left", "posterior-thigh-left"], "onset": "sudden", "fever": False},
}


@router.post("/assess", summary="Assess one case", response_model=AssessmentDocument)
def assess(
    here: Here, row: Annotated[CaseRow, Body(openapi_examples={"a case": {"value": _EXAMPLE}})]
) -> Response:
    """Return urgency, likely causes, plan, and every source, as `pygalgia assess --format json` prints it.

    Nothing of the case is kept.
    """
    case = encode_case(row, here.knowledge.vocabulary, where=_pointer)
    return _json(as_document(pygalgia.assess(case, here.knowledge)))


@router.post(
    "/next-question", summary="Answer a question and get the next one", response_model=InterviewResponse
)
def next_question(here: Here, asked: InterviewRequest) -> Response:
    """Return the interview with the answer, and the next question or that it stops.

    The interview goes back and forth: nothing of it is kept here. Begin with an empty body: `{}`.
    """
    return _json(advance(here.interviewer, asked))


@router.post("/read", summary="Read a text in somebody's own words", response_model=ReadingDocument)
def read(here: Here, asked: ReadRequest) -> Response:
    """Return candidate answers, each with the words it was read from: none counts before the person agrees.

    Nothing of the text is kept, and nothing of it leaves the process.
    """
    base = here.knowledge.base
    return _json(as_reading(read_text(asked.text, lexicon(), base), base))


@router.get("/knowledge", summary="What the knowledge holds", response_model=KnowledgeIndex)
def index(request: Request, here: Here) -> Response:
    """Return version, content hash and how many entries of each kind there are."""
    counts = {kind: len(entries) for kind, entries in _kinds(here).items()}
    base = here.knowledge.base
    return _tagged(request, here, {"version": base.version, "knowledge_sha256": base.sha256, "kinds": counts})


@router.get(
    "/knowledge/{kind}", summary="List one kind", response_model=KnowledgeList, responses={404: _PROBLEM}
)
def listing(request: Request, here: Here, kind: str) -> Response:
    """Return the ids of one kind with their names."""
    entries = _entries(here, kind)
    rows = [{"id": name, "name": _name(entry)} for name, entry in entries.items()]
    return _tagged(request, here, {"kind": kind, "entries": rows})


@router.get("/knowledge/{kind}/{name:path}", summary="Read one entry", responses={404: _PROBLEM})
def entry(request: Request, here: Here, kind: str, name: str) -> Response:
    """Return one entry as the knowledge files hold it, every belief with its basis and figures."""
    found = _entries(here, kind).get(name)
    if found is None or not is_dataclass(found) or isinstance(found, type):
        raise not_found(kind.rstrip("s"), name)
    return _tagged(request, here, {"kind": kind, "entry": _told(found)})


def _told(entry: "DataclassInstance") -> dict[str, object]:
    """Return an entry as it is told: of a source the address that holds, not the page that was read."""
    told: dict[str, object] = asdict(entry)
    if isinstance(entry, Source):
        del told["url_seen"]
        told["address"] = entry.address
    return told


def _kinds(here: Services) -> dict[str, Mapping[str, object]]:
    base = here.knowledge.base
    return {
        **here.catalogue.entries,
        "figures": base.figures,
        "guidance": base.guidance,
        "services": base.services,
        "regions": base.regions,
    }


def _entries(here: Services, kind: str) -> Mapping[str, object]:
    found = _kinds(here).get(kind)
    if found is None:
        raise not_found(_KIND, kind)
    return found


def _name(entry: object) -> str:
    named = getattr(entry, "name", None) or getattr(entry, "title", None) or getattr(entry, "statement", None)
    return str(named or getattr(entry, "finding", ""))


def _tagged(request: Request, here: Services, document: Mapping[str, object]) -> Response:
    """Return knowledge with its content's hash as ETag: an unchanged copy need not be sent again."""
    # The same content in another language is another answer.
    tag = f'"{here.knowledge.base.sha256[:32]}-{language()}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
    if tag in {
        part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")
    }:
        return Response(status_code=304, headers=headers)
    return _json(document, headers)


def _json(document: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
    return Response(
        msgspec.json.encode(document), media_type=JSONResponse.media_type, headers=dict(headers or {})
    )


def _pointer(location: tuple[str | int, ...]) -> str:
    return "/" + "/".join(str(part) for part in location)
