"""Sources, numbered in the order in which they are first cited, and drawn as references."""

import re
from collections.abc import Iterable

from pygalgia.domain.evidence import Source
from pygalgia.domain.knowledge_base import KnowledgeBase

#: A clause of a source that says what the page read did not give: for the record, not for readers.
_MISSING = re.compile(r"[^;()]*\bnot shown\b[^;()]*")
_LEFT_OVER = re.compile(r"\(\s*;?\s*\)|;\s*(?=\)|$)|(?<=\()\s*;\s*")


class Citations:
    """Numbers sources as they are cited."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._numbers: dict[str, int] = {}

    def mark(self, sources: Iterable[str], *, most: int = 3) -> str:
        """Return the numbers of the first few sources: " [1, 4]"; empty where there are none."""
        numbers = self.numbers(sources, most=most)
        return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""

    def numbers(self, sources: Iterable[str], *, most: int = 3) -> list[int]:
        """Return the numbers of the first few sources, giving new ones where needed."""
        return [self._numbers.setdefault(name, len(self._numbers) + 1) for name in list(sources)[:most]]

    def references(self) -> list[tuple[int, str]]:
        """Return (number, reference) of everything cited so far."""
        return [(number, reference(self._base.sources[name])) for name, number in self._numbers.items()]

    def short(self) -> list[tuple[int, str]]:
        """Return (number, short reference) of everything cited so far."""
        return [(number, short_reference(self._base.sources[name])) for name, number in self._numbers.items()]


def short_reference(source: Source) -> str:
    """Return a source in a few words: first author or publisher, year, and where to find it."""
    authors = known(source.authors or "")
    # Lists are written "Stynes S, Konstantinou K": initials mark a person, else it is a body.
    first = authors.split(",")[0]
    named = re.sub(r"\s+[A-Z]{1,3}$", "", first) + (" et al." if "," in authors else "")
    who = named if authors else known(source.publisher or source.journal or source.title)
    place = f"doi:{source.doi}" if source.doi else _host(source.url_seen or "")
    return " ".join(part for part in (who, str(source.year or ""), place) if part)


def _host(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address).split("/")[0]


def reference(source: Source) -> str:
    """Return a source as one line: authors, title, journal or publisher, year, address."""
    parts = [
        source.authors,
        source.title,
        source.journal or source.publisher,
        str(source.year) if source.year else None,
    ]
    place = f"https://doi.org/{source.doi}" if source.doi else source.url_seen
    told = [clean.rstrip(". ") for part in parts if part and (clean := known(part))]
    return ". ".join(told) + (f". {place}" if place else ".")


def known(text: str) -> str:
    """Return a field of a source without the clauses that say what the page did not show.

    Examples:
        >>> known("not shown on the page read (Hall H et al.)")
        'Hall H et al.'
        >>> known("(Table of 32 aneurysms; title not shown in the excerpt)")
        'Table of 32 aneurysms'
        >>> known("not shown on the page")
        ''
    """
    if not _MISSING.search(text):
        return text
    kept = _LEFT_OVER.sub("", _MISSING.sub("", text)).strip(" ;")
    is_whole = kept.startswith("(") and kept.endswith(")") and kept.count("(") == 1
    return kept[1:-1].strip() if is_whole else kept
