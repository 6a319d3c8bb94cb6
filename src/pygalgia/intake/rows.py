"""The form of a case as files and requests hold it."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from pygalgia.domain.case import Sex
from pygalgia.domain.condition import CaseSetting
from pygalgia.intake.given import (
    LONGEST_ID,
    MOST_ANSWERS,
    MOST_REGIONS,
    OLDEST,
    GivenCase,
    Quantity,
    Timed,
    Told,
)


class QuantityRow(BaseModel):
    """A number with its UCUM unit."""

    model_config = ConfigDict(extra="forbid", strict=True)

    value: float
    unit: str

    def given(self) -> Quantity:
        """Return it as a plain object."""
        return Quantity(value=self.value, unit=self.unit)


class TimedRow(BaseModel):
    """An answer with its time. `intake.timing` judges its parts one by one, so that each gets its message."""

    model_config = ConfigDict(extra="allow", strict=True)

    state: bool | str | float | QuantityRow | None = None
    since: object = Field(
        default=None,
        description="When it began: {value: 3, unit: d}, or a word of the interview.",
    )
    course: object = Field(
        default=None, description="new, growing, worse-again, same, better or comes-and-goes."
    )
    past: object = Field(default=None, description="true: it was there in this illness and is no more.")

    def given(self) -> Timed:
        """Return it as a plain object."""
        state = self.state.given() if isinstance(self.state, QuantityRow) else self.state
        return Timed(
            state=state,
            since=self.since,
            course=self.course,
            past=self.past,
            named=frozenset(self.model_fields_set) - set(self.model_extra or ()),
            odd=tuple(self.model_extra or ()),
        )


#: Left to right: a mapping that is no quantity is an answer with its time, or the attempt at one.
Answer = Annotated[
    bool | str | float | Annotated[list[str], Field(max_length=MOST_REGIONS)] | QuantityRow | TimedRow,
    Field(union_mode="left_to_right"),
]


def _few(answers: object) -> object:
    """Refuse more answers than there are questions, before each of them is looked at."""
    if isinstance(answers, dict) and len(answers) > MOST_ANSWERS:
        kind = "too_many_answers"
        raise PydanticCustomError(
            kind, "at most {most} answers, not {given}", {"most": MOST_ANSWERS, "given": len(answers)}
        )
    return answers


class CaseRow(BaseModel):
    """One person's answers: what is not among them is unknown, never absent."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    schema_: Annotated[Literal["pygalgia/case/1"], Field(alias="schema")]
    id: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]
    age_years: Annotated[float, Field(ge=0, le=OLDEST)] | None = None
    sex: Sex = "unknown"
    setting: CaseSetting = "unknown"
    answers: Annotated[dict[str, Answer], BeforeValidator(_few)] = Field(default_factory=dict)
    source: str | None = None
    note: str | list[str] | None = None

    def given(self) -> GivenCase:
        """Return it as a plain object."""
        return GivenCase(
            id=self.id,
            age_years=self.age_years,
            sex=self.sex,
            setting=self.setting,
            answers={name: plain(answer) for name, answer in self.answers.items()},
        )


def plain(answer: Answer) -> Told:
    """Return an answer as a plain object."""
    return answer if isinstance(answer, (bool, str, int, float, list)) else answer.given()
