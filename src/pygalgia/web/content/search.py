"""Find pages by words in any language, in memory: the database's index is of the English ones."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from pygalgia.reading.search_words import SearchWords, read_search_words
from pygalgia.store.content import HIT_BEGINS, HIT_ENDS, Hit, PageContent
from pygalgia.texts import language
from pygalgia.texts.catalogues import DATA
from pygalgia.texts.folding import folded

_WORD = re.compile(r"\w+")
#: What a hit counts for: in the title, in other names, in the text.
_WORTH = (12, 8, 1)
_MOST_WORDS = 12
_SHORTEST_STEM = 4
#: Endings that words of one stem differ by, the longest first.
_ENDINGS = ("iones", "ungen", "ement", "ung", "ion", "en", "er", "es", "as", "os", "s", "e", "n", "a", "o")
_BEFORE, _SNIPPET = 8, 24
#: Forms of one word that is looked for: a page that holds any of them holds the word.
Stems = tuple[str, ...]


@dataclass(frozen=True)
class SearchIndex:
    """The words of some pages, folded once."""

    pages: tuple[PageContent, ...]

    def search(self, query: str, *, most: int = 40) -> tuple[Hit, ...]:
        """Return the pages that hold every word, or else any of them; best first.

        A word also finds longer ones that begin like it, without regard to accents and endings, and what
        people of this language call otherwise.
        """
        stems = [looked_for(word) for word in _WORD.findall(folded(query))][:_MOST_WORDS]
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
    def _worth(fields: tuple[str, ...], stems: Stems) -> int:
        begins = [f" {stem}" for stem in stems]
        worths = zip(fields, _WORTH, strict=True)
        return max((worth for field, worth in worths if any(each in field for each in begins)), default=0)

    @cached_property
    def _fields(self) -> list[tuple[PageContent, tuple[str, ...]]]:
        """Title, other names and text of each page, as words with a space before each."""
        return [
            (page, tuple(_spaced(folded(field)) for field in (page.title, page.words, page.body)))
            for page in self.pages
        ]


def looked_for(word: str) -> Stems:
    """Return the beginnings by which a folded word is found in the language spoken now."""
    return tuple(dict.fromkeys(_stem(each) for each in _words_of(language()).of(word)))


@cache
def _words_of(tag: str) -> SearchWords:
    return read_search_words(DATA, tag)[0]


def _spaced(text: str) -> str:
    return " " + " ".join(_WORD.findall(text))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _hit(page: PageContent, stems: list[Stems]) -> Hit:
    return Hit(page=page.page, kind=page.kind, title=page.title, snippet=" ".join(_snippet(page.body, stems)))


def _snippet(body: str, stems: list[Stems]) -> Iterator[str]:
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


def _is_found(word: str, stems: list[Stems]) -> bool:
    return any(part.startswith(forms) for part in _WORD.findall(folded(word)) for forms in stems)
