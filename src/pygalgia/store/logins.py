"""The logins of one editor: which there are, since when and from where; an end to one or to all others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from pygalgia.store.audit import record
from pygalgia.store.database import Database
from pygalgia.store.tables import EditorRow, EditorSessionRow
from pygalgia.store.tokens import hashed

LONGEST_LOGIN = timedelta(hours=8)
LONGEST_IDLE = timedelta(hours=1)
#: So much of a token's digest names a login on a page: enough to tell logins apart, and no way to the token.
_NAME = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """One login that lasts.

    Attributes:
        id: Names it among the logins of the same editor.
        address: From where it was made; empty where nobody knows.
        program: What the browser said of itself; empty where it said nothing.
        seen_at: When it was last used, to the minute.
        is_this: Whether it is the one that asks.
    """

    id: str
    address: str
    program: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Logins:
    """Show and end the logins of an editor."""

    database: Database

    def of(self, editor: str, *, token: str) -> tuple[Login, ...]:
        """Return the logins of an editor that last, the one that asks first, then the newest.

        Args:
            editor: Id.
            token: Of the login that asks.
        """
        with self.database.read() as session:
            found = [_login(row, token) for row in self._lasting(session, editor)]
        return tuple(sorted(found, key=lambda each: (not each.is_this, -each.created_at.timestamp())))

    def end(self, editor: str, name: str, *, by: str) -> bool:
        """End one login of an editor; return whether there was such a one."""
        with self.database.write() as session:
            chosen = [row for row in self._lasting(session, editor) if _name(row) == name]
            return _ended(session, chosen, self.database.clock(), by=by) > 0

    def end_others(self, editor: str, *, token: str, by: str) -> int:
        """End every login of an editor but the one that asks; return how many there were."""
        with self.database.write() as session:
            chosen = [row for row in self._lasting(session, editor) if row.token_sha256 != hashed(token)]
            return _ended(session, chosen, self.database.clock(), by=by)

    def delete_over(self) -> None:
        """Delete every login of anybody that has ended by itself."""
        with self.database.write() as session:
            delete_over(session, self.database.clock())

    def _lasting(self, session: Session, editor: str) -> Iterator[EditorSessionRow]:
        statement = select(EditorSessionRow).join(EditorRow, EditorSessionRow.editor_id == EditorRow.id)
        chosen = (EditorSessionRow.editor_id == editor, EditorRow.active, ~is_over(self.database.clock()))
        return iter(session.scalars(statement.where(*chosen)))


def is_over(now: datetime) -> ColumnElement[bool]:
    """Return the test on a login that it has ended by its age or by idleness."""
    return or_(EditorSessionRow.expires_at <= now, EditorSessionRow.seen_at <= now - LONGEST_IDLE)


def delete_over(session: Session, now: datetime) -> None:
    """Delete every login that has ended by itself: from where it was made is nobody's business any more."""
    session.execute(delete(EditorSessionRow).where(is_over(now)))


def _ended(session: Session, rows: list[EditorSessionRow], now: datetime, *, by: str) -> int:
    for row in rows:
        session.delete(row)
        record(session, now, actor=by, action="ended a login elsewhere", subject=by)
    return len(rows)


def _name(row: EditorSessionRow) -> str:
    return row.token_sha256[:_NAME]


def _login(row: EditorSessionRow, token: str) -> Login:
    return Login(
        id=_name(row),
        address=row.address,
        program=row.program,
        created_at=row.created_at,
        seen_at=row.seen_at,
        is_this=row.token_sha256 == hashed(token),
    )
