"""Interviews that somebody played in a person's place, as files hold them."""

from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pygalgia.errors import Problem
from pygalgia.evaluation.sets.accounts import repeated
from pygalgia.evaluation.sets.json_lines import read_lines
from pygalgia.intake.rows import Answer
from pygalgia.reading import Problems, parse
from pygalgia.session.saving import StepRow

FOLDER = "played"


class PlayedRow(BaseModel):
    """One person's interview: its steps, or only the answers that came of it.

    Attributes:
        steps: Questions and what was given, in order.
        answers: The answers of a case, where no more was written down.
        could_not_say: What the person would have told and no answer holds.
        statements: Questions and lines shown, where the player counted them.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    steps: list[StepRow] | None = None
    answers: dict[str, Answer] | None = None
    could_not_say: list[str] = Field(default_factory=list)
    statements: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _is_told(self) -> "PlayedRow":
        if (self.steps is None) == (self.answers is None):
            msg = "either steps or answers"
            raise ValueError(msg)
        return self


@dataclass(slots=True, kw_only=True)
class PlayedSet:
    """What one player has played.

    Attributes:
        name: The file's name without ending.
        rows: Account id to its interview.
    """

    name: str
    rows: dict[str, PlayedRow] = field(default_factory=dict)


def read_played(folder: Path, problems: list[Problem]) -> list[PlayedSet]:
    """Return the interviews in `played/` of a set's folder, one set for each file; what is wrong is added.

    Raises:
        RequestError: a file cannot be read at all.
    """
    sets = []
    for path in sorted((folder / FOLDER).glob("*.jsonl")):
        played = PlayedSet(name=path.stem)
        for document in read_lines(path, problems, expected="interviews that were played"):
            found = Problems()
            row = parse(document, PlayedRow, found)
            problems += found.found
            if row is None:
                continue
            if row.id in played.rows:
                problems.append(repeated(f"{FOLDER}/{document.where(())}", row.id))
            played.rows.setdefault(row.id, row)
        if played.rows:
            sets.append(played)
    return sets
