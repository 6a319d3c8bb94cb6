"""The signatures under pages: which wait, and to sign or withdraw one."""

from datetime import date, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.errors import Problem
from pygalgia.knowledge.proposal import passages
from pygalgia.store.content import PageContent
from pygalgia.store.passwords import PASSWORD_LENGTHS
from pygalgia.texts import ENGLISH, using
from pygalgia.texts.known import offered, own_names
from pygalgia.web.content import words as reader_words
from pygalgia.web.content.catalogue import KINDS
from pygalgia.web.content.review import Review, review, signed_as
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.editor.access import Current, Tokened, may
from pygalgia.web.editor.reports import STATE_WORDS

router = APIRouter(prefix="/editor", include_in_schema=False)
_PAGE = "page"
_LANGUAGE = "language"
#: Pages that are shown and may be signed in one go: as many as can be read in one sitting.
TOGETHER = 10
#: Offered for the next review, and the latest that may be chosen.
_USUAL_REVIEW = timedelta(days=365)
_LATEST_REVIEW = timedelta(days=3 * 366)


@router.get("/pages")
def pages(request: Request, here: Here, editor: Current, kind: str = "conditions") -> Response:
    """List the pages of one kind with where their review stands, what needs work first."""
    kind = kind if kind in KINDS else "conditions"
    return page(
        request,
        "editor/pages.html",
        editor=editor,
        kind=kind,
        kinds=KINDS,
        rows=_reviews(here, kind),
        words=reader_words,
    )


def _reviews(here: Services, kind: str) -> list[tuple[PageContent, Review]]:
    """Return the pages of a kind with where their review stands, what needs work first."""
    signed, today = here.sign_offs.current(), here.database.clock().date()
    rows = [
        (each, review(signed.get(path), content_sha256=each.content_sha256, today=today))
        for path, each in here.catalogue.pages.items()
        if each.kind == kind
    ]
    order = {"overdue": 0, "changed": 1, "unreviewed": 2, "signed": 3}
    rows.sort(key=lambda row: (order[row[1].status], row[0].title.lower()))
    return rows


@router.get("/sign")
def sign_many_form(request: Request, here: Here, editor: Current, kind: str = "findings") -> Response:
    """Show the next pages of one kind that wait for a signature, each with all that would be signed."""
    may(editor, "reviewer")
    kind = kind if kind in KINDS else "findings"
    waiting = [each for each, stands in _reviews(here, kind) if stands.status != "signed"]
    today = here.database.clock().date()
    return page(
        request,
        "editor/sign_many.html",
        editor=editor,
        kind=kind,
        kinds=KINDS,
        shown=[(each, passages(kind, each.page.partition("/")[2])) for each in waiting[:TOGETHER]],
        left=max(len(waiting) - TOGETHER, 0),
        earliest=today + timedelta(days=1),
        usual=today + _USUAL_REVIEW,
        latest=today + _LATEST_REVIEW,
    )


@router.post("/sign", dependencies=[Tokened])
def sign_many(here: Here, editor: Current, form: Posted) -> Response:
    """Sign every page that was ticked, as it was shown, with the reviewer's own password; all or none."""
    may(editor, "reviewer")
    kind = form.text("kind", most=30)
    ticked = form.words("page")
    password = form.text("password", most=PASSWORD_LENGTHS[1], needed=True)
    next_review = _next_review(form, here.database.clock().date())
    if not 0 < len(ticked) <= TOGETHER:
        form.problems.append(
            Problem(
                where="pages",
                found=str(len(ticked)),
                expected=f"1 to {TOGETHER}",
                fix="tick the pages that you have read",
            )
        )
    form.refuse_problems()
    chosen = {path: form.text(f"sha:{path}", most=64) for path in ticked}
    for path, shown in chosen.items():
        content = here.catalogue.pages.get(path)
        if content is None or content.kind != kind:
            raise not_found(_PAGE, path)
        if shown != content.content_sha256:
            raise _changed()
    if not here.editors.confirm(editor, password):
        raise _wrong_password()
    here.sign_offs.sign_all(chosen, editor=editor, next_review=next_review)
    return RedirectResponse(f"/editor/sign?kind={kind}", 303)


@router.get("/pages/{kind}/{name}")
def sign_form(
    request: Request, here: Here, editor: Current, kind: str, name: str, tongue: str = ENGLISH
) -> Response:
    """Show where the review of one page stands in a language (BCP 47), and the form to sign it."""
    path = f"{kind}/{name}"
    content, signed = _page_in(here, path, tongue)
    today = here.database.clock().date()
    return page(
        request,
        "editor/sign.html",
        editor=editor,
        content=content,
        review=review(here.sign_offs.of(signed), content_sha256=content.content_sha256, today=today),
        tongue=tongue,
        names=own_names(),
        reports=here.reports.about(path),
        earliest=today + timedelta(days=1),
        usual=today + _USUAL_REVIEW,
        latest=today + _LATEST_REVIEW,
        state_words=STATE_WORDS,
        words=reader_words,
    )


@router.post("/pages/{kind}/{name}", dependencies=[Tokened])
def sign(here: Here, editor: Current, kind: str, name: str, form: Posted) -> Response:
    """Sign a page as its content stands, with the reviewer's own password; or withdraw the signature."""
    may(editor, "reviewer")
    path, tongue = f"{kind}/{name}", form.text("tongue", most=20) or ENGLISH
    content, signed = _page_in(here, path, tongue)
    password = form.text("password", most=PASSWORD_LENGTHS[1], needed=True)
    withdraw = form.text("action", most=10) == "withdraw"
    next_review = None if withdraw else _next_review(form, here.database.clock().date())
    form.refuse_problems()
    if not withdraw and form.text("content_sha256", most=64) != content.content_sha256:
        raise _changed()
    if not here.editors.confirm(editor, password):
        raise _wrong_password()
    if next_review is None:
        here.sign_offs.withdraw(signed, editor=editor)
    else:
        here.sign_offs.sign(
            signed, content_sha256=content.content_sha256, editor=editor, next_review=next_review
        )
    language = "" if tongue == ENGLISH else f"?tongue={tongue}"
    return RedirectResponse(f"/editor/pages/{path}{language}", 303)


def _page_in(here: Services, path: str, tongue: str) -> tuple[PageContent, str]:
    """Return what a page says in a language, and the name that it is signed under there."""
    if tongue not in offered():
        raise not_found(_LANGUAGE, tongue)
    with using(tongue):
        content = here.catalogue.pages.get(path)
        if content is None:
            raise not_found(_PAGE, path)
        return content, signed_as(path)


def _changed() -> WebProblem:
    return WebProblem(
        status=409,
        slug="content-changed",
        title="The page has changed since you opened it",
        detail="Read it again, then sign.",
    )


def _wrong_password() -> WebProblem:
    return WebProblem(
        status=403, slug="password", title="That was not your password", detail="Nothing was signed."
    )


def _next_review(form: Form, today: date) -> date:
    text = form.text("next_review", most=10)
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        chosen = today
    if not today < chosen <= today + _LATEST_REVIEW:
        form.problems.append(
            Problem(
                where="next review",
                found=repr(text),
                expected=f"a date after {today} and by {today + _LATEST_REVIEW}",
                fix="choose when it is due again",
            )
        )
    return chosen
