"""Open the database: SQLite in the person's own folder, or PostgreSQL where an address says so."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import platformdirs
from sqlalchemy import Engine, Select, create_engine, event, func, select
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.sql.dml import ReturningUpdate

from pygalgia.errors import Problem, RequestError, StorageAwayError, StorageFullError
from pygalgia.store import alive
from pygalgia.store.prepared import Prepared, Statement, borrowed, found
from pygalgia.store.room import Room

DATABASE_URL = "PYGALGIA_DATABASE_URL"
#: How long a writer waits for another one on SQLite, in milliseconds.
_BUSY_MS = 10_000
#: And how long one that others wait for: as long as another writer usually takes.
_IMPATIENT_MS = 8
#: Most connections of one process to PostgreSQL.
CONNECTIONS = 20
#: How long a request waits for one of them, in seconds.
_POOL_SECONDS = 10
#: A server that is gone without a word is noticed: seconds to connect, milliseconds without any answer.
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 15_000}
_READING = "pygalgia_reading"
#: The value of that option where a single statement reads.
_ALONE_READING = "at once"
#: Any number that no other program uses for its own lock on the same PostgreSQL database.
_ALONE = 7_947_825
#: PostgreSQL's "disk full" and "out of memory for it".
_NO_ROOM_STATES = ("53100", "53200")
#: SQLite's: another program holds it, it may only be read, the disk fails, the file is not there.
_AWAY_CODES = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)
#: PostgreSQL's classes: connection, too many of them, an operator who shuts it down, its own disk.
_AWAY_CLASSES, _READ_ONLY = ("08", "53", "57", "58"), "25006"
_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}

Result = TypeVar("Result")
Clock = Callable[[], datetime]
Row = dict[str, Any]
#: Whether whoever writes now may not wait for another writer.
_impatient: ContextVar[bool] = ContextVar("impatient", default=False)


class WouldWaitError(Exception):
    """Another one writes just now, and who asked may not wait: nothing was done."""


def now() -> datetime:
    """Return the moment in UTC."""
    return datetime.now(UTC)


def default_url() -> str:
    """Return `PYGALGIA_DATABASE_URL`, or SQLite in the user's data folder."""
    given = os.environ.get(DATABASE_URL)
    if given:
        return given
    folder = Path(platformdirs.user_data_dir("pygalgia", appauthor=False))
    return f"sqlite:///{folder / 'pygalgia.sqlite3'}"


