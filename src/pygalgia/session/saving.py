"""An interview as one JSON text, and back: checked line by line, replayed where the knowledge has changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pygalgia.errors import CaseError, Problem, SavedError
from pygalgia.interview import Given, Interview
from pygalgia.session.change import Dropped
from pygalgia.session.interviewer import Interviewer

SCHEMA = "pygalgia/interview/1"
#: An interview is a few kilobytes; what is larger is another kind of file.
LARGEST = 1_000_000
FIX = "use an earlier copy of the file, or begin again with `pygalgia interview`"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, hide_input_in_errors=True)


class StepRow(_Row):
    """One question and what it was answered with."""

    question: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    given: str | float | list[str] | dict[str, str | float]


class KnowledgeRow(_Row):
    """The knowledge that it was made with."""

    version: str
    sha256: str


class InterviewRow(_Row):
    """A saved interview."""

    schema_: Annotated[Literal["pygalgia/interview/1"], Field(alias="schema")]
    id: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    knowledge: KnowledgeRow
    steps: Annotated[list[StepRow], Field(max_length=500)]
    continued: bool = False
    examining: list[Literal["examiner", "laboratory"]] = Field(default_factory=list)
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A saved interview, ready to go on.

    Attributes:
        is_replayed: It was made with other knowledge and its answers were given anew to this one.
        dropped: Answers that the present knowledge does not have any more.
    """

    interview: Interview
    is_replayed: bool
    dropped: tuple[Dropped, ...]


def saved(interview: Interview, interviewer: Interviewer) -> str:
    """Return the interview as JSON text (`pygalgia/interview/1`)."""
    base = interviewer.knowledge.base
    row = {
        "schema": SCHEMA,
        "id": interview.id,
        "knowledge": {"version": base.version, "sha256": base.sha256},
        "continued": interview.continued,
        "examining": list(interview.examining),
        "ended": interview.ended,
        "steps": [{"question": step.question, "given": _plain(step.given)} for step in interview.steps],
    }
    return json.dumps(row, indent=1, ensure_ascii=False) + "\n"


def restored(text: str, interviewer: Interviewer, *, name: str = "the saved interview") -> Restored:
    """Return a saved interview; one made with other knowledge is replayed, answer by answer.

    Args:
        text: What `saved` returned.
        interviewer: What to go on with.
        name: The file's name, for messages.

    Raises:
        SavedError: the text is cut short, edited, or not an interview; or none of its answers fits any more.
    """
    row = _row(text, name)
    base = interviewer.knowledge.base
    is_same = row.knowledge.sha256 == base.sha256
    interview, refused = interviewer.begin(id_=row.id), []
    for number, step in enumerate(row.steps):
        try:
            interview = interviewer.answer(interview, step.question, _given(step.given))
        except CaseError as error:
            refused.append((number, step.question, error.problems[0]))
    if refused and is_same:
        raise SavedError(
            [replace(p, where=f"{name}, step {n + 1}, {p.where}", fix=FIX) for n, _, p in refused]
        )
    if row.steps and not interview.steps:
        raise SavedError(
            [_problem(name, "no answer that this version still asks about", "an interview that fits")]
        )
    examining = tuple(dict.fromkeys(row.examining))
    return Restored(
        interview=replace(interview, continued=row.continued, examining=examining, ended=row.ended),
        is_replayed=not is_same,
        dropped=tuple(Dropped(question=name, why=_why(problem)) for _, name, problem in refused),
    )


def _row(text: str, name: str) -> InterviewRow:
    if len(text) > LARGEST:
        raise SavedError([_problem(name, f"{len(text):,} characters", f"at most {LARGEST:,}")])
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        found = "an empty file" if not text.strip() else "text that is not whole JSON: cut short, or edited"
        raise SavedError([_problem(f"{name}:{line}", found, "a saved interview")]) from error
    try:
        return InterviewRow.model_validate(content)
    except ValidationError as error:
        problems = [
            _problem(
                f"{name}, {'.'.join(str(part) for part in each['loc']) or 'the whole file'}",
                each["msg"],
                SCHEMA,
            )
            for each in error.errors(include_url=False, include_input=False)
        ]
        raise SavedError(problems) from error


def _problem(where: str, found: str, expected: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=FIX)


def _why(problem: Problem) -> str:
    return f"this version expects {problem.expected}"


def _plain(given: Given) -> object:
    if isinstance(given, Mapping):
        return dict(given)
    return list(given) if isinstance(given, tuple) else given


def _given(value: str | float | list[str] | dict[str, str | float]) -> Given:
    return tuple(value) if isinstance(value, list) else value
