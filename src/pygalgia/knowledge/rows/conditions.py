"""The form of the three files of a condition."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from pygalgia.domain.belief import Basis
from pygalgia.domain.case import KnownSex
from pygalgia.domain.condition import (
    Group,
    Layer,
    OtherSetting,
    Population,
    Strength,
    TestWhen,
    TreatmentKind,
    VisitWhen,
)
from pygalgia.domain.exercise import CautionClass
from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import BeliefRow, CriterionRow, Id, NoteRow, ReviewRow, Row, Text


class AboutFile(Row):
    """`conditions/<id>/about.yaml`: what the condition is called and what it is, for an editor."""

    id: Id
    name: Text
    plain_name: Text
    plain: Text
    group: Group
    layer: Layer
    icd10: Text
    icd11: Text
    split_from: Id | None = None
    review: ReviewRow | None = None


class MechanismLinkRow(BeliefRow):
    """P(mechanism | condition)."""

    mechanism: Id


class FindingLinkRow(BeliefRow):
    """P(state | condition)."""

    finding: Id


class OnlyRow(Row):
    """Hard exclusions; `needs` is a circumstance that the cause cannot do without."""

    sex: KnownSex | None = None
    min_age: float | None = None
    max_age: float | None = None
    needs: CriterionRow | None = None
    because: Text | None = None


class ModifierRow(Row):
    """Factors on the prior."""

    times: dict[str, Annotated[float, Field(ge=0)]]
    basis: Basis
    figures: list[str] = Field(default_factory=list)
    formula: dict[str, str] | None = None
    because: Text | None = None


class ChildBeliefsRow(Row):
    """The beliefs of a condition that differ before 18."""

    because: Text
    mechanisms: list[MechanismLinkRow] = Field(default_factory=list)
    findings: list[FindingLinkRow] = Field(default_factory=list)


class ElsewhereRow(Row):
    """Factor on the rate in another setting."""

    times: Annotated[float, Field(ge=0)]
    because: Text


class PriorRow(Row):
    """How often a condition brings people to the base setting: a rate that need not sum to anything."""

    rate: Annotated[float, Field(ge=0)]
    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]
    basis: Basis
    figures: list[str] = Field(default_factory=list)
    formula: str | None = None
    because: Text
    elsewhere: dict[OtherSetting, ElsewhereRow] = Field(default_factory=dict)


class PriorsRow(Row):
    """A condition's rate in each population."""

    adults: PriorRow
    children: PriorRow

    def of(self, population: Population) -> PriorRow:
        """Return the prior of one population."""
        return self.adults if population == "adults" else self.children


class ConditionBeliefsFile(Row):
    """`conditions/<id>/beliefs.yaml`: how often it comes and what it shows, for an epidemiologist."""

    only: OnlyRow | None = None
    priors: PriorsRow
    age: ModifierRow | None = None
    sex: ModifierRow | None = None
    mechanisms: list[MechanismLinkRow] = Field(default_factory=list)
    findings: list[FindingLinkRow] = Field(default_factory=list)
    in_children: ChildBeliefsRow | None = None
    review: ReviewRow | None = None


class SettledRow(Row):
    """How urgent once the illness is old and steady."""

    urgency: Level
    because: Text


class ActionRow(Row):
    """How urgent."""

    urgency: Level
    because: Text
    sources: list[str] = Field(default_factory=list)
    settled: SettledRow | None = None
    do_now: str = ""


class VisitRow(Row):
    """A service to see."""

    service: Id
    when: VisitWhen
    condition: Text | None = None
    why: Text
    sources: list[str] = Field(default_factory=list)


class InvestigationRow(Row):
    """A test to do or to avoid."""

    text: Text
    plain: Text
    when: TestWhen
    condition: Text | None = None
    why: Text
    sources: list[str] = Field(default_factory=list)


class TreatmentRow(Row):
    """A treatment."""

    kind: TreatmentKind
    text: Text
    plain: Text
    strength: Strength
    cautions: list[CautionClass] = Field(default_factory=list)
    when: CriterionRow | None = None
    sources: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _evidence_has_a_source(self) -> Self:
        if self.strength == "judged" and self.sources:
            msg = "what a source stands behind is strong, moderate or weak evidence, not judged"
            raise ValueError(msg)
        if self.strength in ("strong", "moderate", "weak") and not self.sources:
            msg = f"{self.strength} evidence names its sources; without any it is judged"
            raise ValueError(msg)
        return self


class ConditionCareFile(Row):
    """`conditions/<id>/care.yaml`: how urgent it is and what is done about it, for whoever treats it."""

    action: ActionRow
    see: list[VisitRow] = Field(default_factory=list)
    investigations: list[InvestigationRow] = Field(default_factory=list)
    treatment: list[TreatmentRow] = Field(default_factory=list)
    prognosis: NoteRow | None = None
    prevention: list[NoteRow] = Field(default_factory=list)
    review: ReviewRow | None = None
