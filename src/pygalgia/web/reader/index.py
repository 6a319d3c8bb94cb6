"""Ways to what the knowledge holds: the lists, the search, the changes."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup, escape

from pygalgia.report.bibliography import BibliographyFormat, bibliography
from pygalgia.store.content import HIT_BEGINS, HIT_ENDS
from pygalgia.texts import _, speaks_english
from pygalgia.web.content.catalogue import KINDS
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.problems import not_found
from pygalgia.web.edge.services import Here, Services
from pygalgia.web.reader import lists as reader_lists
from pygalgia.web.reader.drawn import drawn

router = APIRouter(include_in_schema=False)
_LONGEST_QUERY = 200
_SIMILAR_ENOUGH = 75


@router.get("/search")
def search(
    request: Request, here: Here, q: Annotated[str, Query(max_length=_LONGEST_QUERY)] = ""
) -> Response:
    """Find pages by words."""
    hits = here.content.search(q) if speaks_english() else here.catalogue.index.search(q)
    near = [] if hits or not q.strip() else _near(here, q)
    return page(
        request,
        "reader/search.html",
        q=q,
        hits=[(hit, _marked(hit.snippet)) for hit in hits],
        near=near,
        titles={path: each.title for path, each in here.catalogue.pages.items()},
        kinds=KINDS,
    )


@router.get("/changes")
def changes(request: Request, here: Here) -> Response:
    """List what changed, newest first."""
    return drawn(
        request,
        "reader/changes.html",
        changes=here.content.changes(),
        # A translation is signed under the name of its language and a colon.
        signed=[each for each in here.sign_offs.newest() if ":" not in each.page],
        titles={path: each.title for path, each in here.catalogue.pages.items()},
        began=here.content.began(),
    )


@router.get("/changes.atom")
def feed(request: Request, here: Here) -> Response:
    """Give the same list as an Atom feed."""
    home = here.settings.public_url or str(request.base_url).rstrip("/")
    response = drawn(
        request, "reader/changes.atom", changes=here.content.changes(), began=here.content.began(), home=home
    )
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    return response


@router.get("/privacy")
def privacy(request: Request, here: Here) -> Response:
    """Say what is kept, where and for how long."""
    return drawn(request, "reader/privacy.html", keep_days=here.settings.keep_days)


@router.get("/read")
def read() -> Response:
    """Lead to the list of causes."""
    return RedirectResponse("/conditions", 303)


#: Ending of the address to the form for reference managers, and what its content is called.
_EXPORTS: dict[str, tuple[BibliographyFormat, str]] = {
    "json": ("csl", "application/vnd.citationstyles.csl+json"),
    "bib": ("bibtex", "application/x-bibtex; charset=utf-8"),
    "ris": ("ris", "application/x-research-info-systems; charset=utf-8"),
}


@router.get("/sources.{ending}")
def exported(here: Here, ending: str, q: Annotated[str, Query(max_length=_LONGEST_QUERY)] = "") -> Response:
    """Give every source for a reference manager, or those alone that hold every word of `q`."""
    if ending not in _EXPORTS:
        raise not_found(KINDS["sources"][0], ending)
    form, called = _EXPORTS[ending]
    sources = here.knowledge.base.sources
    found = reader_lists.matching(here.catalogue, "sources", q)
    return Response(
        bibliography((sources[name] for name in found), form),
        media_type=called,
        headers={"Content-Disposition": f'attachment; filename="pygalgia-sources.{ending}"'},
    )


def listing(
    request: Request,
    here: Here,
    q: Annotated[str, Query(max_length=_LONGEST_QUERY)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=1000)] = 1,
) -> Response:
    """List the pages of one kind, grouped; those alone that hold every word of `q`, a hundred at a time."""
    kind = request.url.path.strip("/")
    found = reader_lists.matching(here.catalogue, kind, q)
    part = reader_lists.part(reader_lists.grouped(here.catalogue, kind, found), number)
    return drawn(
        request,
        "reader/list.html",
        kind=kind,
        title=_(KINDS[kind][1]),
        q=q,
        part=part,
        groups=part.groups,
        signed={path for path in here.sign_offs.current() if path.startswith(f"{kind}/")},
    )


def _near(here: Services, query: str) -> list[tuple[str, str]]:
    """Return path and title of the pages whose names are most like a query that found nothing."""
    pages = {path: each for path, each in here.catalogue.pages.items() if each.kind != "sources"}
    names = {path: f"{each.title} {each.words}".lower() for path, each in pages.items()}
    from rapidfuzz import fuzz, process

    like = process.extract(
        query.lower(), names, scorer=fuzz.partial_ratio, limit=4, score_cutoff=_SIMILAR_ENOUGH
    )
    return [(path, pages[path].title) for _, _, path in like]


def _marked(snippet: str) -> Markup:
    """Return a snippet, escaped, with what matched marked."""
    return Markup(str(escape(snippet)).replace(HIT_BEGINS, "<mark>").replace(HIT_ENDS, "</mark>"))  # noqa: S704 - escaped in this line


for _kind in KINDS:
    router.add_api_route(f"/{_kind}", listing, methods=["GET"])
