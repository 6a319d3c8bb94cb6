"""Statements that are put into words once and then sent as they are.

What every answer of an interview asks of the store is three statements. SQLAlchemy looks each up by its
parts, makes a connection, an execution and a result of it: several times what the database itself takes.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Dialect, Engine, Select
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import PoolProxiedConnection
from sqlalchemy.sql.dml import ReturningUpdate
from sqlalchemy.types import TypeEngine

Statement = Select[Any] | ReturningUpdate[Any]
Converted = Callable[[Any], Any]


class Prepared:
    """A statement in the words of one kind of database.

    Attributes:
        names: Of the columns of its rows.
    """

    def __init__(self, statement: Statement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        columns = tuple(statement.exported_columns)
        self._words, self._order = compiled.string, compiled.positiontup
        self._fixed = dict(compiled.params)
        self._into = {
            name: way for name, each in compiled.binds.items() if (way := _into(each.type, dialect))
        }
        self._out = tuple(_out(each.type, dialect) for each in columns)
        self.names = tuple(str(each.key) for each in columns)

    def row(self, cursor: DBAPICursor, given: Mapping[str, object]) -> dict[str, Any] | None:
        """Return the only row that there is for what is given, by the names of its columns; None for none."""
        said = {**self._fixed, **given}
        for name, into in self._into.items():
            said[name] = into(said[name])
        cursor.execute(
            self._words, said if self._order is None else tuple(said[each] for each in self._order)
        )
        found = cursor.fetchone()
        if found is None:
            return None
        converted = (
            value if out is None else out(value) for value, out in zip(found, self._out, strict=True)
        )
        return dict(zip(self.names, converted, strict=True))


@contextmanager
def borrowed(engine: Engine) -> Iterator[PoolProxiedConnection]:
    """Give a connection of the driver's own; one that has broken is not given back.

    It is not inside a transaction: on PostgreSQL each statement is one of its own.

    Raises:
        DBAPIError: as SQLAlchemy raises it.
    """
    errors = engine.dialect.loaded_dbapi.Error
    try:
        connection = engine.raw_connection()
    except errors as error:
        raise _told(error, engine.dialect, is_broken=True) from error
    with closing(connection):
        try:
            yield connection
        except errors as error:
            is_broken = engine.dialect.is_disconnect(error, connection, None)
            if is_broken:
                connection.invalidate(error)
            raise _told(error, engine.dialect, is_broken=is_broken) from error


def found(engine: Engine, prepared: Prepared, given: Mapping[str, object]) -> dict[str, Any] | None:
    """Return the row that a statement finds; it only reads, and is sent again where its connection breaks.

    Raises:
        DBAPIError: as SQLAlchemy raises it.
    """
    errors, is_disconnect = engine.dialect.loaded_dbapi.Error, engine.dialect.is_disconnect
    with borrowed(engine) as connection:
        try:
            return prepared.row(connection.cursor(), given)
        except errors as error:
            if not is_disconnect(error, connection, None):
                raise
            connection.invalidate(error)
    with borrowed(engine) as connection:
        return prepared.row(connection.cursor(), given)


def _told(error: Exception, dialect: Dialect, *, is_broken: bool) -> Exception:
    return DBAPIError.instance(
        None,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_broken,
        dialect=dialect,
    )


def _into(kind: TypeEngine[Any], dialect: Dialect) -> Converted | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _out(kind: TypeEngine[Any], dialect: Dialect) -> Converted | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)
