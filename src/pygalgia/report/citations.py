"""Sources, numbered in the order in which they are first cited, and drawn as references."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pygalgia.domain.evidence import Source
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.texts import Words, later

#: How a number was come to.
_BASES = Words(
    {
        "measured": later("measured"),
        "derived": later("derived"),
        "adjusted": later("adjusted"),
        "judged": later("judged"),
        "partly-judged": later("partly judged"),
        "pooled": later("pooled"),
    }
)


def basis_beside(basis: str, sources: Collection[str]) -> str:
    """Return the basis to name beside sources: what is judged and has some is judged only in part.

    A sign that comes from a mechanism, or a factor on the odds, is worked out from several rates. Its
    basis is that of the weakest; its sources stand behind the others.
    """
    return "partly-judged" if basis == "judged" and sources else basis


@dataclass(slots=True)
class Citations:
    """The numbered sources of one page or paper. Numbers are given as sources are cited."""

    base: KnowledgeBase
    order: dict[str, int] = field(default_factory=dict)

    def number(self, source: str) -> int:
        """Return a source's number, from 1; a new one where it was not cited yet."""
        return self.order.setdefault(source, len(self.order) + 1)

    def numbers(self, sources: Iterable[str], *, most: int = 3) -> list[int]:
        """Return the numbers of the first few sources."""
        return [self.number(name) for name in list(sources)[:most]]

    def numbered(self, sources: Iterable[str]) -> list[tuple[int, Source]]:
        """Return sources with their numbers, each once, in order of number."""
        return sorted({self.number(name): self.base.sources[name] for name in sources}.items())

    def beside(self, sources: Iterable[str], *, most: int = 4) -> list[tuple[int, Source]]:
        """Return the first few sources of one statement with their numbers, as the statement orders them."""
        told = list(dict.fromkeys(sources))[:most]
        return [(self.number(name), self.base.sources[name]) for name in told]

    def of_figures(self, figures: Iterable[str]) -> list[str]:
        """Return the ids of the sources behind some figures, each once."""
        return list(dict.fromkeys(self.base.figures[name].source for name in figures))

    def mark(self, sources: Iterable[str], *, most: int = 3) -> str:
        """Return the numbers of the first few sources: " [1, 4]"; empty where there are none."""
        numbers = self.numbers(sources, most=most)
        return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""

    def behind(self, sources: Iterable[str]) -> str:
        """Return the numbers of the sources of a statement of care: " [1, 4]"; " [judged]" without any."""
        return self.mark(sources) or f" [{_BASES['judged']}]"

    def based(self, basis: str, sources: Collection[str], *, most: int = 2) -> str:
        """Return a number's basis and the numbers of its sources: " [partly judged 1, 4]", " [judged]"."""
        numbers = ", ".join(str(number) for number in self.numbers(sources, most=most))
        said = _BASES[basis_beside(basis, sources)]
        return f" [{said} {numbers}]" if numbers else f" [{said}]"

    @property
    def listed(self) -> list[tuple[int, Source]]:
        """Every source cited so far, with its number."""
        return [(number, self.base.sources[name]) for name, number in self.order.items()]

    def references(self) -> list[tuple[int, str]]:
        """Return (number, reference) of everything cited so far."""
        return [(number, reference(source)) for number, source in self.listed]

    def short(self) -> list[tuple[int, str]]:
        """Return (number, short reference) of everything cited so far."""
        return [(number, short_reference(source)) for number, source in self.listed]


def short_reference(source: Source) -> str:
    """Return a source in a few words: first author or publisher, year, and where to find it."""
    authors = source.authors or ""
    # Lists are written "Stynes S, Konstantinou K": initials mark a person, else it is a body.
    first = authors.split(",")[0]
    named = re.sub(r"\s+[A-Z]{1,3}$", "", first) + (" et al." if "," in authors else "")
    who = named if authors else (source.publisher or source.journal or source.named)
    place = f"doi:{source.doi}" if source.doi else _host(source.address or "")
    return " ".join(part for part in (who, str(source.year or ""), place) if part)


def _host(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address).split("/")[0]


def reference(source: Source) -> str:
    """Return a source as one line: authors, title, where and when it appeared, and its own address."""
    return " ".join(part for part in (citation(source), source.address) if part)


def citation(source: Source) -> str:
    """Return a source as one line, without its address."""
    told = dict.fromkeys(part.rstrip(". ") for part in (source.authors, source.named, _place(source)) if part)
    return ". ".join(told) + "."


def _place(source: Source) -> str:
    """Return where and when a source appeared: "Spine. 1999;24:1611", or the guideline's number and year."""
    if source.guideline is not None:
        return f"{source.guideline.issuer} {source.guideline.number}, {source.guideline.year}"
    printed = f";{source.printed.volume}:{source.printed.page}" if source.printed else ""
    when = f"{source.year}{printed}" if source.year else ""
    return ". ".join(part for part in (source.journal or source.publisher, when) if part)
