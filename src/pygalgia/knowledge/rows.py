"""The form of every knowledge file: what keys there may be and what each may hold.

These models stand only at the file border. `convert.py` turns them into the frozen objects of
`pygalgia.domain`, which the rest of the program uses.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from pygalgia.domain.condition import Population
from pygalgia.domain.finding import CodeSystem

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Probability = Annotated[float, Field(gt=0, lt=1)]
Basis = Literal["measured", "derived", "judged"]
Level = Literal["self-care", "routine", "within-two-weeks", "same-day", "emergency"]
Group = Literal[
    "spine",
    "local-infection-and-inflammation",
    "sciatic-nerve",
    "joint",
    "circulation",
    "muscle-and-tendon",
    "bone",
    "tumour",
    "pelvic-organs",
    "child",
    "load-and-posture",
    "widespread",
    "none",
]
Layer = Literal["skin", "fat", "muscle-and-tendon", "deep", "referred"]
CAUTION_CLASSES = (
    "nsaid",
    "paracetamol",
    "opioid",
    "muscle-relaxant",
    "neuropathic-medicine",
    "antibiotic",
    "anticoagulant-medicine",
    "steroid-medicine",
    "steroid-injection",
    "massage",
    "heat",
    "cold",
    "manual-therapy",
    "exercise",
)


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
    """The parent answer without which a finding is not asked."""

    finding: Id
    states: Annotated[list[str], Field(min_length=1)]


class ImplicationRow(Row):
    """Where `state` is answered, `finding` is `then`."""

    state: str
    finding: Id
    then: str


class RegionRuleRow(Row):
    """The state, or `unknown`, for a list that holds one of these regions; an empty list is the fallback."""

    state: str
    regions: list[str]


class FindingRow(Row):
    """One finding."""

    id: Id
    name: Text
    kind: Literal["yes-no", "choice", "number", "regions"]
    states: dict[str, Text] | None = None
    who: Literal["patient", "examiner", "laboratory"]
    question: Text
    clinician: Text
    help: Text
    why: Text
    mechanism: Id | None = None
    background: BeliefRow | None = None
    scored: bool = True
    asked_if: AskedRow | None = None
    superseded_by: list[Id] = Field(default_factory=list)
    implies: list[ImplicationRow] = Field(default_factory=list)
    from_regions: list[RegionRuleRow] = Field(default_factory=list)
    scale: ScaleRow | None = None
    critical: bool = False
    only_sex: Literal["female", "male"] | None = None
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


class ManifestationRow(Row):
    """A finding's two rates."""

    finding: Id
    present: BeliefRow
    absent: BeliefRow


class MechanismRow(Row):
    """One mechanism."""

    id: Id
    name: Text
    plain: Text
    background: BeliefRow
    manifestations: Annotated[list[ManifestationRow], Field(min_length=1)]


class MechanismLinkRow(BeliefRow):
    """P(mechanism | condition)."""

    mechanism: Id


class FindingLinkRow(BeliefRow):
    """P(state | condition)."""

    finding: Id


class ReviewRow(Row):
    """A clinician's signature."""

    reviewer: Text
    reviewed_on: Text
    next_review: Text


class ActionRow(Row):
    """How urgent, and from what probability."""

    urgency: Level
    act_at: Probability
    because: Text
    sources: list[str] = Field(default_factory=list)


class OnlyRow(Row):
    """Hard exclusions."""

    sex: Literal["female", "male"] | None = None
    min_age: float | None = None
    max_age: float | None = None
    because: Text | None = None


class ModifierRow(Row):
    """Factors on the prior."""

    times: dict[str, Annotated[float, Field(ge=0)]]
    basis: Basis
    figures: list[str] = Field(default_factory=list)
    formula: dict[str, str] | None = None
    because: Text | None = None


class VisitRow(Row):
    """A service to see."""

    service: Id
    when: Literal["first", "next", "if"]
    condition: Text | None = None
    why: Text
    sources: list[str] = Field(default_factory=list)


class InvestigationRow(Row):
    """A test to do or to avoid."""

    text: Text
    plain: Text
    when: Literal["now", "if", "avoid"]
    condition: Text | None = None
    why: Text
    sources: list[str] = Field(default_factory=list)


class TreatmentRow(Row):
    """A treatment."""

    kind: Literal["self-care", "physiotherapy", "medicine", "procedure", "operation", "support"]
    text: Text
    plain: Text
    strength: Literal["strong", "moderate", "weak", "outdated"]
    cautions: list[Literal[CAUTION_CLASSES]] = Field(default_factory=list)  # type: ignore[valid-type]
    sources: list[str] = Field(default_factory=list)


class NoteRow(Row):
    """A statement with its sources."""

    text: Text
    plain: Text
    sources: list[str] = Field(default_factory=list)


class ChildBeliefsRow(Row):
    """The beliefs of a condition that differ before 18."""

    because: Text
    mechanisms: list[MechanismLinkRow] = Field(default_factory=list)
    findings: list[FindingLinkRow] = Field(default_factory=list)


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
    review: ReviewRow | None = None


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
    elsewhere: dict[Literal["self", "emergency", "specialist"], ElsewhereRow] = Field(default_factory=dict)


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


class ConditionCareFile(Row):
    """`conditions/<id>/care.yaml`: how urgent it is and what is done about it, for whoever treats it."""

    action: ActionRow
    see: list[VisitRow] = Field(default_factory=list)
    investigations: list[InvestigationRow] = Field(default_factory=list)
    treatment: list[TreatmentRow] = Field(default_factory=list)
    prognosis: NoteRow | None = None
    prevention: list[NoteRow] = Field(default_factory=list)
    review: ReviewRow | None = None


class CriterionRow(Row):
    """One test of a red-flag rule."""

    finding: Id | None = None
    states: list[str] = Field(default_factory=list)
    all: list["CriterionRow"] = Field(default_factory=list)
    any: list["CriterionRow"] = Field(default_factory=list)
    at_least: Annotated[int, Field(ge=1)] | None = None
    of: list["CriterionRow"] = Field(default_factory=list)
    min_age: float | None = None
    below_age: float | None = None
    sex: Literal["female", "male"] | None = None


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


class RegionRow(Row):
    """A body region."""

    id: Id
    base: Id
    side: Literal["left", "right", "middle"] | None = None
    name: Text
    plain: Text


class RegionsFile(Row):
    """All body regions, and how likely a place that hurts is marked at all."""

    marking: BeliefRow
    regions: Annotated[list[RegionRow], Field(min_length=1)]


class ServiceRow(Row):
    """Somebody to see."""

    id: Id
    name: Text
    uk: Text
    us: Text
    plain: Text


class ServicesFile(Row):
    """All services."""

    services: Annotated[list[ServiceRow], Field(min_length=1)]


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
    kind: str
    url_seen: str | None = None
    publisher: str | None = None
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | int | None = None
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
