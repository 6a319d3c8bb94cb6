"""Every English message there is: of code, templates and knowledge, each in one area."""

import io
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from babel.messages.extract import extract

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge.translated import messages as knowledge_messages
from pygalgia.reading import read_yaml
from pygalgia.translating.hints import hint

Area = Literal[
    "questions", "dangers", "conditions", "care", "exercises", "pages", "papers", "terminal", "clinician"
]
#: In order: a message that stands in several areas belongs to the first.
AREAS: tuple[Area, ...] = get_args(Area)
PACKAGE = Path(__file__).parents[1]
#: Rooms of code whose messages are not those of pages; the first that holds a file counts.
_AREA_OF_ROOM: dict[str, Area] = {
    "care/": "care",
    "report/": "papers",
    "drawing/": "papers",
    "cli/": "terminal",
    "reading/": "terminal",
    # What patients fill in stands among the pages.
    "records/forms/": "pages",
    "records/": "clinician",
}
_CARDS = "records/data/hooks.yaml"
#: The functions that take messages, and which of their arguments those are.
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "later": None,
    "gettext": None,
    "many": (1, 2),
    "form": (1, 2),
    "ngettext": (1, 2),
    "in_context": ((1, "c"), 2),
    "pgettext": ((1, "c"), 2),
}
#: As the templates are drawn: spaces inside a message are part of it.
_TEMPLATE = {
    "extensions": "jinja2.ext.i18n,pygalgia.texts.templates.Kept",
    "newstyle_gettext": "true",
    "silent": "false",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
}
#: Comments in code that begin with this are for whoever translates.
_FOR_TRANSLATORS = ("For translators:",)
Key = tuple[str | None, str]
#: Line, message or its forms, comments, context: as Babel finds them.
Row = tuple[int, str | tuple[str, ...], list[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One English message.

    Attributes:
        context: What tells it from others of the same words; for knowledge, where it stands. None in code.
        plural: Its form for more than one, or None.
        places: Files and lines of code where it stands.
        hints: What whoever translates it should know.
    """

    area: Area
    context: str | None
    text: str
    plural: str | None = None
    places: tuple[tuple[str, int], ...] = ()
    hints: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What a translation is found by."""
        return self.context, self.text


def sources(base: KnowledgeBase, package: Path = PACKAGE) -> dict[Key, Source]:
    """Return every message by its key, in order of areas, files and lines."""
    found: dict[Key, Source] = {}
    everything = (*_of_knowledge(base), *of_code(package), *_of_cards(package))
    for each in sorted(everything, key=lambda each: AREAS.index(each.area)):
        before = found.get(each.key)
        found[each.key] = each if before is None else _joined(before, each)
    return found


def of_code(package: Path = PACKAGE) -> Iterator[Source]:
    """Yield the messages of Python modules and templates below a package."""
    for path in sorted((*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.j2"))):
        name = path.relative_to(package).as_posix()
        if path.suffix != ".py" or b"pygalgia.texts" in path.read_bytes():
            rooms = (area for room, area in _AREA_OF_ROOM.items() if name.startswith(room))
            yield from _of_file(path, name, next(rooms, "pages"))


def _of_file(path: Path, name: str, area: Area) -> Iterator[Source]:
    method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
    options = {} if path.suffix == ".py" else _TEMPLATE
    with path.open("rb") as file:
        rows = extract(method, file, _KEYWORDS, _FOR_TRANSLATORS, options, strip_comment_tags=True)
        for line, message, comments, context in _quietly(rows):
            forms = (message,) if isinstance(message, str) else message
            yield Source(
                area=area,
                context=context,
                text=forms[0],
                plural=forms[1] if len(forms) > 1 else None,
                places=((name, line),),
                hints=tuple(comments),
            )


def _quietly(rows: Iterable[Row]) -> list[Row]:
    """Return the rows without Babel's warnings: it takes a value that is put together for a message."""
    with redirect_stderr(io.StringIO()):
        return list(rows)


def _of_knowledge(base: KnowledgeBase) -> Iterator[Source]:
    for each in knowledge_messages(base):
        said = hint(each.context, base)
        yield Source(area=each.area, context=each.context, text=each.text, hints=(said,) if said else ())


def _of_cards(package: Path) -> Iterator[Source]:
    """Yield what cards in the work of a clinician say."""
    path = package / _CARDS
    document: Any = read_yaml(path, name=_CARDS).value if path.exists() else {"rules": []}
    for rule in document["rules"]:
        for text in (rule["summary"], rule["take_out"], *(each["display"] for each in rule["reasons"])):
            yield Source(area="clinician", context=None, text=text, places=((_CARDS, 1),))


def _joined(first: Source, again: Source) -> Source:
    return replace(
        first,
        plural=first.plural or again.plural,
        places=(*first.places, *again.places),
        hints=tuple(dict.fromkeys((*first.hints, *again.hints))),
    )
