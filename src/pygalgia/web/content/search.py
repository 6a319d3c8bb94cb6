"""Find pages by words in any language, in memory: the database's index is of the English ones."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from pygalgia.store.content import HIT_BEGINS, HIT_ENDS, Hit, PageContent
from pygalgia.texts.folding import folded

_WORD = re.compile(r"\w+")
#: What a hit counts for: in the title, in other names, in the text.
_WORTH = (12, 8, 1)
_MOST_WORDS = 12
_SHORTEST_STEM = 4
#: Endings that words of one stem differ by, the longest first.
_ENDINGS = ("iones", "ungen", "ement", "ung", "ion", "en", "er", "es", "as", "os", "s", "e", "n", "a", "o")
_BEFORE, _SNIPPET = 8, 24


@dataclass(frozen=True)
class SearchIndex:
    """The words of some pages, folded once."""

    pages: tuple[PageContent, ...]

    def search(self, query: str, *, most: int = 40) -> tuple[Hit, ...]:
        """Return the pages that hold every word, or else any of them; best first.

        A word also finds longer ones that begin like it, without regard to accents and endings.
        """
        stems = [_stem(word) for word in _WORD.findall(folded(query))][:_MOST_WORDS]
        if not stems:
            return ()
        scored = [(page, [self._worth(fields, stem) for stem in stems]) for page, fields in self._fields]
        for enough in (all, any):
            found = self._ranked(scored, enough)
            if found:
                return tuple(_hit(page, stems) for page in found[:most])
        return ()

    @staticmethod
    def _ranked(
        scored: list[tuple[PageContent, list[int]]], enough: Callable[[Iterable[object]], bool]
    ) -> list[PageContent]:
        kept = [(sum(worths), page) for page, worths in scored if enough(worths)]
        return [page for _, page in sorted(kept, key=lambda each: (-each[0], each[1].page))]

    @staticmethod
    def _worth(fields: tuple[str, ...], stem: str) -> int:
        begins = f" {stem}"
        return max((worth for field, worth in zip(fields, _WORTH, strict=True) if begins in field), default=0)

    @cached_property
    def _fields(self) -> list[tuple[PageContent, tuple[str, ...]]]:
        """Title, other names and text of each page, as words with a space before each."""
        return [
            (page, tuple(_spaced(folded(field)) for field in (page.title, page.words, page.body)))
            for page in self.pages
        ]


def _spaced(text: str) -> str:
    return " " + " ".join(_WORD.findall(text))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _hit(page: PageContent, stems: list[str]) -> Hit:
    return Hit(page=page.page, kind=page.kind, title=page.title, snippet=" ".join(_snippet(page.body, stems)))


def _snippet(body: str, stems: list[str]) -> Iterator[str]:
    """Yield the words round the first that was found, those found between their marks."""
    words = body.split()
    found = {place for place, word in enumerate(words) if _is_found(word, stems)}
    first = max(0, min(found, default=0) - _BEFORE)
    if first:
        yield "…"
    for place, word in enumerate(words[first : first + _SNIPPET], first):
        yield f"{HIT_BEGINS}{word}{HIT_ENDS}" if place in found else word
    if first + _SNIPPET < len(words):
        yield "…"


def _is_found(word: str, stems: list[str]) -> bool:
    return any(part.startswith(stem) for part in _WORD.findall(folded(word)) for stem in stems)
