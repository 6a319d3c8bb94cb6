"""What every form is made of, and the parts that several kinds of file share."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pygalgia.domain.belief import Basis
from pygalgia.domain.case import KnownSex
from pygalgia.domain.timing import SignCourse

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Probability = Annotated[float, Field(gt=0, lt=1)]
Count = Annotated[int, Field(ge=1)]


class Row(BaseModel):
    """Unknown keys are errors; nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class BeliefRow(Row):
    """`p` for a yes-no finding or a mechanism, `states` for a choice or a number."""

    p: Probability | None = None
    states: dict[str, Probability] | None = None
    basis: Basis
    figures: list[str] = Field(default_factory=list)
    formula: str | dict[str, str] | None = None
    because: Text | None = None
    n: Annotated[float, Field(gt=0)] | None = None
    against: bool = False


Days = Annotated[float, Field(gt=0)]


class TimeRow(Row):
    """What a rule asks about the time of a finding."""

    since_below_days: Days | None = None
    since_at_least_days: Days | None = None
    course: list[SignCourse] = Field(default_factory=list)
    now: Literal[True] | None = None
    past: Literal[True] | None = None


class CriterionRow(TimeRow):
    """One test of a red-flag rule."""

    finding: Id | None = None
    states: list[str] = Field(default_factory=list)
    presumed: Literal[True] | None = None
    all: list["CriterionRow"] = Field(default_factory=list)
    any: list["CriterionRow"] = Field(default_factory=list)
    at_least: Annotated[int, Field(ge=1)] | None = None
    of: list["CriterionRow"] = Field(default_factory=list)
    min_age: float | None = None
    below_age: float | None = None
    sex: KnownSex | None = None


class NoteRow(Row):
    """A statement with its sources."""

    text: Text
    plain: Text
    sources: list[str] = Field(default_factory=list)


class ReviewRow(Row):
    """A clinician's signature."""

    reviewer: Text
    reviewed_on: Text
    next_review: Text
