"""Draw a template as a page."""

from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from pygalgia import __version__
from pygalgia.domain.in_names import in_names
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.report.words import counted
from pygalgia.texts import _, language, speaks_english
from pygalgia.texts.known import direction, own_names
from pygalgia.texts.lacking import is_lacking, lacking_texts
from pygalgia.texts.listing import listed
from pygalgia.texts.templates import EXTENSION, Kept, speak
from pygalgia.texts.written import written_date, written_figure, written_moment, written_percent
from pygalgia.web.edge import cookies
from pygalgia.web.edge.choosing import is_common, tongues
from pygalgia.web.edge.left_in_english import marked
from pygalgia.web.edge.services import services

_HERE = Path(__file__).parents[1]
STATIC = _HERE / "static"
TEMPLATES = _HERE / "templates"
#: Where pages hold texts for clinicians.
_CLINICAL = ("/clinician", "/case", "/findings", "/mechanisms", "/red-flags")


class _Environment(Environment):
    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template as one table: each page would put a chain of two into one anew."""
        return dict(super().make_globals(d))


@cache
def environment() -> Environment:
    """Return the templates: everything is escaped, and a misspelt name is an error."""
    made = _Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # They come with the program: no page looks whether one of its files has changed.
        auto_reload=False,
        extensions=[EXTENSION, Kept],
    )
    speak(made)
    made.globals["asset"] = asset
    made.globals["stylesheets"] = stylesheets
    made.globals["version"] = __version__
    made.globals["counted"] = counted
    made.globals["in_names"] = in_names
    made.globals["direction"] = direction
    made.globals["is_translated"] = lambda: not speaks_english()
    made.globals["languages"] = own_names
    made.globals["date"] = written_date
    made.globals["moment"] = written_moment
    made.globals["number"] = written_figure
    made.globals["percent"] = written_percent
    made.globals["calls"] = calls
    made.globals["listed"] = listed
    made.globals["quoted"] = quoted
    made.globals["links"] = links
    made.globals["stays_english"] = stays_english
    made.globals["english_marks"] = english_marks
    made.filters["capitalize_first"] = _capitalized
    return made


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:  # noqa: ANN401 - what templates are given
    """Return a template as a page.

    Every template also has `request`, `base` (the knowledge base), `emergency_numbers`, `csrf` (the token
    that forms send back as `csrf`; empty where no cookie is set yet), `tongues` (the languages to choose),
    `is_common` (whether parts of the page may be kept) and `is_lacking` (whether some of what was said so
    far had to be said in English).
    """
    drawn = (
        environment()
        .get_template(template)
        .render(
            request=request,
            base=services(request).knowledge.base,
            emergency_numbers=emergency_numbers(services(request).knowledge.base),
            csrf=cookies.csrf_token(request),
            tongues=tongues(request),
            is_common=is_common(request),
            is_lacking=lambda: is_lacking(language(), for_clinicians=_has_clinical_words(request, context)),
            **context,
        )
    )
    return HTMLResponse(marked(drawn, lacking_texts(language())), status_code=status)


def _has_clinical_words(request: Request, context: Mapping[str, Any]) -> bool:
    """Return whether a page says what only clinicians are told, the names of signs among it."""
    is_asked = request.url.path.startswith(_CLINICAL) or request.query_params.get("view") == "clinical"
    return is_asked or bool(context.get("clinical"))


def emergency_numbers(base: KnowledgeBase) -> tuple[str, ...]:
    """Return the emergency numbers of all countries that are known, each once."""
    return tuple(dict.fromkeys(each.emergency for each in base.countries.values()))


def calls(numbers: Iterable[str]) -> Markup:
    """Return telephone numbers as links to call them: one of them is to be called."""
    link = Markup('<a href="tel:{0}" dir="ltr">{0}</a>')
    return Markup(listed([link.format(number) for number in numbers], "or"))  # noqa: S704 - escaped in the line above


def links(pages: Iterable[tuple[str, str]]) -> Markup:
    """Return links to pages, each given as its path and title, one after the other."""
    link = Markup('<a href="/{0}">{1}</a>')
    return Markup(listed([link.format(*each) for each in pages], "apart"))  # noqa: S704 - escaped in the line above


def english_marks() -> Markup:
    """Return the attributes of an element that stays English; none where English is spoken anyhow."""
    return Markup("") if speaks_english() else Markup(' lang="en" dir="ltr"')


def stays_english(text: str) -> str | Markup:
    """Return a text that is not translated, marked as English where another language is spoken."""
    if not text or speaks_english():
        return text
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def quoted(words: Iterable[str]) -> str:
    """Return what somebody said, each in quotation marks, one after the other."""
    return listed([_("“%(words)s”", words=each) for each in words], "apart")


@cache
def asset(path: str) -> str:
    """Return the address of a static file, with its content's hash: it may be cached for ever."""
    digest = sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


@cache
def stylesheets() -> tuple[str, ...]:
    """Return the addresses of every style sheet: tokens, base, each area's own, and paper last."""
    first, last = ("tokens.css", "base.css"), ("print.css",)
    areas = sorted({path.name for path in (STATIC / "css").glob("*.css")} - {*first, *last})
    return tuple(asset(f"css/{name}") for name in (*first, *areas, *last))
