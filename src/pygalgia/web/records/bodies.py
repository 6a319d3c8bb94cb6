"""Read a resource from a request, and answer with one: JSON of FHIR R4 alone, strictly."""

import re
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request
from fastapi.responses import Response

from pygalgia.errors import Problem
from pygalgia.reading import RefusedTextError, json_value
from pygalgia.records.capability import FHIR_VERSION
from pygalgia.web.edge.bodies import refuse_charset
from pygalgia.web.edge.problem_answers import FHIR
from pygalgia.web.edge.problems import WebProblem

_JSON = ("", "application/fhir+json", "application/json", "application/json+fhir", "text/json")
_VERSION = re.compile(r"fhirVersion\s*=\s*\"?([0-9.]+)", re.IGNORECASE)


class FhirResponse(Response):
    """An answer that is a resource."""

    media_type = f"{FHIR}; fhirVersion={FHIR_VERSION.rpartition('.')[0]}"


def as_fhir(resource: dict[str, Any], status: int = 200) -> Response:
    """Return a resource as an answer."""
    return FhirResponse(msgspec.json.encode(resource), status)


def refuse_other_formats(request: Request) -> None:
    """Refuse to answer in anything but JSON of R4.

    Raises:
        WebProblem: 406.
    """
    wanted = request.query_params.get("_format") or request.headers.get("accept", "*/*")
    _refuse_version(wanted, "Accept", status=406)
    kinds = [part.partition(";")[0].strip().lower() for part in wanted.split(",")]
    if not any(kind in (*_JSON, "json", "*/*", "application/*") for kind in kinds):
        raise _refusal(406, "Accept", found=wanted, expected=FHIR, fix="ask for JSON")


async def resource_sent(request: Request) -> object:
    """Return the resource of a request's body.

    Raises:
        WebProblem: 415 for another format or release of FHIR, 400 for text that is no JSON.
    """
    stated = request.headers.get("content-type", "")
    refuse_charset(request)
    _refuse_version(stated, "Content-Type", status=415)
    if stated.partition(";")[0].strip().lower() not in _JSON:
        raise _refusal(415, "Content-Type", found=stated, expected=FHIR, fix="send JSON, not XML")
    try:
        return json_value(await request.body())
    except RefusedTextError as error:
        raise WebProblem(
            status=400,
            slug="input",
            title="This is no JSON that can be read",
            problems=(error.problem("the body"),),
        ) from error


def _refuse_version(stated: str, header: str, *, status: int) -> None:
    named = _VERSION.search(stated)
    if named is not None and not named[1].startswith("4.0"):
        found, expected = f"fhirVersion={named[1]}", f"fhirVersion={FHIR_VERSION.rpartition('.')[0]}"
        raise _refusal(status, header, found=found, expected=expected, fix="send FHIR R4 (4.0.1)")


def _refusal(status: int, where: str, *, found: str, expected: str, fix: str) -> WebProblem:
    problem = Problem(where=where, found=found or "nothing", expected=expected, fix=fix)
    return WebProblem(status=status, slug="format", title="This format is not spoken", problems=(problem,))


#: Write `sent: Sent` in a route's parameters to get the resource of the body.
Sent = Annotated[object, Depends(resource_sent)]
