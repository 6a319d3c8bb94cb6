"""Errors of one shape: `application/problem+json` for programs, a calm page for people.

Source:
    RFC 9457, Problem Details for HTTP APIs. `errors` lists every problem: where, found, expected, fix.
"""

import logging
from dataclasses import asdict
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from pygalgia.errors import (
    MOST_LISTED,
    ConflictError,
    InputError,
    Problem,
    StorageAwayError,
    StorageFullError,
)
from pygalgia.reading.expectation import expected
from pygalgia.records.outcome import Issue, IssueCode, operation_outcome
from pygalgia.texts import _, speaks_english
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import (
    SETS_A_SECOND_FACTOR_UP,
    TELLS_WHAT_WAS_LOST,
    AnswersLost,
    LoginNeeded,
    SecondFactorNeeded,
    WebProblem,
    not_found,
)

MEDIA_TYPE = "application/problem+json"
FHIR = "application/fhir+json"
_ISSUE_CODES: dict[int, IssueCode] = {
    401: "login",
    403: "forbidden",
    404: "not-found",
    405: "not-supported",
    406: "not-supported",
    409: "conflict",
    413: "too-long",
    415: "not-supported",
    429: "throttled",
    500: "exception",
    502: "processing",
    503: "transient",
    504: "timeout",
}
_LONGEST_FOUND = 80
_LONGEST_PATH = 200
_TRY_AGAIN_SECONDS = 60
_LOG = logging.getLogger("pygalgia.web")


def install(app: FastAPI) -> None:
    """Answer every error of an application in the one shape."""
    app.add_exception_handler(WebProblem, _web_problem)
    app.add_exception_handler(InputError, _input)
    app.add_exception_handler(ConflictError, _conflict)
    app.add_exception_handler(StorageFullError, _full)
    app.add_exception_handler(StorageAwayError, _away)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(LoginNeeded, _login)
    app.add_exception_handler(SecondFactorNeeded, _second_factor)
    app.add_exception_handler(AnswersLost, _lost)


def respond(request: Request, problem: WebProblem) -> Response:
    """Return a problem as JSON to a program and as a page to a person."""
    if request.url.path.startswith("/fhir/"):
        outcome = operation_outcome(_issues(problem, request), more=problem.more)
        return JSONResponse(outcome, problem.status_code, media_type=FHIR, headers=problem.headers)
    if wants_json(request):
        return JSONResponse(
            _document(problem), problem.status_code, media_type=MEDIA_TYPE, headers=problem.headers
        )
    response = page(request, "errors/problem.html", status=problem.status_code, problem=problem)
    response.headers.update(problem.headers or {})
    return response


def is_of_records(path: str) -> bool:
    """Return whether a path belongs to the faces for health records: other programs call them."""
    return path.startswith(("/fhir/", "/cds-services"))


def wants_json(request: Request) -> bool:
    """Return whether the caller is a program: it calls the API, or does not ask for a page."""
    accept = request.headers.get("accept", "*/*")
    path = request.url.path
    return path.startswith("/api/") or is_of_records(path) or ("json" in accept and "text/html" not in accept)


def _issues(problem: WebProblem, request: Request) -> list[Issue]:
    """Return what was wrong as issues of an OperationOutcome."""
    code = _ISSUE_CODES.get(problem.status_code, "invalid")
    if problem.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        found, expected = (
            f"{request.method} {request.url.path[:_LONGEST_PATH]}",
            "what GET /fhir/R4/metadata lists",
        )
    elif problem.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        found, expected = "a longer body", "a body within PYGALGIA_LARGEST_RECORD"
    else:
        found, expected = problem.title, "a request that can be answered"
    whole = Problem(
        where="the request", found=found, expected=expected, fix=problem.detail or "see docs/records.md"
    )
    return [Issue(problem=each, code=code) for each in problem.problems or (whole,)]


def _document(problem: WebProblem) -> dict[str, object]:
    return {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status_code,
        "detail": problem.detail,
        "errors": [asdict(each) for each in problem.problems],
        "more": problem.more,
    }


def _web_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, WebProblem)  # noqa: S101 - registered for it
    return respond(request, error)


def _input(request: Request, error: Exception) -> Response:
    assert isinstance(error, InputError)  # noqa: S101 - registered for it
    problem = WebProblem(
        status=422,
        slug="input",
        title=f"There is something wrong with {error.subject}"
        if speaks_english()
        else _("There is something wrong with what was sent"),
        detail=_("Each problem is listed with what to do."),
        problems=error.problems,
        more=error.more,
    )
    return respond(request, problem)


def _conflict(request: Request, error: Exception) -> Response:
    problem = WebProblem(
        status=409,
        slug="conflict",
        title=_("This was changed in another window"),
        detail=f"{error}." if speaks_english() else _("Nothing was overwritten. Load the page again."),
    )
    return respond(request, problem)


def _full(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the signature of a handler
    problem = WebProblem(
        status=507,
        slug="no-room",
        title=_("There is no room left to keep this"),
        detail=_("Nothing was changed. What is kept can be read and deleted; please try again later."),
    )
    return respond(request, problem)


def _away(request: Request, error: Exception) -> Response:
    _LOG.error("the database is away: %s", type(error.__cause__).__name__)
    problem = WebProblem(
        status=503,
        slug="away",
        title=_("What was kept cannot be reached just now"),
        detail=_("This is our fault, and nothing was changed. Wait a minute, then load the page again."),
        headers={"Retry-After": str(_TRY_AGAIN_SECONDS)},
    )
    return respond(request, problem)


def _validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it
    found = error.errors()
    listed = tuple(
        Problem(
            where="/" + "/".join(str(part) for part in each["loc"]),
            found=_found(each.get("input")),
            expected=expected(each),
            fix=_("correct it; /api/v1/openapi.json describes every field"),
        )
        for each in found[:MOST_LISTED]
    )
    problem = WebProblem(
        status=422,
        slug="input",
        title=_("There is something wrong with the request"),
        detail=_("Each problem is listed with what to do."),
        problems=listed,
        more=len(found) - len(listed),
    )
    return respond(request, problem)


def _login(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the signature of a handler
    if request.method in ("GET", "HEAD"):
        return RedirectResponse("/editor/login", 303)
    return respond(request, WebProblem(status=401, slug="login", title=_("Please log in first")))


def _second_factor(request: Request, error: Exception) -> Response:  # noqa: ARG001 - as above
    if request.method in ("GET", "HEAD"):
        return RedirectResponse(SETS_A_SECOND_FACTOR_UP, 303)
    title = "Please set up a second factor first"
    return respond(request, WebProblem(status=403, slug="second-factor", title=title))


def _lost(request: Request, error: Exception) -> Response:  # noqa: ARG001 - the signature of a handler
    return RedirectResponse(TELLS_WHAT_WAS_LOST, 303)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it
    if error.status_code == HTTPStatus.NOT_FOUND:
        return respond(request, not_found("such page"))
    phrase = HTTPStatus(error.status_code).phrase
    problem = WebProblem(
        status=error.status_code,
        slug=phrase.lower().replace(" ", "-"),
        title=phrase if speaks_english() else _("This request cannot be answered"),
        detail=str(error.detail) if error.detail != phrase and speaks_english() else "",
        headers=dict(error.headers or {}),
    )
    return respond(request, problem)


def _found(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _LONGEST_FOUND else text[: _LONGEST_FOUND - 1] + "…"
