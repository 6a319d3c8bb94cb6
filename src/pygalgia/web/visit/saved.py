"""An interview as the text that the store keeps and the person may download (`pygalgia/interview/1`)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pygalgia import Interviewer
from pygalgia.errors import InputError, Problem, SavedError
from pygalgia.interview import Given, Interview, Step

SCHEMA = "pygalgia/interview/1"


class _StepRow(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: str
    given: float | str | list[str] | dict[str, float | str]


class _InterviewRow(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    schema_: Literal["pygalgia/interview/1"] = Field(alias="schema")
    id: str
    steps: list[_StepRow]
    continued: bool = False
    examining: tuple[str, ...] = ()
    ended: bool = False


def as_text(interview: Interview) -> str:
    """Return an interview as JSON text."""
    row = _InterviewRow(
        schema_=SCHEMA,
        id=interview.id,
        steps=[_StepRow(question=each.question, given=_plain(each.given)) for each in interview.steps],
        continued=interview.continued,
        examining=interview.examining,
        ended=interview.ended,
    )
    return row.model_dump_json(by_alias=True)


def from_text(text: str, interviewer: Interviewer) -> Interview:
    """Return the interview in a saved text.

    Answers that the knowledge of today no longer has are left out, and with them nothing else.

    Raises:
        SavedError: the text is damaged.
    """
    try:
        row = _InterviewRow.model_validate_json(text)
    except ValidationError as error:
        problem = Problem(
            where="the saved interview",
            found=f"{error.error_count()} places that cannot be read",
            expected=SCHEMA,
            fix="begin a new one",
        )
        raise SavedError([problem]) from None
    steps = tuple(Step(question=each.question, given=_given(each.given)) for each in row.steps)
    saved = Interview(
        id=row.id, steps=steps, continued=row.continued, examining=row.examining, ended=row.ended
    )
    return saved if _is_readable(saved, interviewer) else _readable_part(saved, interviewer)


def _readable_part(saved: Interview, interviewer: Interviewer) -> Interview:
    kept = replace(saved, steps=())
    for step in saved.steps:
        longer = kept.with_step(step)
        kept = longer if _is_readable(longer, interviewer) else kept
    return replace(kept, ended=saved.ended)


def _is_readable(interview: Interview, interviewer: Interviewer) -> bool:
    try:
        interviewer.case(interview)
    except (InputError, KeyError):
        return False
    return True


def _plain(given: Given) -> float | str | list[str] | dict[str, float | str]:
    if isinstance(given, Mapping):
        return dict(given)
    return list(given) if isinstance(given, tuple) else given


def _given(plain: float | str | list[str] | dict[str, float | str]) -> Given:
    return tuple(plain) if isinstance(plain, list) else plain
