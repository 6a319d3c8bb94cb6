"""What stands on a page outside the brackets of the pseudo-language: text that nobody marked."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pygalgia.texts import PSEUDO

#: Names, codes and units that are the same in every language.
STAYS = re.compile(
    r"\b(?:pygalgia|en-XA|PDF|PubMed|ICD-1[01]|UTC|Ctrl|Enter|CSL-JSON|BibTeX|RIS|mg|dL|mL|mm|km|min|ng|ukat|wk|mo"
    r"|mmHg|[A-Z]+\d+(?:\.\d+)?)\b|https?://\S+"
)
_SAID = frozenset({"aria-label", "title", "alt", "placeholder", "data-plain"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
#: No part of the page; a text to copy is a report's, and is looked at with the reports.
_NO_PAGE = frozenset({"script", "style", "pre"})
# A text is also told a sentence on each line, or in each paragraph.
_INLINE = frozenset(
    {"a", "b", "bdi", "code", "em", "kbd", "li", "mark", "p", "path", "small", "span", "strong", "svg"}
)
_WORD = re.compile(r"[^\W\d_]{2,}")


def _is_cut(said):
    """Return whether an element shows a part of a text, cut where it is long."""
    return "snippet" in (said.get("class") or "").split()


@dataclass
class _Outside(HTMLParser):
    names: tuple[str, ...] = ()
    found: list[str] = field(default_factory=list)
    depth: int = 0
    last: str = ""
    languages: list[str | None] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    @property
    def is_ours(self):
        spoken = next((each for each in reversed(self.languages) if each), PSEUDO)
        return spoken == PSEUDO and not self.hidden

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag not in _VOID:
            self.languages.append(said.get("lang"))
            if self.hidden or tag in _NO_PAGE or said.get("id") == "zone" or _is_cut(said):
                self.hidden.append(tag)
        if not self.is_ours:
            return
        for name in _SAID & said.keys():
            if self._look(said[name], 0):
                self.found.append(f"brackets do not match: {said[name]}")

    def _close_message(self):
        """No message reaches over the end of a paragraph: brackets left open are a sentence cut up."""
        if self.depth:
            self.found.append(f"brackets do not match before: {self.last}")
            self.depth = 0

    def handle_endtag(self, tag):
        if tag not in _INLINE:
            self._close_message()
        if tag not in _VOID and self.languages:
            self.languages.pop()
            if self.hidden:
                self.hidden.pop()

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data):
        if self.is_ours:
            self.depth = self._look(data, self.depth)
            self.last = " ".join(data.split()) or self.last

    def _look(self, text, depth):
        outside = ""
        for each in text:
            depth += (each == "[") - (each == "]")
            outside += each if depth <= 0 else " "
        for name in self.names:
            outside = outside.replace(name, " ")
        bare = STAYS.sub(" ", outside)
        if _WORD.search(bare):
            self.found.append(" ".join(outside.split()))
        return depth


def outside_brackets(page: str, *, names: Iterable[str] = ()) -> list[str]:
    """Return what stands on a page in no message of the pseudo-language, without what stays English.

    Args:
        page: The page's text.
        names: What may stand there as it is: titles of publications, a person's own words.
    """
    read = _Outside(names=tuple(names))
    read.feed(page)
    return read.found
