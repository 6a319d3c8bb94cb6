"""The form of `red_flags/<hazard>.yaml`, `contradictions.yaml` and `triage.yaml`."""

from typing import Annotated

from pydantic import Field

from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import CriterionRow, Id, Probability, Row, Text, TimeRow


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


class CalmingRow(TimeRow):
    """When the known time of some danger signs calms them."""

    id: Id
    findings: Annotated[list[Id], Field(min_length=1)]
    of_this_illness: bool
    plain: Text
    because: Text


class CalmingFile(Row):
    """All such rules."""

    calming: list[CalmingRow]


class ContradictionRow(Row):
    """Answers that cannot all be true."""

    id: Id
    all: Annotated[list[CriterionRow], Field(min_length=1)]
    text: Text
    fix: Text


class ContradictionsFile(Row):
    """All contradictions."""

    contradictions: list[ContradictionRow]


class LossesRow(Row):
    """What a level costs where a cause needs another, in visits in vain."""

    too_late: dict[Level, Annotated[float, Field(ge=0)]]
    too_early: dict[Level, Annotated[float, Field(gt=0)]]
    because: Text


class TriageFile(Row):
    """How probabilities become urgency."""

    losses: LossesRow
    emergency_needs_factor: Annotated[float, Field(gt=1)]
    circumstances: list[Id]
    danger_signs: dict[Id, Annotated[list[str], Field(min_length=1)]]
    conclusive_at: Probability
    enough_answers: Annotated[int, Field(ge=0)]
    floor_when_inconclusive: Level
    settled_when: CriterionRow | None = None
