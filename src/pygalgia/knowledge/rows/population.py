"""The form of `case_mix.yaml` and `telling.yaml`: who asks, and how far what they tell can be relied on."""

from typing import Annotated

from pydantic import Field

from pygalgia.knowledge.rows.common import BeliefRow, Id, Row, Text

Power = Annotated[float, Field(ge=0, le=1)]


class CaseMixRow(Row):
    """One population."""

    id: Id
    name: Text
    share_power: Power
    person_power: Power
    because: Text
    tested: Text | None = None


class CaseMixFile(Row):
    """Every population, and the ages of adults."""

    default: Id
    harm: Id
    mixes: Annotated[list[CaseMixRow], Field(min_length=1)]
    adult_ages: dict[str, Annotated[float, Field(gt=0, lt=1)]]


class DenialsRow(Row):
    """P(a sign that is there is denied, missed or left out), by who answers."""

    patient: BeliefRow
    examiner: BeliefRow
    laboratory: BeliefRow


class KnownBetterRow(BeliefRow):
    """The same for patients' findings of some topics, or for some findings."""

    topics: list[Id] = Field(default_factory=list)
    findings: list[Id] = Field(default_factory=list)


class TellingFile(Row):
    """How far an answer can be relied on."""

    denials: DenialsRow
    known_better: list[KnownBetterRow]
