"""Propose a change to a text or number of a page: checked by lint, taken away as a file for review."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from pygalgia.errors import Problem
from pygalgia.knowledge.proposal import Passage, passages, patch, problems_of
from pygalgia.store.content import PageContent
from pygalgia.web.edge.forms import Form, Posted
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import WebProblem, not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.editor.access import Current, Tokened, may

router = APIRouter(prefix="/editor", include_in_schema=False)
_PAGE, _FILE = "page", "file"
_LONGEST = 120_000
_LONGEST_REASON = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal as it was sent."""

    passage: Passage
    text: str
    reason: str


@router.get("/propose/{kind}/{name}")
def form(request: Request, here: Here, editor: Current, kind: str, name: str, file: str = "") -> Response:
    """Show the passages of a page, one of them to be changed."""
    may(editor, "reviewer")
    content, found = _found(here, kind, name)
    chosen = next((each for each in found if each.file == file), found[0])
    return page(
        request, "editor/propose.html", editor=editor, content=content, passages=found, passage=chosen,
        text=chosen.text, reason="", problems=(), diff="",
    )  # fmt: skip


@router.post("/propose/{kind}/{name}", dependencies=[Tokened])
def propose(request: Request, here: Here, editor: Current, kind: str, name: str, form: Posted) -> Response:
    """Check a proposal; where lint finds nothing, show it or send it as a file."""
    may(editor, "reviewer")
    content, found = _found(here, kind, name)
    draft = _draft(form, found)
    form.refuse_problems()
    problems = _problems(draft)
    by = ", ".join(part for part in (editor.name, editor.qualification) if part)
    diff = "" if problems else patch(draft.passage, draft.text, reason=draft.reason, by=by)
    if diff and form.text("do", most=10) == "export":
        file_name = f"{kind}-{name}.patch"
        return Response(
            diff,
            media_type="text/x-patch; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{file_name}"'},
        )
    return page(
        request, "editor/propose.html", status=422 if problems else 200, editor=editor, content=content,
        passages=found, passage=draft.passage, text=draft.text, reason=draft.reason, problems=problems,
        diff=diff,
    )  # fmt: skip


def _found(here: Services, kind: str, name: str) -> tuple[PageContent, tuple[Passage, ...]]:
    content = here.catalogue.pages.get(f"{kind}/{name}")
    found = passages(kind, name) if content else ()
    if content is None or not found:
        raise not_found(_PAGE, f"{kind}/{name}")
    return content, found


def _draft(form: Form, found: tuple[Passage, ...]) -> Draft:
    """Return the proposal.

    Raises:
        WebProblem: 404 for a file of another page; 409 where the passage has changed since it was shown.
    """
    file = form.text("file", most=300)
    passage = next((each for each in found if each.file == file), None)
    if passage is None:
        raise not_found(_FILE, file)
    if form.text("digest", most=64) != passage.digest:
        raise WebProblem(
            status=409,
            slug="content-changed",
            title="The passage has changed since you opened it",
            detail="Load it again and make your change there.",
        )
    # The blank line between two entries belongs to the file, not to what is written in the form.
    end = passage.text[len(passage.text.rstrip()) :]
    return Draft(
        passage=passage,
        text=form.lines("text", most=_LONGEST).rstrip() + end,
        reason=form.text("reason", most=_LONGEST_REASON, needed=True),
    )


def _problems(draft: Draft) -> tuple[Problem, ...]:
    if draft.text == draft.passage.text:
        return (
            Problem(
                where=draft.passage.file,
                found="no change",
                expected="another text or number",
                fix="change what is wrong, then check again",
            ),
        )
    return problems_of(draft.passage, draft.text)
