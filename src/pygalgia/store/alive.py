"""Whether a pooled connection still stands, without asking the server each time.

A question of its own before each statement (SQLAlchemy's `pool_pre_ping`) costs as much as the statement. A
connection that lies idle has nothing to tell, and one that the server has ended has: so whoever takes one
looks whether there is something to read, and asks the server only then, or where it lay idle for longer than
a network may forget it.
"""

import selectors
from time import monotonic
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

#: Seconds for which a connection that was used is taken to stand.
SURE_SECONDS = 10.0
_USED = "pygalgia_used"
#: Looks at any number of connections, unlike `select`; it is not on every system.
_Selector: type[selectors.BaseSelector] = getattr(selectors, "PollSelector", selectors.SelectSelector)


def look_after(engine: Engine) -> None:
    """Let an engine of PostgreSQL give out connections that stand; after one that does not, all are new."""

    def given_back(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info[_USED] = monotonic()

    def taken(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:  # noqa: ANN401 - psycopg's
        used = entry.info.get(_USED)
        if used is None or (monotonic() - used < SURE_SECONDS and not _has_told(connection)):
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    event.listen(engine, "checkin", given_back)
    event.listen(engine, "checkout", taken)


def _has_told(connection: Any) -> bool:  # noqa: ANN401 - psycopg's
    """Return whether the server has said something that nobody asked for."""
    if connection.closed:
        return True
    with _Selector() as selector:
        selector.register(connection.fileno(), selectors.EVENT_READ)
        return bool(selector.select(0))
