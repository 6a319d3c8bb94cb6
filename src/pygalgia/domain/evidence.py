"""Evidence: what publications say. Never edited to suit the model."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, and the page it was read on (None where no page was read)."""

    id: str
    title: str
    kind: str
    url_seen: str | None = None
    publisher: str | None = None
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a publication states, and the people it was counted in."""

    id: str
    source: str
    condition: str
    finding: str
    measure: str
    value: float
    ci: tuple[float, float] | None = None
    n: int | None = None
    population: str = ""
    reference_standard: str | None = None
    post_test: bool = False
    background: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guidance:
    """What a guideline or study says to do."""

    id: str
    source: str
    condition: str
    topic: str
    statement: str
    strength: str | None = None
