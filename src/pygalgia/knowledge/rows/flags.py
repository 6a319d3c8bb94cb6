"""The form of `red_flags/<hazard>.yaml`, `contradictions.yaml` and `triage.yaml`."""

from typing import Annotated

from pydantic import Field

from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import CriterionRow, Id, Probability, Row, Text


class FloorRow(Row):
    """Least urgency while open."""

    urgency: Level
    unless: CriterionRow | None = None
    only_if: CriterionRow | None = None


class FlagRow(Row):
    """One red flag."""

    id: Id
    name: Text
    urgency: Level
    when: CriterionRow
    floors: list[FloorRow] = Field(default_factory=list)
    text: Text
    plain: Text
    do_now: Text
    sources: list[str] = Field(default_factory=list)
    omissions: list[str] = Field(default_factory=list)
    conditions: list[Id] = Field(default_factory=list)


class FlagsFile(Row):
    """Red flags of one hazard."""

    hazard: Id
    flags: Annotated[list[FlagRow], Field(min_length=1)]


class ContradictionRow(Row):
    """Answers that cannot all be true."""

    id: Id
    all: Annotated[list[CriterionRow], Field(min_length=1)]
    text: Text
    fix: Text


class ContradictionsFile(Row):
    """All contradictions."""

    contradictions: list[ContradictionRow]


class MassRuleRow(Row):
    """Act where conditions of this urgency or higher together reach this probability."""

    urgency: Level
    at_least: Probability
    because: Text


class TriageFile(Row):
    """How probabilities become urgency."""

    masses: list[MassRuleRow]
    conclusive_at: Probability
    enough_answers: Annotated[int, Field(ge=0)]
    floor_when_inconclusive: Level
