"""Lists of pages: grouped for the menus, sorted for the tables."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pygalgia.domain.condition import Condition
from pygalgia.domain.exercise import Exercise, MicroBreak
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import flag_findings
from pygalgia.domain.red_flag import RedFlag
from pygalgia.domain.urgency import Urgency
from pygalgia.texts import _
from pygalgia.texts.folding import folded
from pygalgia.web.content.catalogue import Catalogue
from pygalgia.web.content.search import looked_for
from pygalgia.web.content.words import GROUPS, HAZARDS, TOPICS, how_often
from pygalgia.web.reader.rates import Sign

_MOST_ROWS = 40
_ITEMS_A_PAGE = 100
#: A ratio of rates between these tells nothing.
NEARLY_EQUAL = (0.8, 1.25)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a list. `urgency` is a level's id, or empty."""

    path: str
    title: str
    note: str
    urgency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a list that is too long for a page.

    Attributes:
        groups: Heading to the items of this part.
        number: Which part it is, from 1; the last one where a later one was asked for.
        of: How many parts there are, at least 1.
        items: How many items the whole list has.
    """

    groups: dict[str, list[Item]]
    number: int
    of: int
    items: int


def matching(catalogue: Catalogue, kind: str, query: str) -> list[str]:
    """Return the ids of the entries of a kind whose title or text holds every word of a query."""
    words = [looked_for(word) for word in folded(query).split()]
    pages = {name: catalogue.pages[f"{kind}/{name}"] for name in catalogue.entries[kind]}
    texts = {name: folded(f"{each.title} {each.words} {each.body}") for name, each in pages.items()}
    return [
        name for name, text in texts.items() if all(any(form in text for form in forms) for forms in words)
    ]


def part(groups: Mapping[str, list[Item]], number: int) -> Part:
    """Return the part of a list with this number, from 1."""
    every = [(heading, item) for heading, items in groups.items() for item in items]
    parts = max(1, -(-len(every) // _ITEMS_A_PAGE))
    here = min(number, parts)
    shown: dict[str, list[Item]] = {}
    for heading, item in every[(here - 1) * _ITEMS_A_PAGE : here * _ITEMS_A_PAGE]:
        shown.setdefault(heading, []).append(item)
    return Part(groups=shown, number=here, of=parts, items=len(every))


def grouped(catalogue: Catalogue, kind: str, names: Iterable[str]) -> dict[str, list[Item]]:
    """Return heading to items, in the order of the page, of the entries with these ids."""
    result: dict[str, list[Item]] = {}
    for name in names:
        entry = catalogue.entries[kind][name]
        item = Item(
            path=f"{kind}/{name}",
            title=catalogue.pages[f"{kind}/{name}"].title,
            note=_note(entry),
            urgency=_urgency(entry),
        )
        result.setdefault(_heading(entry), []).append(item)
    order = {heading: place for place, heading in enumerate(GROUPS.values())}
    headings = sorted(result, key=lambda heading: (order.get(heading, len(order)), heading))
    return {heading: _sorted(result[heading]) for heading in headings}


def by_ratio(rows: Iterable[tuple[Condition, Sign]]) -> list[tuple[Condition, Sign]]:
    """Return conditions with the sign most telling for or against them, the strongest ratio first."""
    told = [pair for pair in rows if not NEARLY_EQUAL[0] < pair[1].ratio < NEARLY_EQUAL[1]]
    return sorted(told, key=lambda pair: -pair[1].ratio)[:_MOST_ROWS]


def flags_of(base: KnowledgeBase, finding: str) -> list[RedFlag]:
    """Return the warning signs that ask about a finding."""
    return [flag for flag in base.red_flags.values() if finding in flag_findings(flag)]


def _heading(entry: object) -> str:
    if isinstance(entry, Condition):
        return GROUPS.get(entry.group, entry.group)
    if isinstance(entry, RedFlag):
        return HAZARDS.get(entry.hazard, entry.hazard)
    if isinstance(entry, Finding):
        return TOPICS.get(entry.topic, entry.topic)
    if isinstance(entry, Exercise):
        return _("Exercises")
    if isinstance(entry, MicroBreak):
        return _("Short breaks")
    title = getattr(entry, "title", "")
    return str(title)[:1].upper() if title else _("All")


def _note(entry: object) -> str:
    if isinstance(entry, Condition):
        return entry.name if entry.name.lower() != entry.plain_name.lower() else ""
    if isinstance(entry, RedFlag):
        return entry.plain
    if isinstance(entry, Exercise):
        return entry.aim
    if isinstance(entry, MicroBreak):
        return how_often(entry)
    year = getattr(entry, "year", None)
    return str(year) if year else ""


def _urgency(entry: object) -> str:
    if isinstance(entry, Condition):
        return entry.action.urgency
    return entry.urgency if isinstance(entry, RedFlag) else ""


def _sorted(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda i: (-Urgency.from_id(i.urgency) if i.urgency else 0, i.title.lower()))
