"""What the API takes and gives, as its OpenAPI description shows it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from pygalgia import InterviewRow
from pygalgia.own_words import LONGEST

Plain = float | str | list[str] | dict[str, float | str]


class ProblemRow(BaseModel):
    """One thing wrong in one place."""

    where: str
    found: str
    expected: str
    fix: str


class ProblemDocument(BaseModel):
    """An error, as RFC 9457 describes it; `errors` lists a hundred problems, `more` counts the rest."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ProblemRow]
    more: int = 0


class AnswerRow(BaseModel):
    """An answer: `given` for most questions; for a list, the option ids `ticked` and `unsure`."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: Annotated[str, Field(max_length=200)]
    given: Plain | None = None
    ticked: list[str] | None = None
    unsure: list[str] = Field(default_factory=list)


class InterviewRequest(BaseModel):
    """The interview so far, and the answer to its next question; without an answer, that question is asked.

    `action` instead of an answer: `back` takes the last answer away, `continue` goes on after an
    emergency or an end, `end` stops.
    """

    model_config = ConfigDict(extra="forbid")

    interview: InterviewRow = Field(default_factory=InterviewRow)
    answer: AnswerRow | None = None
    action: Literal["back", "continue", "end"] | None = None


class InterviewResponse(BaseModel):
    """The interview to send next time, and what comes next: `ask` or `stop`, the other is null.

    `dropped` lists what was sent and is not known any more, where the knowledge was updated in between.
    """

    interview: dict[str, Any]
    dropped: list[dict[str, str]]
    urgency: str
    ask: dict[str, Any] | None
    stop: dict[str, Any] | None


class ReadRequest(BaseModel):
    """A text in somebody's own words."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: Annotated[str, Field(max_length=LONGEST)]


class ReadingDocument(BaseModel):
    """What a text seems to say (`pygalgia/reading/1`); docs/own-words.md describes every part."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    schema_: Annotated[Literal["pygalgia/reading/1"], Field(alias="schema")]
    language: Literal["english", "spanish", "other"]
    notice: dict[str, str] | None = None
    person: dict[str, Any]
    candidates: list[dict[str, Any]]
    not_understood: list[dict[str, Any]]
    other_complaints: list[str]


class AssessmentDocument(BaseModel):
    """The assessment (`pygalgia/assessment/1`); docs/web.md describes every part."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    schema_: Annotated[Literal["pygalgia/assessment/1"], Field(alias="schema")]
    case_id: str
    urgency: dict[str, Any]
    red_flags: list[dict[str, Any]]
    conditions: list[dict[str, Any]]
    conclusive: bool
    what_would_change_it: list[dict[str, Any]]
    provenance: dict[str, Any]


class KnowledgeIndex(BaseModel):
    """Version and size of the knowledge."""

    version: str
    knowledge_sha256: str
    kinds: dict[str, int]


class NamedRow(BaseModel):
    """One entry's id and name."""

    id: str
    name: str


class KnowledgeList(BaseModel):
    """The entries of one kind."""

    kind: str
    entries: list[NamedRow]
