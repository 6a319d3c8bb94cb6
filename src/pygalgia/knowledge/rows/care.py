"""The form of `care.yaml`, `follow_up.yaml` and `signs.yaml`."""

from typing import Annotated

from pydantic import Field

from pygalgia.domain.condition import Group
from pygalgia.domain.exercise import CautionClass
from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import Count, CriterionRow, Id, NoteRow, Probability, Row, Text


class ChoosingRow(Row):
    """How much a plan holds."""

    covered: Probability
    most: Count
    smallest: Probability
    dangers: Count
    remote: Probability
    exercises: Count
    breaks: Count
    because: Text


class RouteRow(Row):
    """A service and why."""

    service: Id
    condition: Text | None = None
    why: Text
    plain: Text
    sources: list[Id] = Field(default_factory=list)


class HazardRouteRow(Row):
    """Where one kind of danger is dealt with."""

    hazard: Id
    suspected: Text
    call: Text
    same_day: Id
    next: list[Id]
    ambulance: bool = False


class PathwayRow(Row):
    """Another way for some people."""

    id: Id
    when: CriterionRow
    instead: dict[Id, Id]
    urgent: dict[Id, Id] = Field(default_factory=dict)
    also: list[RouteRow]
    bring: list[Text]


class FactRow(Row):
    """A fact that everybody is asked for who rings or goes."""

    id: Id
    told: Text
    when: CriterionRow


class MeanwhileRow(Row):
    """What to do until somebody is seen."""

    plain: Text
    hazards: list[Id]
    not_in: list[Id]
    only_today: bool = False
    when: CriterionRow | None = None


class RoutingRow(Row):
    """Whom to see at each urgency."""

    emergency: RouteRow
    ambulance: RouteRow
    same_day_unseen: RouteRow
    afterwards: RouteRow
    unranked: RouteRow
    if_found: Text
    self_care: Text
    hazards: list[HazardRouteRow]
    pathways: list[PathwayRow]
    meanwhile: list[MeanwhileRow]
    bring: list[Text]
    signs: Text
    say: dict[Level, Text]
    facts: Annotated[list[FactRow], Field(min_length=1)]


class SittingRow(Row):
    """Who gets breaks whatever the cause."""

    when: CriterionRow
    like: Id


class JobRow(Row):
    """Which break suits a kind of sitting."""

    job: Id
    routine: Id


class MeasureRow(Row):
    """Something people do without asking."""

    caution_class: Annotated[CautionClass, Field(alias="class")]
    text: Text
    plain: Text


class RadiationRow(Row):
    """Which tests wait for whom because of their rays."""

    when: CriterionRow
    words: Annotated[list[Text], Field(min_length=1)]
    instead: list[Text]
    condition: Text


class OfAgeRow(Row):
    """What only people of some age do."""

    words: Annotated[list[Text], Field(min_length=1)]
    from_years: float | None = None
    below_years: float | None = None


class FearRow(Row):
    """What people fear, and what can be said to it."""

    id: Id
    words: Annotated[list[Text], Field(min_length=1)]
    hazards: list[Id] = Field(default_factory=list)
    when: CriterionRow | None = None
    plain: Text


class CareFile(Row):
    """`care.yaml`."""

    choosing: ChoosingRow
    routing: RoutingRow
    sitting: list[SittingRow]
    jobs: Annotated[list[JobRow], Field(min_length=1)]
    radiation: RadiationRow
    of_age: list[OfAgeRow]
    measures: list[MeasureRow]
    fears: list[FearRow]


class SignRow(Row):
    """What conditions of sentences name, and what decides it."""

    id: Id
    said: Text
    words: Annotated[list[Text], Field(min_length=1)]
    when: CriterionRow | None = None
    denied: CriterionRow | None = None
    usual: CriterionRow | None = None


class SignsFile(Row):
    """`signs.yaml`."""

    signs: Annotated[list[SignRow], Field(min_length=1)]


class CheckRow(NoteRow):
    """A check on a day after the assessment."""

    day: Count
    levels: Annotated[list[Level], Field(min_length=1)]


class DecisionsRow(Row):
    """What to do when a check finds this."""

    better: NoteRow
    same: NoteRow
    worse: NoteRow
    new_sign: Annotated[NoteRow, Field(alias="new-sign")]


class BeforeVisitRow(Row):
    """What to do instead where a visit within two weeks is due."""

    better: NoteRow
    same: NoteRow


class BookedRow(Row):
    """What to do instead where an ordinary visit is booked."""

    same: NoteRow


class InsteadRow(Row):
    """What is told in place of a line where a test holds; nothing where no words are given."""

    when: CriterionRow
    plain: Text | None = None


class WarningRow(Row):
    """A sign on which to go at once."""

    id: Id
    plain: Text
    already: CriterionRow | None = None
    worse: Text | None = None
    instead: list[InsteadRow] = Field(default_factory=list)
    when: CriterionRow | None = None
    unless_denied: CriterionRow | None = None
    sources: list[Id]


class NewSignRow(Row):
    """A new symptom that a diary offers."""

    finding: Id
    state: Id
    plain: Text


class ResponseRow(Row):
    """How the pain answers to something, and which findings that settles."""

    kind: Id
    answer: Id
    plain: Text
    findings: Annotated[dict[Id, Id], Field(min_length=1)]


class CourseRow(Row):
    """When to look again where one kind of cause leads."""

    id: Id
    groups: list[Group] = Field(default_factory=list)
    conditions: list[Id] = Field(default_factory=list)
    when: CriterionRow | None = None
    worse: NoteRow | None = None
    checks: Annotated[list[CheckRow], Field(min_length=1)]


class FollowUpFile(Row):
    """`follow_up.yaml`."""

    smallest_change: Annotated[float | int, Field(gt=0, lt=10)]
    because: Text
    checks: Annotated[list[CheckRow], Field(min_length=1)]
    decisions: DecisionsRow
    exercising: NoteRow
    booked: BookedRow
    before_visit: BeforeVisitRow
    warnings: Annotated[list[WarningRow], Field(min_length=1)]
    new_signs: list[NewSignRow]
    responses: list[ResponseRow]
    courses: list[CourseRow] = Field(default_factory=list)
