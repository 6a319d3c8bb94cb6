"""Evidence: what publications say. Never edited to suit the model."""

from dataclasses import dataclass
from typing import Literal

#: What sort of publication a source is.
SourceKind = Literal[
    "systematic-review",
    "randomised-trial",
    "cohort",
    "cross-sectional",
    "diagnostic-accuracy",
    "case-series",
    "case-report",
    "narrative-review",
    "guideline",
    "guideline-summary",
    "textbook",
    "patient-information",
    "service-information",
    "editorial-standard",
    "web-page",
]

#: Who keeps a host that links may lead to.
HostKind = Literal["resolver", "publisher", "public-body", "society", "university", "hospital", "registry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """A guideline by the number that its issuer gave it."""

    issuer: str
    number: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Where an article begins in its journal."""

    volume: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication.

    Attributes:
        doi, pmid, pmcid, isbn, guideline, printed, official_page: What it is known by, apart from where
            it was read; at least one is given.
        described: Whether `title` is our description, because what was read showed no title.
        url_seen: The page on which it was read, for whoever checks a number; never shown as a link,
            for many are copies. None where no page was read.
    """

    id: str
    title: str
    kind: SourceKind
    described: bool = False
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    publisher: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    isbn: str | None = None
    guideline: Guideline | None = None
    printed: Printed | None = None
    official_page: str | None = None
    url_seen: str | None = None

    @property
    def address(self) -> str | None:
        """Where the publication itself can be found, by a resolver or its official page; else None."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.pmid:
            return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/"
        if self.pmcid:
            return f"https://pmc.ncbi.nlm.nih.gov/articles/{self.pmcid}/"
        return self.official_page

    @property
    def named(self) -> str:
        """The title; in square brackets, as libraries do, where it is our description."""
        return f"[{self.title}]" if self.described else self.title

    @property
    def identities(self) -> tuple[str, ...]:
        """Everything that the publication is known by, each in one spelling: no two sources share one."""
        told = {
            "doi": self.doi and self.doi.lower(),
            "pmid": self.pmid,
            "pmcid": self.pmcid,
            "isbn": self.isbn and self.isbn.replace("-", ""),
            "guideline": self.guideline and f"{self.guideline.issuer} {self.guideline.number}".lower(),
            "printed": self.printed
            and f"{self.journal} {self.year};{self.printed.volume}:{self.printed.page}".lower(),
            "page": self.official_page and self.official_page.lower().rstrip("/"),
        }
        return tuple(f"{kind} {value}" for kind, value in told.items() if value)


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
