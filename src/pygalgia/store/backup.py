"""Backups: one file for both databases, so that a store can also move from SQLite to PostgreSQL.

The file is gzip-compressed lines of JSON: a header, one line for each row, and a last line with the
number of rows and their SHA-256. Only a line feed ends a line: what people write may hold every other
character that is taken for an end. It is read and checked as a whole before anything is changed, and one
that was written is read back before anybody is told that it is there. What can be made again (the search
index) and what should end (logins) is left out.
"""

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import Table, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from pygalgia.errors import Problem, RequestError, SavedError
from pygalgia.reading import RefusedTextError, open_regular
from pygalgia.store import schema, tables
from pygalgia.store.backup_rows import FORMAT, Backup, DamagedError, Row, backup_of, lines_of, revision_of
from pygalgia.store.database import Database
from pygalgia.writing import whole_file

_LEFT_OUT = frozenset({"editor_sessions", "rates", "store_state"})
_AT_ONCE = 500


def backup(database: Database, path: Path) -> int:
    """Write everything to a file that only its owner can read, or nothing; return the number of rows.

    All rows are of one moment: what is saved meanwhile is not in it.

    Raises:
        RequestError: the file cannot be written, or the database has another schema.
        SavedError: what was written cannot be read back; nothing is left of it.
    """
    schema.require_newest(database)
    try:
        with whole_file(path) as file:
            count = _write(database, file)
            file.flush()
            if read(Path(file.name)).count != count:
                raise SavedError([_damaged(path, "fewer rows than were written")])
    except OSError as error:
        raise RequestError([_unwritable(path, error)]) from error
    return count


def restore(database: Database, path: Path, *, replace: bool = False) -> int:
    """Put the rows of a backup into the database, all or none; return their number.

    Args:
        replace: Whether what is there may be deleted first; otherwise the database must be empty.

    Raises:
        SavedError: the file is damaged or no backup; nothing was changed.
        RequestError: the file cannot be read, is of another schema, or the database is not empty.
    """
    schema.require_newest(database)
    held = read(path)
    try:
        _put(held, database, replace=replace)
    except (IntegrityError, DataError) as error:
        raise SavedError([_damaged(path, "rows that do not fit together")]) from error
    return held.count


def read(path: Path) -> Backup:
    """Return what a backup file holds.

    Raises:
        SavedError: it is damaged, cut short, or no backup.
        RequestError: it cannot be opened, or is of another schema.
    """
    try:
        with open_regular(path) as packed, gzip.open(packed) as file:
            lines = lines_of(file, packed)
            revision = revision_of(next(lines, b""))
            if revision != schema.newest():
                raise RequestError([_other_schema(path, revision)])
            return backup_of(revision, lines, _tables())
    except FileNotFoundError as error:
        raise RequestError([_problem(str(path), "no such file", "a backup", "check the path")]) from error
    except RefusedTextError as error:
        raise RequestError([error.problem(str(path))]) from error
    except DamagedError as error:
        raise SavedError([_damaged(path, str(error))]) from error
    except (OSError, EOFError, zlib.error) as error:
        raise SavedError([_damaged(path, "a file that is damaged, cut short or no backup")]) from error


def _put(held: Backup, database: Database, *, replace: bool) -> None:
    with database.write_alone() as session:
        if not replace and _is_used(session):
            raise RequestError(
                [
                    _problem(
                        "database",
                        "a database in use",
                        "an empty one",
                        "add --replace to delete what is there",
                    )
                ]
            )
        for table in reversed(_all_tables()):
            session.execute(delete(table))
        for table in _tables():
            _insert(session, table, held.rows.get(table.name, []))
            if not database.is_sqlite:
                _continue_numbering(session, table)


def _write(database: Database, into: IO[bytes]) -> int:
    digest, count = sha256(), 0
    with (
        gzip.open(into, "wt", encoding="utf-8", newline="\n") as file,
        database.read() as session,
    ):
        if not database.is_sqlite:
            session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        file.write(json.dumps({"format": FORMAT, "revision": schema.newest()}) + "\n")
        for line in _lines(session):
            digest.update(line.encode())
            file.write(line + "\n")
            count += 1
        file.write(json.dumps({"rows": count, "sha256": digest.hexdigest()}) + "\n")
    return count


def _lines(session: Session) -> Iterator[str]:
    for table in _tables():
        for row in session.execute(select(table).execution_options(yield_per=_AT_ONCE)).mappings():
            plain = {name: _plain(value) for name, value in row.items()}
            yield json.dumps({"table": table.name, "row": plain}, ensure_ascii=False, sort_keys=True)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _insert(session: Session, table: Table, rows: list[Row]) -> None:
    for start in range(0, len(rows), _AT_ONCE):
        session.execute(insert(table), rows[start : start + _AT_ONCE])


def _continue_numbering(session: Session, table: Table) -> None:
    """Let PostgreSQL number new rows after those that were put in with their numbers."""
    number = table.columns.get("id")
    if number is None or number.type.python_type is not int:
        return
    greatest = session.scalar(select(func.max(number)))
    sequence = func.pg_get_serial_sequence(table.name, "id")
    session.execute(select(func.setval(sequence, greatest or 1, greatest is not None)))


def _is_used(session: Session) -> bool:
    used = (tables.InterviewRow, tables.EditorRow, tables.ReportRow)
    return any(session.scalar(select(func.count()).select_from(table)) for table in used)


def _all_tables() -> list[Table]:
    return list(tables.Table.metadata.sorted_tables)


def _tables() -> list[Table]:
    return [table for table in _all_tables() if table.name not in _LEFT_OUT]


def _damaged(path: Path, found: str) -> Problem:
    return _problem(str(path), found, f"a whole {FORMAT}", "use another backup")


def _unwritable(path: Path, error: OSError) -> Problem:
    return _problem(
        str(path), f"{error.strerror or error}", "a file that can be written", "name another place"
    )


def _other_schema(path: Path, revision: str) -> Problem:
    return _problem(
        str(path),
        f"a backup of schema {revision}",
        f"schema {schema.newest()}",
        "restore it with the version of pygalgia that made it, then upgrade",
    )


def _problem(where: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(where=where, found=found, expected=expected, fix=fix)
