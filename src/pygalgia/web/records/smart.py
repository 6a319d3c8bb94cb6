"""`/smart`: be launched from a record, show what it says, and begin an interview with what is confirmed.

The result is written back only where somebody asks for it: by a launch of its own, with that one scope.
"""

import secrets
from dataclasses import dataclass, replace
from hmac import compare_digest
from uuid import uuid4

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia import CaseError, Interviewer
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.intake.rows import QuantityRow
from pygalgia.interview import Given, Interview
from pygalgia.records.evidence import Evidence
from pygalgia.records.record import Record
from pygalgia.records.smart.launch import Pending, allowed, begin, finish
from pygalgia.records.smart.outgoing import UnreachableError
from pygalgia.records.smart.writing import document_reference, result_of, write
from pygalgia.report.paper import paper
from pygalgia.texts import _
from pygalgia.web.edge import cookies
from pygalgia.web.edge.forms import Posted
from pygalgia.web.edge.launches import LASTS, Origin, Read
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, begin_visit, visit, visit_if_any

COOKIE = "pygalgia-launch"
_CALLBACK, _CONFIRM, _WRITE, _WRITTEN = (
    f"/smart/{name}" for name in ("callback", "confirm", "write", "written")
)
router = APIRouter(prefix="/smart", include_in_schema=False)


@router.get("/launch")
def launch(request: Request, here: Here, iss: str = "", launch: str = "") -> Response:
    """Begin a launch: from a record, which says `launch`, or from here, where a server may be chosen."""
    here.limits.check(here.limits.beginnings, request)
    if not here.smart_servers:
        problem = not_found("registered server of records")
        raise problem
    if not iss:
        servers = [(each.iss, each.name) for each in here.smart_servers.values()]
        return page(request, "records/choose.html", servers=servers)
    return _begun(request, here, iss=iss[:500], launch=launch[:2000])


def _begun(request: Request, here: Services, *, iss: str, launch: str = "", of: str = "") -> Response:
    """Send the browser to a server, to read there, or to write the result of an interview."""
    base = here.settings.public_url or str(request.base_url).rstrip("/")
    try:
        pending = begin(here.smart_servers, iss=iss, launch=launch, redirect=base + _CALLBACK, of=of)
    except UnreachableError as error:
        raise _unreachable(error) from error
    token = secrets.token_urlsafe(32)
    here.launches.keep(token, pending)
    response = RedirectResponse(pending.authorize, 302)
    seconds = int(LASTS.total_seconds())
    cookies.set_cookie(request, response, COOKIE, token, seconds=seconds)
    return response


@router.get("/callback")
def callback(request: Request, here: Here, state: str = "", code: str = "", error: str = "") -> Response:
    """Come back from the record's login: read the record, and lead on to what it says."""
    token = cookies.read_cookie(request, COOKIE) or ""
    pending = here.launches.taken(token)
    if not isinstance(pending, Pending) or not compare_digest(pending.state.encode(), state.encode()):
        raise _not_begun()
    if error or not code:
        raise WebProblem(
            status=403,
            slug="launch",
            title=_("The record was not opened"),
            detail=_("It was refused, or cancelled."),
        )
    try:
        if pending.of:
            return _written(request, here, pending, code[:4000])
        fetched = finish(pending, code=code[:4000])
    except UnreachableError as refused:
        raise _unreachable(refused) from refused
    record = here.records.read(fetched.record, today=here.database.clock().date())
    record = replace(record, issues=(*fetched.issues, *record.issues))
    here.launches.keep(token, Read(record=record, origin=Origin(iss=fetched.iss, person=fetched.person)))
    return RedirectResponse(_CONFIRM, 303)


@router.get("/write")
def offer(request: Request, here: Here) -> Response:
    """Show what would be written to the record, and where; nothing is written here."""
    at = visit(request, here)
    server = here.smart_servers[_origin(at).iss]
    return page(
        request, "records/write.html", server=server.name, token=cookies.csrf_token(request, cookies.PERSON)
    )


@router.post("/write")
def wished(request: Request, here: Here, _form: Guarded) -> Response:
    """Ask the record's server for leave to write one document: the browser goes there and comes back."""
    here.limits.check(here.limits.beginnings, request)
    at = visit(request, here)
    return _begun(request, here, iss=_origin(at).iss, of=at.interview.id)


def _origin(at: Visit) -> Origin:
    """Return where an interview began.

    Raises:
        WebProblem: 404 where that was no record, is too long ago, or is not to be written to.
    """
    found = at.here.origins.waiting(at.interview.id)
    if isinstance(found, Origin) and at.here.may_write_back(at.interview.id):
        return found
    raise WebProblem(
        status=404,
        slug="launch",
        title=_("There is no record to write to"),
        detail=_("Open the app from the record once more."),
    )


