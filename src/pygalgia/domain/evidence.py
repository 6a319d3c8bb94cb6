"""Evidence: what publications say. Never edited to suit the model."""

from typing import Literal

from pygalgia.frozen import Frozen

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


#: Who was counted: people who consult primary care, the general population, people who were referred or
#: treated in a hospital, or nobody knows.
People = Literal["consulting", "population", "referred", "unknown"]


class Quality(Frozen):
    """How much a published number can carry, by the project's own reading.

    Attributes:
        study: Kind of study; "unknown" where the publication is none itself.
        size: How many were counted; None where that is not said.
        directness: Who was counted, beside the people who ask.
        bias: "told" where the figure says how the diagnosis was established, else "unclear".
        grade: A, the firmest, to D.
        effective_n: How many people's worth of evidence it counts for.
    """

    study: str
    size: int | None
    directness: People
    bias: Literal["told", "unclear"]
    grade: str
    effective_n: float

    @property
    def words(self) -> str:
        """The grade and its reasons in one line."""
        size = "size not said" if self.size is None else f"{self.size:,} counted"
        people = {
            "consulting": "people who consult",
            "population": "general population",
            "referred": "referred or in hospital",
            "unknown": "not known who",
        }[self.directness]
        how = "diagnosis told" if self.bias == "told" else "diagnosis unclear"
        study = "kind of study unknown" if self.study == "unknown" else self.study.replace("-", " ")
        return f"{self.grade}: {study}, {size}, {people}, {how}; counts for {self.effective_n:.0f}"


class Guideline(Frozen):
    """A guideline by the number that its issuer gave it."""

    issuer: str
    number: str
    year: int


class Printed(Frozen):
    """Where an article begins in its journal."""

    volume: str
    page: str


class Source(Frozen):
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


class Figure(Frozen):
    """A number that a publication states, and the people it was counted in.

    Attributes:
        quality: Its grade; None only until its source is known.
        passage: Where it stands in what was read, and who read it; empty where nobody wrote that down.
    """

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
    people: People = "unknown"
    passage: str = ""
    quality: Quality | None = None


class Guidance(Frozen):
    """What a guideline or study says to do."""

    id: str
    source: str
    condition: str
    topic: str
    statement: str
    strength: str | None = None
