"""Blind readings: what an expert, shown only the accounts, named as cause and as urgency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from pygalgia.domain.condition import Condition
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import Problem
from pygalgia.evaluation.sets.accounts import repeated
from pygalgia.evaluation.sets.json_lines import read_lines, text_of
from pygalgia.evaluation.sets.key import Level
from pygalgia.reading import Document, Problems, parse

FOLDER = "readings"
README = "README.md"
#: Causes that a reading names at most.
LONGEST_LIST = 5


class ReadingRow(BaseModel):
    """What one account was read as, in a file."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str = Field(min_length=1)
    causes: Annotated[list[str], Field(min_length=1, max_length=LONGEST_LIST)]
    urgency: Level
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one account was read as.

    Attributes:
        causes: Ids of conditions, the likeliest first.
        urgency: The level advised.
        why: In the reader's words.
    """

    causes: tuple[str, ...]
    urgency: Urgency
    why: str


@dataclass(slots=True, kw_only=True)
class Reading:
    """All that one reader made of the accounts.

    Attributes:
        name: The file's name without ending.
        rows: Account id to what it was read as.
    """

    name: str
    rows: dict[str, Read] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Readings:
    """The readings of a folder.

    Attributes:
        who: Who read, and how: the text of `README.md`; empty where nobody says.
        readings: In order of name; those without a usable row are left out.
    """

    who: str = ""
    readings: list[Reading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_readings(folder: Path, conditions: Mapping[str, Condition]) -> Readings:
    """Return the readings in `readings/` of a set's folder; none where there is no such folder.

    Raises:
        RequestError: a file cannot be read at all.
    """
    found = Readings()
    files = sorted((folder / FOLDER).glob("*.jsonl"))
    if not files:
        return found
    readme = folder / FOLDER / README
    if readme.is_file():
        found.who = text_of(readme, expected="who read the accounts, and how").strip()
    if not found.who:
        found.problems.append(_nobody_says())
    for path in files:
        reading = Reading(name=path.stem)
        for document in read_lines(path, found.problems, expected="readings of the accounts"):
            _add(document, reading, conditions, found.problems)
        if reading.rows:
            found.readings.append(reading)
    return found


def _add(
    document: Document, reading: Reading, conditions: Mapping[str, Condition], into: list[Problem]
) -> None:
    problems = Problems()
    row = parse(document, ReadingRow, problems)
    where = f"{FOLDER}/{document.where(())}"
    for name in row.causes if row is not None else ():
        if name not in conditions:
            problems.unknown(where, kind="condition", name=name, known=conditions)
    if row is not None and row.id in reading.rows:
        problems.found.append(repeated(where, row.id))
    into += problems.found
    if row is not None and not problems.found:
        reading.rows[row.id] = Read(
            causes=tuple(dict.fromkeys(row.causes)), urgency=Urgency.from_id(row.urgency), why=row.why
        )


def _nobody_says() -> Problem:
    return Problem(
        where=f"{FOLDER}/{README}",
        found="no word on who read the accounts, and how",
        expected="who read, what was shown, and what was not",
        fix=f"write {FOLDER}/{README}",
    )
