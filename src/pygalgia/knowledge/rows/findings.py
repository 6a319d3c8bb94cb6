"""The form of `findings/<topic>.yaml`."""

from typing import Annotated

from pydantic import Field

from pygalgia.domain.case import KnownSex
from pygalgia.domain.finding import CodeSystem, FindingKind, Who
from pygalgia.knowledge.rows.common import BeliefRow, Id, Row, Text, TimeRow


class UnitRow(Row):
    """A UCUM unit and how it turns into the finding's own."""

    code: Text
    factor: float = 1.0
    offset: float = 0.0


class BinRow(Row):
    """A named range that ends below `below`; the last has none."""

    state: str
    below: float | None = None
    name: Text


class ScaleRow(Row):
    """Units, possible range and bins of a number."""

    units: Annotated[list[UnitRow], Field(min_length=1)]
    minimum: float
    maximum: float
    bins: Annotated[list[BinRow], Field(min_length=2)]


class AskedRow(Row):
    """Another finding with some of its answers."""

    finding: Id
    states: Annotated[list[str], Field(min_length=1)]


class AskedOfRow(Row):
    """Whom a finding is asked of, narrower than whom it applies to."""

    min_age: Annotated[float, Field(ge=0)] | None = None
    max_age: Annotated[float, Field(ge=0)] | None = None
    not_pregnant: bool = False
    not_while: AskedRow | None = None


class ImplicationRow(TimeRow):
    """Where `state` is answered, and its time meets what is asked of it, `finding` is `then`."""

    state: str
    finding: Id
    then: str


class RegionRuleRow(Row):
    """The state, or `unknown`, for a list that holds one of these regions; an empty list is the fallback."""

    state: str
    regions: list[str]


class NotHadRow(Row):
    """What somebody says who has no answer to give, and how many do."""

    text: Text
    share: Annotated[float, Field(gt=0, lt=1)]


class FindingRow(Row):
    """One finding."""

    id: Id
    name: Text
    kind: FindingKind
    states: dict[str, Text] | None = None
    who: Who
    question: Text
    clinician: Text
    help: Text
    why: Text
    coding: Text | None = None
    not_had: NotHadRow | None = None
    mechanism: Id | None = None
    background: BeliefRow | None = None
    scored: bool = True
    asked_if: AskedRow | None = None
    asked_of: AskedOfRow | None = None
    superseded_by: list[Id] = Field(default_factory=list)
    implies: list[ImplicationRow] = Field(default_factory=list)
    from_regions: list[RegionRuleRow] = Field(default_factory=list)
    scale: ScaleRow | None = None
    critical: bool = False
    denies: bool = True
    only_sex: KnownSex | None = None
    only_sex_of: dict[str, KnownSex] = Field(default_factory=dict)
    min_age: float | None = None
    max_age: float | None = None
    seconds: Annotated[float, Field(gt=0)] = 8.0
    burden: Annotated[int, Field(ge=0, le=2)] = 0
    synonyms: list[Text] = Field(default_factory=list)
    codes: dict[CodeSystem, Annotated[list[Text], Field(min_length=1)]] = Field(default_factory=dict)
    renamed_from: list[Id] = Field(default_factory=list)


class FindingsFile(Row):
    """Findings of one topic."""

    topic: Id
    title: Text
    findings: Annotated[list[FindingRow], Field(min_length=1)]
