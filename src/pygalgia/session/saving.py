"""An interview as one JSON text (`pygalgia/interview/2`), and back: one codec for every face.

The two older formats (`pygalgia/interview/1`, as the command line and as the web wrote it) stay readable.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pygalgia.errors import Problem, SavedError
from pygalgia.interview import Given, Interview, Step
from pygalgia.reading import RefusedTextError, json_value
from pygalgia.session.interviewer import Interviewer
from pygalgia.session.restoring import FIX, Restored, revived
from pygalgia.texts import _

SCHEMA: Literal["pygalgia/interview/2"] = "pygalgia/interview/2"
#: An interview is a few kilobytes; what is larger is another kind of file.
LARGEST = 1_000_000

Id = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Plain = str | float | list[str] | dict[str, str | float]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, hide_input_in_errors=True)


class StepRow(_Row):
    """One question and what it was answered with: `lines` for a list, finding by finding, else `given`.

    `pygalgia/interview/1` holds the lines of a list under `given`.
    """

    question: Id
    given: Plain | None = None
    lines: dict[str, str] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "StepRow":
        if (self.given is None) == (self.lines is None):
            msg = "either `given` or `lines`"
            raise ValueError(msg)
        return self

    def step(self) -> Step:
        """Return it as a step."""
        said = self.given if self.lines is None else self.lines
        assert said is not None  # noqa: S101 - one of both, checked
        return Step(question=self.question, given=tuple(said) if isinstance(said, list) else said)


class KnowledgeRow(_Row):
    """The knowledge that it was made with."""

    version: str
    sha256: str


class InterviewRow(_Row):
    """A saved interview.

    Attributes:
        knowledge: What it was made with; None where an older file does not say.
        continued: Whether the person went on after an emergency. Older files say no more, so that their
            emergency is told once more.
        told: Emergency flags after which the person went on.
        again: Findings to ask again, because an update lost what was said of them.
    """

    schema_: Annotated[Literal["pygalgia/interview/2", "pygalgia/interview/1"], Field(alias="schema")] = (
        SCHEMA
    )
    id: Id = "interview"
    knowledge: KnowledgeRow | None = None
    steps: Annotated[list[StepRow], Field(max_length=500)] = Field(default_factory=list)
    continued: bool = False
    told: list[Id] = Field(default_factory=list)
    examining: list[Literal["examiner", "laboratory"]] = Field(default_factory=list)
    ended: bool = False
    again: list[Id] = Field(default_factory=list)

    @field_validator("steps")
    @classmethod
    def _each_once(cls, steps: list[StepRow]) -> list[StepRow]:
        """Refuse a question that stands twice: the last would take back the first unseen."""
        seen: dict[str, int] = {}
        for number, step in enumerate(steps):
            if step.question in seen:
                kind = "question_twice"
                raise PydanticCustomError(
                    kind,
                    "each question once: {question} stands in steps {first} and {second}",
                    {"question": repr(step.question), "first": seen[step.question], "second": number},
                )
            seen[step.question] = number
        return steps

    def interview(self) -> Interview:
        """Return it as it stands, not yet checked against any knowledge."""
        return Interview(
            id=self.id,
            steps=tuple(each.step() for each in self.steps),
            told=tuple(dict.fromkeys(self.told)),
            examining=tuple(dict.fromkeys(self.examining)),
            ended=self.ended,
            again=tuple(self.again),
        )


def as_row(interview: Interview, interviewer: Interviewer) -> dict[str, object]:
    """Return the interview as JSON holds it."""
    base = interviewer.knowledge.base
    return {
        "schema": SCHEMA,
        "id": interview.id,
        "knowledge": {"version": base.version, "sha256": base.sha256},
        "continued": bool(interview.told),
        "told": list(interview.told),
        "examining": list(interview.examining),
        "ended": interview.ended,
        "again": list(interview.again),
        "steps": [_step(each) for each in interview.steps],
    }


def saved(interview: Interview, interviewer: Interviewer) -> str:
    """Return the interview as JSON text."""
    row = as_row(interview, interviewer)
    try:
        return msgspec.json.format(msgspec.json.encode(row), indent=1).decode() + "\n"
    except UnicodeEncodeError:
        # Half a character, which has no UTF-8: whoever writes the text says so.
        return json.dumps(row, indent=1, ensure_ascii=False) + "\n"


def restored(text: str, interviewer: Interviewer, *, name: str = "") -> Restored:
    """Return a saved interview, checked line by line against what the interviewer knows.

    Args:
        text: What `saved` returned, of this version or an older one.
        interviewer: What to go on with.
        name: The file's name, for messages.

    Raises:
        SavedError: the text is cut short, edited, or not an interview; or none of its answers fits any more.
    """
    return from_row(_row(text, name or _("the saved interview")), interviewer, name=name)


def from_row(row: InterviewRow, interviewer: Interviewer, *, name: str = "") -> Restored:
    """Return an interview that is already read as a row. See `restored`."""
    sha256 = None if row.knowledge is None else row.knowledge.sha256
    return revived(row.interview(), interviewer, made_with=sha256, name=name)


def _step(step: Step) -> dict[str, object]:
    if step.lines is not None:
        return {"question": step.question, "lines": dict(step.lines)}
    return {"question": step.question, "given": _plain(step.given)}


def _plain(given: Given) -> object:
    if isinstance(given, Mapping):
        return dict(given)
    return list(given) if isinstance(given, tuple) else given


def _row(text: str, name: str) -> InterviewRow:
    if len(text) > LARGEST:
        raise SavedError(
            [
                _problem(
                    name,
                    _("%(number)s characters", number=f"{len(text):,}"),
                    _("at most %(most)s", most=f"{LARGEST:,}"),
                )
            ]
        )
    try:
        content = json_value(text)
    except RefusedTextError as error:
        found = (
            _("%(found)s: cut short, or edited", found=error.found) if text.strip() else _("an empty file")
        )
        raise SavedError([_problem(f"{name}:{error.line or 1}", found, _("a saved interview"))]) from error
    if isinstance(content, dict) and not {"schema", "id", "steps"} <= content.keys():
        raise SavedError([_problem(name, _("a file without schema, id or steps"), SCHEMA)])
    try:
        return InterviewRow.model_validate(content)
    except ValidationError as error:
        problems = [
            _problem(
                f"{name}, {'.'.join(str(part) for part in each['loc']) or _('the whole file')}",
                each["msg"],
                SCHEMA,
            )
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise SavedError(problems) from error


def _problem(where: str, found: str, expected: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=_(FIX))
