"""The lines of a backup read back: every row as its table keeps it, or the line that is wrong."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import IO

from sqlalchemy import Column, Table

from pygalgia.reading import RefusedTextError, json_value
from pygalgia.store import tables

FORMAT = "pygalgia/backup/1"
#: Bytes of one row: a saved interview has a few thousand.
LONGEST_LINE = 16_000_000
#: Rows pack to a tenth; what packs to less than this share of many bytes is made to fill a memory.
_MOST_PACKED = 200
_NEVER_MIND_BELOW = 16_000_000
_MOST_INTEGER = 2**63

Row = dict[str, object]


class DamagedError(ValueError):
    """What is wrong with the lines of a backup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup holds: table to rows."""

    revision: str
    rows: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum(len(rows) for rows in self.rows.values())


def lines_of(file: gzip.GzipFile, packed: IO[bytes]) -> Iterator[bytes]:
    """Return the lines of a packed file, and stop early where they cannot be those of a backup.

    Raises:
        DamagedError: a line is too long or not ended, or they pack better than rows do.
    """
    read = 0
    while line := file.readline(LONGEST_LINE):
        if not line.endswith(b"\n"):
            msg = "a line that is cut short or too long"
            raise DamagedError(msg)
        read += len(line)
        if read > max(_NEVER_MIND_BELOW, _MOST_PACKED * packed.tell()):
            msg = "a file that unpacks to far more than rows do"
            raise DamagedError(msg)
        yield line[:-1]


def revision_of(line: bytes) -> str:
    """Return the schema that the first line names.

    Raises:
        DamagedError: it does not begin a backup.
    """
    header = _mapping(line)
    revision = header.get("revision")
    if header.get("format") != FORMAT or not isinstance(revision, str):
        msg = "a first line that does not begin a backup"
        raise DamagedError(msg)
    return revision


def backup_of(revision: str, lines: Iterable[bytes], known: Iterable[Table]) -> Backup:
    """Return the backup whose lines after the first are these.

    Raises:
        DamagedError: a row is not one of its table, or the last line does not confirm the others.
    """
    held = Backup(revision=revision)
    columns = {table.name: dict(table.columns) for table in known}
    digest, last = sha256(), None
    for number, line in enumerate(lines, 2):
        if last is not None:
            digest.update(last)
            _take(last, columns, held, number=number - 1)
        last = line
    end = _mapping(last or b"")
    if end != {"rows": held.count, "sha256": digest.hexdigest()}:
        msg = "a last line that does not confirm the others"
        raise DamagedError(msg)
    return held


def _take(line: bytes, columns: dict[str, dict[str, Column[object]]], into: Backup, *, number: int) -> None:
    found = _mapping(line)
    name, row = found.get("table"), found.get("row")
    own = columns.get(name) if isinstance(name, str) else None
    if own is None or not isinstance(row, dict) or row.keys() != own.keys():
        msg = f"line {number}: a row of no table"
        raise DamagedError(msg)
    try:
        typed = {key: _typed(own[key], value) for key, value in row.items()}
    except (ValueError, OverflowError) as error:
        msg = f"line {number}: a row of {name} with a value of another kind"
        raise DamagedError(msg) from error
    into.rows.setdefault(str(name), []).append(typed)


def _mapping(line: bytes) -> dict[str, object]:
    try:
        found = json_value(line)
    except RefusedTextError as error:
        msg = "a line that is not JSON"
        raise DamagedError(msg) from error
    if not isinstance(found, dict):
        msg = "a line that holds no mapping"
        raise DamagedError(msg)
    return found


def _typed(column: Column[object], value: object) -> object:
    kind = column.type.python_type
    if value is None and column.nullable:
        return None
    if isinstance(column.type, tables.UtcDateTime) and isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    elif kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    elif kind is str and isinstance(value, str):
        value.encode()  # half a character is no text
        return value
    elif isinstance(value, int) and type(value) is kind and -_MOST_INTEGER <= value < _MOST_INTEGER:
        return value
    raise ValueError(column.name)
