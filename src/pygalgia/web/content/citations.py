"""Number the sources of a page in the order in which they are first named."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pygalgia.domain.evidence import Source
from pygalgia.domain.knowledge_base import KnowledgeBase


@dataclass(slots=True)
class Citations:
    """The numbered sources of one page. Numbers are given while the page is drawn."""

    base: KnowledgeBase
    order: dict[str, int] = field(default_factory=dict)

    def number(self, source: str) -> int:
        """Return a source's number on this page, from 1."""
        return self.order.setdefault(source, len(self.order) + 1)

    def numbered(self, sources: Iterable[str]) -> list[tuple[int, Source]]:
        """Return sources with their numbers, each once, in order of number."""
        found = {self.number(name): self.base.sources[name] for name in sources}
        return sorted(found.items())

    def beside(self, sources: Iterable[str], *, most: int = 4) -> list[tuple[int, Source]]:
        """Return the first few sources of one statement with their numbers, as the statement orders them."""
        told = list(dict.fromkeys(sources))[:most]
        return [(self.number(name), self.base.sources[name]) for name in told]

    def of_figures(self, figures: Iterable[str]) -> list[str]:
        """Return the ids of the sources behind some figures, each once."""
        return list(dict.fromkeys(self.base.figures[name].source for name in figures))

    @property
    def listed(self) -> list[tuple[int, Source]]:
        """Every source named so far."""
        return [(number, self.base.sources[name]) for name, number in self.order.items()]
