"""The form of the files below `evidence/`."""

from typing import Literal

from pydantic import Field

from pygalgia.knowledge.rows.common import Id, Row, Text


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
    reference_standard: str | None = None
    verified: Literal[True]
    post_test: bool = False
    background: bool = False
    note: str | None = None


class SourceFile(Row):
    """`evidence/sources/<id>.yaml`: a publication, and the numbers read in it."""

    id: Id
    title: Text
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    publisher: str | None = None
    doi: str | None = None
    pmid: str | int | None = None
    kind: str
    url_seen: str | None = None
    note: str | None = None
    figures: list[FigureRow] = Field(default_factory=list)


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
