"""The audit log: who did what in the editors' area. Rows are only ever added, and each seals those before it.

Every line carries a code over itself and the code of the line before. With a key that the database does not
hold (`PYGALGIA_AUDIT_KEY`) nobody who can only write to the database can change, add or take out a line
unseen; without one, only what was not meant shows. That the newest lines were cut off shows from a code that
was written down elsewhere.

Source:
    FIPS 198-1, The Keyed-Hash Message Authentication Code; B. Schneier and J. Kelsey, Secure audit logs to
    support computer forensics, ACM Transactions on Information and System Security 2(2), 1999.
"""

import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from pygalgia.store.database import Database
from pygalgia.store.tables import AuditRow

AUDIT_KEY = "PYGALGIA_AUDIT_KEY"
#: Any number that no other program uses for its own lock on the same PostgreSQL database.
_ONE_AT_A_TIME = 7_947_826


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line of the log."""

    at: datetime
    actor: str
    action: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Whether the log is whole.

    Attributes:
        lines: Lines that carry a code.
        older: Lines from before codes were kept, at the beginning.
        broken_at: The id of the first line that does not follow from the one before; None if all do.
        newest: The code of the newest line, to be written down elsewhere; empty if there is none.
    """

    lines: int
    older: int
    broken_at: int | None
    newest: str


def record(session: Session, at: datetime, *, actor: str, action: str, subject: str = "") -> None:
    """Add a line in the transaction of the deed itself: neither is saved without the other."""
    if session.get_bind().dialect.name != "sqlite":  # there a writer is alone anyway
        session.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    before = session.scalar(select(AuditRow.seal).order_by(AuditRow.id.desc()).limit(1)) or ""
    row = AuditRow(at=at, actor=actor, action=action, subject=subject)
    row.seal = _seal(row, before)
    session.add(row)


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

    def counted(self, actor: str) -> tuple[tuple[str, str, int], ...]:
        """Return subject, action and how often, of actors whose name begins so; the most frequent first."""
        count = func.count().label("count")
        rows = (
            select(AuditRow.subject, AuditRow.action, count)
            .where(AuditRow.actor.startswith(actor, autoescape=True))
            .group_by(AuditRow.subject, AuditRow.action)
            .order_by(AuditRow.subject, count.desc(), AuditRow.action)
        )
        with self.database.read() as session:
            return tuple((subject, action, int(often)) for subject, action, often in session.execute(rows))

    def sealed(self) -> Sealed:
        """Follow every line from the first to the newest, and say whether one is missing, new or changed."""
        lines, older, before, broken_at = 0, 0, "", None
        with self.database.read() as session:
            for row in session.scalars(select(AuditRow).order_by(AuditRow.id)):
                if not row.seal and not before:
                    older += 1
                    continue
                lines += 1
                if broken_at is None and not hmac.compare_digest(row.seal, _seal(row, before)):
                    broken_at = row.id
                before = row.seal
        return Sealed(lines=lines, older=older, broken_at=broken_at, newest=before)


def _seal(row: AuditRow, before: str) -> str:
    """Return the code of a line that follows one with the code `before`, in hexadecimal."""
    told = json.dumps([before, row.at.isoformat(), row.actor, row.action, row.subject])
    return hmac.new(os.environ.get(AUDIT_KEY, "").encode(), told.encode(), "sha256").hexdigest()
