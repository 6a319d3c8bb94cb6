"""The form of `interview.yaml`."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from pygalgia.domain.case import KnownSex
from pygalgia.domain.timing import SignCourse
from pygalgia.knowledge.rows.common import CriterionRow, Id, Row, Text

Amount = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(gt=0, le=1)]
ByGap = Annotated[list[Amount], Field(min_length=5, max_length=5)]


class ChoiceRow(Row):
    """One answer about the person."""

    id: Id
    text: Text


class PersonRow(Row):
    """A question about the person."""

    id: Literal["for-whom", "setting", "age", "grown-up", "sex", "own-words", "country", "fear", "hope"]
    kind: Literal["choice", "number", "text"]
    question: Text
    other: Text
    clinician: Text
    help: Text
    why: Text
    choices: list[ChoiceRow] = Field(default_factory=list)
    only_for: list[Id] = Field(default_factory=list)
    without: Id | None = None


class TickRow(Row):
    """One line of a list."""

    finding: Id
    state: Id | None = None
    text: Text
    heading: Text | None = None
    beside: Id | None = None
    unsaid: Id | None = None
    asks: Text | None = None
    neither: Text | None = None
    always: bool = False
    when: CriterionRow | None = None


class TickListRow(Row):
    """A list."""

    id: Id
    question: Text
    clinician: Text
    why: Text
    ticks: Annotated[list[TickRow], Field(min_length=2)]


class SheetRow(Row):
    """Lists put together."""

    id: Id
    question: Text
    clinician: Text
    why: Text
    lists: Annotated[list[Id], Field(min_length=1)]
    history: Annotated[int, Field(ge=0, le=15)] = 0


class SelfCheckRow(Row):
    """An examination that a person can do alone."""

    finding: Id
    question: Text
    steps: Annotated[list[Text], Field(min_length=1)]
    stop: Text
    because: Text
    sources: list[str]
    instead_of: Id | None = None


class SinceChoiceRow(Row):
    """One answer to "since when": from the previous answer's `below_days` to this; the last has none."""

    id: Id
    text: Text
    words: Text
    below_days: Annotated[float, Field(gt=0)] | None = None


class CourseChoiceRow(Row):
    """One answer to "how is it going"."""

    id: Id
    text: Text
    course: SignCourse | None = None
    past: bool | None = None


class AskedFirstRow(Row):
    """Danger signs whose time is asked before they alarm."""

    findings: Annotated[list[Id], Field(min_length=1)]
    when: CriterionRow | None = None
    because: Text


class TimeQuestionRow(Row):
    """The question about the time of a sign."""

    question: Text
    clinician: Text
    since_question: Text
    course_question: Text
    help: Text
    why: Text
    since: Annotated[list[SinceChoiceRow], Field(min_length=2)]
    courses: Annotated[list[CourseChoiceRow], Field(min_length=2)]
    before_alarm: list[AskedFirstRow] = Field(default_factory=list)
    seconds: Annotated[float, Field(gt=0)]
    because: Text


class LossesRow(Row):
    """What not asking costs."""

    held_up: Amount
    averted: ByGap
    together: Share
    ranking: Amount
    doubt: Amount
    because: Text


class EffortRow(Row):
    """What a question costs the person."""

    unpleasant: Annotated[list[Annotated[float, Field(ge=1)]], Field(min_length=3, max_length=3)]
    list_seconds: Amount
    tick_seconds: Amount
    self_check_seconds: Amount
    because: Text


class StoppingRow(Row):
    """When enough has been asked."""

    epsilon: Annotated[float, Field(gt=0)]
    line: Annotated[float, Field(gt=0)]
    pairs: Annotated[int, Field(ge=2, le=20)]
    most_questions: Annotated[int, Field(ge=1)]
    told_when_asked: list[Id] = Field(default_factory=list)
    because: Text


class OtherWordsRow(Row):
    """A text that is said otherwise to one sex, to an age, or to whoever answers for another."""

    of: Text
    say: Text
    sex: KnownSex | None = None
    below_age: Annotated[float, Field(gt=0)] | None = None
    from_age: Annotated[float, Field(gt=0)] | None = None
    audience: Literal["someone-else"] | None = None

    @model_validator(mode="after")
    def _for_somebody(self) -> Self:
        given = [self.sex, self.below_age, self.from_age, self.audience]
        if sum(each is not None for each in given) != 1:
            msg = "one of sex, below_age, from_age and audience says to whom it is said"
            raise ValueError(msg)
        return self


class UnfitToTravelRow(Row):
    """Who is fetched in an emergency, and is not told to go as well."""

    when: CriterionRow
    text: Text
    plain: Text
    do_now: Text
    because: Text


class InterviewFile(Row):
    """The rules of the interview."""

    opening: list[Id]
    persons: list[PersonRow]
    screen: list[TickListRow]
    lists: list[TickListRow]
    sheets: list[SheetRow]
    self_checks: list[SelfCheckRow]
    times: TimeQuestionRow
    losses: LossesRow
    effort: EffortRow
    stopping: StoppingRow
    most_ticks: Annotated[int, Field(ge=2, le=15)]
    least_share: Share
    telling_bits: Annotated[float, Field(ge=0)]
    nearly_equal: Share
    unfit_to_travel: UnfitToTravelRow
    in_other_words: list[OtherWordsRow] = Field(default_factory=list)