def _written(request: Request, here: Services, pending: Pending, code: str) -> Response:
    """Write the result and say so.

    Raises:
        WebProblem: this is another browser, or the record that was opened is another person's.
        UnreachableError: the server did not write it.
    """
    at = visit_if_any(request, here)
    if at is None or at.interview.id != pending.of:
        raise _not_begun()
    origin_ = _origin(at)
    token, person = allowed(pending, code=code)
    if person != origin_.person:
        raise WebProblem(
            status=409,
            slug="another-person",
            title=_("This is the record of somebody else"),
            detail=_("Nothing was written."),
        )
    now = here.database.clock()
    whole = result_of(at.interview, at.assessment, here.records, person=person, now=now)
    try:
        pdf = paper(at.assessment, here.knowledge.base)
    except ModuleNotFoundError:
        pdf = None
    write(pending.server, document_reference(whole, pdf, person=person, now=now), token=token)
    return RedirectResponse(_WRITTEN, 303)


@router.get("/written")
def written(request: Request, here: Here) -> Response:
    """Say that the result is in the record."""
    at = visit(request, here)
    return page(request, "records/written.html", server=here.smart_servers[_origin(at).iss].name)


@router.get("/confirm")
def confirm(request: Request, here: Here) -> Response:
    """Show what the record says: nothing counts before it is confirmed."""
    record = _read(request, here).record
    base = here.knowledge.base
    return page(
        request,
        "records/confirm.html",
        facts=[_fact(each, base) for each in record.evidence.values()],
        case=record.case,
        missing=[each for each in record.issues if each.severity in ("warning", "error")],
        again=[base.findings[each.finding].name for each in record.asked_again],
        token=cookies.csrf_token(request, COOKIE),
    )


@router.post("/confirm")
def confirmed(request: Request, here: Here, form: Posted) -> Response:
    """Begin an interview with the facts that were confirmed; each can still be changed."""
    wanted = cookies.csrf_token(request, COOKIE)
    if not wanted or not form.carries(wanted):
        raise WebProblem(
            status=403,
            slug="stale-form",
            title=_("This page was open for too long"),
            detail=_("Open the app from the record once more."),
        )
    read = _read(request, here)
    earlier = visit_if_any(request, here)
    if earlier is not None and earlier.is_a_persons_own:
        raise WebProblem(
            status=409,
            slug="own-answers",
            title=_("There are somebody's own answers in this browser"),
            detail=_("Delete them, or finish with them, before you begin for somebody else."),
        )
    here.launches.taken(cookies.read_cookie(request, COOKIE) or "")
    kept = frozenset(form.words("fact"))
    begun = started(read.record, kept, here.interviewer)
    response = begin_visit(request, here, begun)
    here.origins.keep(begun.id, read.origin)
    cookies.drop_cookie(request, response, COOKIE)
    return response


def _not_begun() -> WebProblem:
    return WebProblem(
        status=403,
        slug="launch",
        title=_("This launch was not begun in this browser, or is over"),
        detail=_("Open the app from the record once more."),
    )


def _read(request: Request, here: Services) -> Read:
    found = here.launches.waiting(cookies.read_cookie(request, COOKIE) or "")
    if isinstance(found, Read):
        return found
    raise WebProblem(
        status=404,
        slug="launch",
        title=_("There is no record to confirm here"),
        detail=_("It is kept for ten minutes. Open the app from the record once more."),
    )


def _unreachable(error: UnreachableError) -> WebProblem:
    return WebProblem(
        status=502,
        slug="record-unreachable",
        title=_("The record could not be read"),
        detail=_("Nothing was begun. The interview works without a record too."),
        problems=(error.problem,),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that a record says, in words."""

    finding: str
    name: str
    answer: str
    when: str
    source: str


def _fact(each: Evidence, base: KnowledgeBase) -> Fact:
    finding = base.findings[each.finding]
    when = each.when.last.isoformat() if each.when else "no date"
    return Fact(
        finding=each.finding, name=finding.name, answer=_words(each, finding), when=when, source=each.source
    )


def _words(each: Evidence, finding: Finding) -> str:
    if isinstance(each.answer, QuantityRow):
        return f"{each.answer.value:g} {each.answer.unit}"
    state = str(each.answer)
    return finding.state_names.get(state, {"present": "yes", "absent": "no"}.get(state, state))


def started(record: Record, kept: frozenset[str], interviewer: Interviewer) -> Interview:
    """Return a clinician's interview with the facts of a record that were kept.

    A fact that cannot be answered by itself is left to the interview.
    """
    begun = interviewer.begin(id_=uuid4().hex)
    begun = interviewer.answer(begun, "for-whom", "patient")
    case = record.case
    answers: list[tuple[str, Given]] = [("setting", case.setting), ("sex", case.sex)]
    if case.age_years is not None:
        answers.insert(0, ("age", case.age_years))
    answers += [(name, _given(each)) for name, each in record.evidence.items() if name in kept]
    for question, given in answers:
        try:
            begun = interviewer.answer(begun, question, given)
        except CaseError:
            continue
    return begun


def _given(each: Evidence) -> Given:
    if isinstance(each.answer, QuantityRow):
        return {"value": each.answer.value, "unit": each.answer.unit}
    return str(each.answer)