def database_url(text: str) -> URL:
    """Return a database address, with our driver for PostgreSQL.

    Raises:
        RequestError: it is no address of SQLite or PostgreSQL. The message never shows the password.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise RequestError([_wrong("text that is no database address")]) from None
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None:
        raise RequestError([_wrong(url.render_as_string(hide_password=True))])
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise RequestError([_wrong("an address of SQLite without a file")])
    return url.set(drivername=driver)


def _wrong(found: str) -> Problem:
    return Problem(
        where=DATABASE_URL,
        found=found,
        expected="sqlite:////path/to/file or postgresql://user:password@host/name",
        fix="correct the address, or unset it to use SQLite in your own data folder",
    )


@dataclass(frozen=True)
class Database:
    """An open database. Transactions are short: one request, one or two of them.

    Attributes:
        clock: What time it is, in UTC; tests set it.
        room: What can be given back on a full disk; None where the database looks after itself.
    """

    engine: Engine
    clock: Clock = now
    room: Room | None = None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @cached_property
    def _writing(self) -> sessionmaker[Session]:
        return sessionmaker(self.engine, expire_on_commit=False)

    @cached_property
    def _reading(self) -> sessionmaker[Session]:
        return sessionmaker(self._read_only, expire_on_commit=False)

    @cached_property
    def _read_only(self) -> Engine:
        return self.engine.execution_options(**{_READING: True})

    @cached_property
    def _at_once(self) -> Engine:
        """One statement that reads needs no transaction on SQLite: it sees one state as it is.

        On PostgreSQL one is begun with the statement; to do without would cost more than it saves.
        """
        return self.engine.execution_options(**{_READING: _ALONE_READING})

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Let `change_at_once` give up soon where another one writes: for a thread that others wait for.

        On SQLite alone, whose readers wait for nobody. It is given up by `WouldWaitError`, before anything
        was written.
        """
        token = _impatient.set(True)
        try:
            yield
        finally:
            _impatient.reset(token)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a session whose changes are saved together at the end, or not at all.

        Raises:
            StorageFullError: there is no room for them.
            StorageAwayError: the database cannot be reached, or may not be written to.
        """
        with _in_our_words(), self._writing.begin() as session:
            yield session

    def change_at_once(self, statement: ReturningUpdate[Any], given: Mapping[str, object]) -> Row | None:
        """Change by one statement and return its only row: as `write`, at a quarter of its cost.

        Raises:
            StorageFullError: there is no room for it.
            StorageAwayError: the database cannot be reached, or may not be written to.
            WouldWaitError: another one writes, inside `without_waiting`.
        """
        prepared = self._prepared(statement)
        with _in_our_words(), borrowed(self.engine) as connection:
            cursor = connection.cursor()
            if self.is_sqlite:
                _begin_writing(cursor)
            row = prepared.row(cursor, given)
            if self.is_sqlite:
                connection.commit()
        return row

    def find_at_once(self, statement: Select[Any], given: Mapping[str, object]) -> Row | None:
        """Return the only row that one statement finds: as `read`, at a quarter of its cost.

        Raises:
            StorageAwayError: the database cannot be reached.
        """
        prepared = self._prepared(statement)
        with _in_our_words():
            return found(self.engine, prepared, given)

    def _prepared(self, statement: Statement) -> Prepared:
        known = self._in_words.get(statement)
        if known is None:
            known = self._in_words[statement] = Prepared(statement, self.engine.dialect)
        return known

    @cached_property
    def _in_words(self) -> dict[Statement, Prepared]:
        return {}

    @contextmanager
    def read_at_once(self) -> Iterator[Connection]:
        """Give a connection for one statement that only reads: as `read`, at half its cost.

        Raises:
            StorageAwayError: the database cannot be reached.
        """
        with _in_our_words(), self._at_once.connect() as connection:
            yield connection

    def remove(self, work: Callable[[Session], Result]) -> Result:
        """Return what comes of work that deletes; on a full disk it is done in the room set aside for it.

        Raises:
            StorageFullError: there is not even that room.
        """
        try:
            with self.write() as session:
                return work(session)
        except StorageFullError:
            if self.room is None or not self.room.give():
                raise
        self._carry_out()
        with self.write() as session:
            result = work(session)
        self._carry_out()
        self.room.take()
        return result

    def _carry_out(self) -> None:
        """Move what SQLite has logged into the file itself, and empty the log."""
        connection = self.engine.raw_connection()
        with suppress(sqlite3.Error), closing(connection):
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def write_alone(self) -> Iterator[Session]:
        """Give a writing session that waits until no other one of this kind is at work.

        For what several processes do when they start. SQLite has one writer at a time anyway.
        """
        with self.write() as session:
            self.wait_alone(session)
            yield session

    def wait_alone(self, transaction: Session | Connection) -> None:
        """Wait until no other transaction that waited here is at work; until its end none else is."""
        if not self.is_sqlite:
            transaction.execute(select(func.pg_advisory_xact_lock(_ALONE)))

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session that only reads: on SQLite it waits for no writer.

        Raises:
            StorageAwayError: the database cannot be reached.
        """
        with _in_our_words(), self._reading() as session:
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Tell what keeps a database from working, which is no fault of the program, by an error of our own."""
    try:
        yield
    except PoolTimeoutError as error:
        msg = "every connection to the database is in use"
        raise StorageAwayError(msg) from error
    except DBAPIError as error:
        if _impatient.get() and getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise WouldWaitError from error
        if is_full(error):
            msg = "there is no room left where the database is"
            raise StorageFullError(msg) from error
        if is_away(error):
            msg = "the database cannot be reached, or may not be written to"
            raise StorageAwayError(msg) from error
        raise


def is_away(error: DBAPIError) -> bool:
    """Return whether a database cannot be reached or written to, as without its server or disk."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _AWAY_CODES
    if not isinstance(error, OperationalError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state[:2] in _AWAY_CLASSES or state == _READ_ONLY


def is_full(error: DBAPIError) -> bool:
    """Return whether a database refused because its disk is full."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None)
    return state in _NO_ROOM_STATES or (code is not None and code & 0xFF == sqlite3.SQLITE_FULL)


def open_database(text: str, *, clock: Clock = now, connections: int = CONNECTIONS) -> Database:
    """Return the database at an address; an SQLite file is made where there is none, closed to others.

    Args:
        text: The address.
        clock: What time it is, in UTC.
        connections: Most of this process to PostgreSQL at once, at least 2; half of them are kept.

    Raises:
        RequestError: the address is wrong, or the folder cannot be made.
    """
    url = database_url(text)
    if url.get_backend_name() != "sqlite":
        engine = create_engine(
            url, hide_parameters=True, pool_use_lifo=True, pool_timeout=_POOL_SECONDS,
            pool_size=connections // 2, max_overflow=connections - connections // 2, connect_args=_PATIENCE,
            isolation_level="AUTOCOMMIT", skip_autocommit_rollback=True,
        )  # fmt: skip
        alive.look_after(engine)
        # What an answer asks is one statement and needs no transaction around it; all else begins one.
        return Database(engine=engine.execution_options(isolation_level="READ COMMITTED"), clock=clock)
    _make_file(Path(str(url.database)))
    # Statements may hold health answers: no error message may show them (hide_parameters).
    engine = create_engine(url, hide_parameters=True, pool_size=20, max_overflow=30)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine=engine, clock=clock, room=Room(Path(f"{url.database}-room")))


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise RequestError(
            [
                Problem(
                    where=DATABASE_URL,
                    found=f"{path}: {error.strerror}",
                    expected="a file that may be written to",
                    fix="change its permissions, or name another place",
                )
            ]
        ) from error


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of sqlite3
    # We say when a transaction begins (see `_begin`): the driver would begin too late for our reads.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"busy_timeout={_BUSY_MS}",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later cannot be promoted while another writes: SQLite
    # refuses at once instead of waiting. So whoever may write takes the lock at the start.
    reading = connection.get_execution_options().get(_READING)
    if reading != _ALONE_READING:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _begin_writing(cursor: DBAPICursor) -> None:
    """Begin as a writer on SQLite; who may not wait for another one gives up soon."""
    if not _impatient.get():
        cursor.execute("BEGIN IMMEDIATE")
        return
    cursor.execute(f"PRAGMA busy_timeout={_IMPATIENT_MS}")
    try:
        cursor.execute("BEGIN IMMEDIATE")
    finally:
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
