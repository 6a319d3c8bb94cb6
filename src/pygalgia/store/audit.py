"""The audit log: who did what in the editors' area. Rows are only ever added."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from pygalgia.store.database import Database
from pygalgia.store.tables import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the log."""

    at: datetime
    actor: str
    action: str
    subject: str


def record(session: Session, at: datetime, *, actor: str, action: str, subject: str = "") -> None:
    """Add a line in the transaction of the deed itself: neither is saved without the other."""
    session.add(AuditRow(at=at, actor=actor, action=action, subject=subject))


@dataclass(frozen=True, slots=True)
class Audit:
    """Read the log, and note what no editor did."""

    database: Database

    def note(self, *, actor: str, action: str, subject: str) -> None:
        """Add a line of its own: what a program did that another change does not carry."""
        now = self.database.clock()
        with self.database.write() as session:
            record(session, now, actor=actor, action=action, subject=subject)

    def newest(self, count: int = 200) -> tuple[Deed, ...]:
        """Return the newest lines, newest first."""
        with self.database.read() as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(count))
            return tuple(
                Deed(at=row.at, actor=row.actor, action=row.action, subject=row.subject) for row in rows
            )
