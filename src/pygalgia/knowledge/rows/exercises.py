"""The form of the files of exercises, short breaks and cautions."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from pygalgia.domain.belief import Basis
from pygalgia.domain.exercise import CautionClass, CautionEffect, Sided
from pygalgia.domain.urgency import Level
from pygalgia.knowledge.rows.common import Count, CriterionRow, Id, Probability, Row, Text


class DoseRow(Row):
    """How much; null where no number is set."""

    sets: Count | None
    reps: Count | None
    hold_seconds: Count | None
    times_per_day: Count | None
    days_per_week: Annotated[int, Field(ge=1, le=7)] | None
    text: Text


class DoseBasisRow(Row):
    """Where the dose comes from."""

    basis: Basis
    because: Text
    sources: list[Id]


class AvoidIfRow(Row):
    """A caution of this exercise in its own words."""

    caution: Id
    text: Text


class ProgressionRow(Row):
    """Easier, harder, and when to change."""

    easier: Text
    harder: Text
    when: Text


class PicturedRow(Row):
    """What exercises and breaks have in common."""

    id: Id
    name: Text
    steps: Annotated[list[Text], Field(min_length=1)]
    helps: Annotated[list[Id], Field(min_length=1)]
    avoid_if: list[AvoidIfRow]
    stop_if: list[Text]
    sources: list[Id]
    verified: bool
    note: Text | None = None
    pictures: Annotated[list[str], Field(min_length=2)]
    picture_text: Text


class ExerciseFile(PicturedRow):
    """`exercises/<id>.yaml`. `stop_if` holds only what is special; the default reasons are added."""

    aim: Text
    position: Text
    dose: DoseRow
    dose_basis: DoseBasisRow
    progression: ProgressionRow
    equipment: list[Text]
    sided: Sided


class MicroBreakRow(PicturedRow):
    """A short routine that interrupts sitting."""

    every: Text
    every_minutes: Count
    length: Text
    length_minutes: Count | None
    basis: Basis
    because: Text


class MicroBreaksFile(Row):
    """`micro_breaks.yaml`."""

    micro_breaks: Annotated[list[MicroBreakRow], Field(min_length=1)]


class CautionTestRow(CriterionRow):
    """A test of a case as in red flags, or a suspected condition, an urgency, or any raised flag."""

    condition: Id | None = None
    at_least_p: Probability | None = None
    urgency_at_least: Level | None = None
    red_flag: Literal["raised"] | None = None

    @model_validator(mode="after")
    def _one_form(self) -> "CautionTestRow":
        forms = (self.finding, self.condition, self.urgency_at_least, self.red_flag, self.sex)
        groups = (self.all, self.any, self.of)
        aged = self.min_age is not None or self.below_age is not None
        if sum(form is not None for form in forms) + sum(map(bool, groups)) + aged != 1:
            msg = "a line under `when` holds exactly one test"
            raise ValueError(msg)
        if (self.condition is None) != (self.at_least_p is None):
            msg = "`condition` and `at_least_p` belong together"
            raise ValueError(msg)
        return self


class CautionRow(Row):
    """One caution."""

    id: Id
    name: Text
    plain: Text
    classes: Annotated[list[CautionClass], Field(min_length=1)]
    effect: CautionEffect
    when: list[CautionTestRow]
    sources: list[Id]
    note: Text | None = None


class CautionsFile(Row):
    """`cautions.yaml`."""

    default_cautions: list[Id]
    default_stop_if: list[Text]
    cautions: Annotated[list[CautionRow], Field(min_length=1)]
