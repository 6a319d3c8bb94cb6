"""Diaries as plain files: one line of JSON a note, written whole or not at all.

A damaged line is said, and every other one is read; the file as it was is kept beside the next one that
is written.
"""

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

import platformdirs
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from pygalgia.domain.diary import YEARS, Adherence, Diary, Entry, Sleep
from pygalgia.errors import Problem, RequestError, SavedError
from pygalgia.reading import RefusedTextError, file_bytes, json_value
from pygalgia.texts import _
from pygalgia.writing import whole_file

SCHEMA = "pygalgia/diary/1"
#: A year of notes is a few hundred kilobytes.
LARGEST_BYTES = 20_000_000
Score = Annotated[float, Field(ge=0, le=10)]


def _within_years(at: datetime) -> datetime:
    if at.year not in YEARS:
        raise ValueError(at.year)
    return at


class _Header(BaseModel):
    """The first line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: Annotated[Literal["pygalgia/diary/1"], Field(alias="schema")]
    case_id: str


class _Row(BaseModel):
    """Every other line."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    at: Annotated[AwareDatetime, AfterValidator(_within_years)]
    worst: Score | None = None
    average: Score | None = None
    sleep: Sleep | None = None
    function: dict[str, Score] = Field(default_factory=dict)
    adherence: Adherence | None = None
    medicines: tuple[str, ...] = ()
    signs: dict[str, str] = Field(default_factory=dict)
    responses: dict[str, str] = Field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A diary as it could be read, and each line of it that was damaged."""

    diary: Diary
    damage: tuple[Problem, ...] = ()


def folder() -> Path:
    """Return where diaries are kept; `PYGALGIA_DATA_DIR` overrides the user's data folder."""
    chosen = os.environ.get("PYGALGIA_DATA_DIR")
    root = Path(chosen) if chosen else Path(platformdirs.user_data_dir("pygalgia", appauthor=False))
    return root / "diaries"


def path_of(case_id: str, *, root: Path | None = None) -> Path:
    """Return the file of a case's diary; no case id can leave the folder."""
    return (root or folder()) / f"{quote(case_id, safe='').replace('.', '%2E')}.jsonl"


def read(case_id: str, *, root: Path | None = None) -> Reading:
    """Return the diary of a case, empty where there is none yet.

    Raises:
        SavedError: the file cannot be read at all, or belongs to another case.
    """
    path = path_of(case_id, root=root)
    try:
        text = file_bytes(path, largest=LARGEST_BYTES)
    except FileNotFoundError:
        return Reading(diary=Diary(case_id=case_id))
    except RefusedTextError as error:
        raise SavedError([error.problem(str(path))]) from error
    except OSError as error:
        raise SavedError([_unreadable(path, error)]) from error
    # Only a line feed ends a line: own words may hold every other character that is taken for an end.
    return _parsed(text.removesuffix(b"\n").split(b"\n"), case_id, path=path)


def _parsed(lines: list[bytes], case_id: str, *, path: Path) -> Reading:
    """Return every note that can be read: one after a damaged line may hold a danger sign."""
    damaged = []
    try:
        header = _Header.model_validate(json_value(lines[0]))
    except (ValidationError, RefusedTextError):
        damaged.append(
            _damage(path, 1, expected=_("the line that begins a diary (%(schema)s)", schema=SCHEMA))
        )
    else:
        _refuse_other_case(header.case_id, case_id, path)
    diary = Diary(case_id=case_id)
    for number, line in enumerate(lines[1:], 2):
        try:
            entry = Entry(**dict(_Row.model_validate(json_value(line))))
        except (ValidationError, RefusedTextError):
            damaged.append(_damage(path, number, expected=_("a note as pygalgia writes it")))
            continue
        if diary.entries and entry.at <= diary.entries[-1].at:
            damaged.append(_damage(path, number, found=_("a note that is not later than the one before")))
        diary = with_entry(diary, replace(entry, at=_free_moment(diary, entry.at)))
    return Reading(diary=diary, damage=tuple(damaged))


def _refuse_other_case(found: str, case_id: str, path: Path) -> None:
    if found == case_id:
        return
    problem = Problem(
        where=f"{path}:1",
        found=_("a diary of the case %(found)s", found=repr(found)),
        expected=_("one of %(case_id)s", case_id=repr(case_id)),
        fix=_("move the file away, or name the other case"),
    )
    raise SavedError([problem])


def _free_moment(diary: Diary, at: datetime) -> datetime:
    taken = {each.at for each in diary.entries}
    while at in taken:
        at += timedelta(microseconds=1)
    return at


def _damage(path: Path, line: int, *, found: str = "", expected: str = "") -> Problem:
    return Problem(
        where=f"{path}:{line}",
        found=found or _("a damaged line"),
        expected=expected or _("notes in order of time"),
        fix=_("mend the line; the others are read, and the file is kept as it is when you add a note"),
    )


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(
        where=str(path),
        found=_("a file that cannot be read (%(value)s)", value=error.strerror or error),
        expected=_("a file of yours"),
        fix=_("check its permissions"),
    )


def checked(diary: Diary, entry: Entry, *, now: datetime) -> None:
    """Refuse a note that cannot be: from the future, from before the last, or for a moment that has one.

    Raises:
        RequestError: with every problem.
    """
    problems = []
    if entry.at > now:
        problems.append(
            Problem(
                where="--at",
                found=_("%(value)s, which is in the future", value=entry.at.isoformat()),
                expected=_("a moment up to now (%(value)s)", value=now.isoformat(timespec="minutes")),
                fix=_("check date, time and time zone"),
            )
        )
    if any(each.at == entry.at for each in diary.entries):
        problems.append(
            Problem(
                where="--at",
                found=_("a second note for %(value)s", value=entry.at.isoformat()),
                expected=_("one note for each moment"),
                fix=_("give another time; notes are not overwritten"),
            )
        )
    if problems:
        raise RequestError(problems)


def with_entry(diary: Diary, entry: Entry) -> Diary:
    """Return the diary with one more note, in order of time."""
    entries = sorted((*diary.entries, entry), key=lambda each: each.at)
    return Diary(case_id=diary.case_id, entries=tuple(entries))


def write(diary: Diary, *, root: Path | None = None, keep_damaged: bool = False) -> Path:
    """Write a diary whole or not at all, and return its file.

    Args:
        diary: What to write.
        root: The folder; by default the user's.
        keep_damaged: Keep the file that is there under `.damaged`, because not all of it could be read.

    Raises:
        RequestError: the folder cannot be written to.
    """
    path = path_of(diary.case_id, root=root)
    lines = [{"schema": SCHEMA, "case_id": diary.case_id}, *(_line(each) for each in diary.entries)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(path) as file:
            file.write(text.encode())
            if keep_damaged and path.exists():
                path.replace(_free_name(path))
    except OSError as error:
        raise RequestError([_unwritable(path, error)]) from error
    return path


def _free_name(path: Path) -> Path:
    """Return a name beside the file that is not taken: an earlier damaged file is kept too."""
    kept = path.with_suffix(".damaged")
    number = 2
    while kept.exists():
        kept = path.with_suffix(f".damaged-{number}")
        number += 1
    return kept


def _line(entry: Entry) -> dict[str, object]:
    kept = {name: value for name, value in asdict(entry).items() if value not in (None, "", (), {}, [])}
    return {**kept, "at": entry.at.isoformat()}


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(
        where=str(path.parent),
        found=_("a folder that cannot be written to (%(value)s)", value=error.strerror or error),
        expected=_("a folder of yours"),
        fix=_("check its permissions, or set PYGALGIA_DATA_DIR to another folder"),
    )
