"""The form of the files below `evidence/`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pygalgia.domain.evidence import HostKind, People, SourceKind
from pygalgia.knowledge.rows.common import Id, Row, Text

#: A DOI as its registry writes it, without an address before it or a view of the article after it.
Doi = Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/[^\s/?#][^\s?#]*$")]
Pmid = Annotated[str, StringConstraints(pattern=r"^[1-9]\d{0,7}$")]
Pmcid = Annotated[str, StringConstraints(pattern=r"^PMC[1-9]\d{2,8}$")]
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Isbn = Annotated[str, StringConstraints(pattern=r"^97[89][\d-]{10,14}$")]


class ReadRow(Row):
    """Who read a number last, when, and where in the publication it stands."""

    by: Text
    on_day: Day
    passage: Text


class FigureRow(Row):
    """A published number; its id begins with the id of the source that it stands in."""

    id: str
    condition: str
    finding: str
    measure: str
    value: float
    ci: list[float] | None = None
    n: int | None = None
    population: str | None = None
    people: People = "unknown"
    reference_standard: str | None = None
    verified: Literal[True]
    read: ReadRow | None = None
    post_test: bool = False
    background: bool = False
    note: str | None = None


class GuidelineRow(Row):
    """The number that the issuer of a guideline gave it."""

    issuer: Text
    number: Text
    year: int


class PrintedRow(Row):
    """Where an article begins in its journal."""

    volume: Text
    page: Text


class SourceFile(Row):
    """`evidence/sources/<id>.yaml`: a publication, and the numbers read in it."""

    id: Id
    title: Text
    described: bool = False
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    publisher: str | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    isbn: Isbn | None = None
    guideline: GuidelineRow | None = None
    printed: PrintedRow | None = None
    official_page: str | None = None
    kind: SourceKind
    url_seen: str | None = None
    note: str | None = None
    figures: list[FigureRow] = Field(default_factory=list)


class HostRow(Row):
    """A host that links may lead to, and why it will hold."""

    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9.-]+\.[a-z]{2,}$")]
    kind: HostKind
    because: Text


class HostsFile(Row):
    """`evidence/hosts.yaml`: every host that links to sources may lead to."""

    hosts: list[HostRow]


class RetractionCheckRow(Row):
    """What was compared with what, to find publications that were taken back, and how far that reaches."""

    id: Id
    done_on: Day
    against: Text
    how: Text
    until: Day | None = None
    misses: Text
    pmids: list[Pmid] = Field(default_factory=list)
    dois: list[Doi] = Field(default_factory=list)


class RetractedRow(Row):
    """A publication that was taken back, and where that is said."""

    doi: Doi | None = None
    pmid: Pmid | None = None
    notice: Text


class RetractionsFile(Row):
    """`evidence/retractions.yaml`: what was checked, and what was found to be taken back."""

    checks: list[RetractionCheckRow]
    retracted: list[RetractedRow] = Field(default_factory=list)


class GuidanceRow(Row):
    """What a publication says to do."""

    id: str
    source: str
    condition: str
    topic: str
    statement: Text
    strength: str | None = None
    verified: Literal[True]
    note: str | None = None


class GuidanceFile(Row):
    """Guidance."""

    guidance: list[GuidanceRow]


class UnusedRow(Row):
    """A figure that no belief uses, and why."""

    figure: str
    because: Text


class UnusedFile(Row):
    """Figures that no belief uses."""

    unused: list[UnusedRow]
