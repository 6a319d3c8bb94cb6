"""Signatures: a named reviewer vouches for one page, as its content stood, until a date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from pygalgia.store.audit import record
from pygalgia.store.database import Database
from pygalgia.store.editors import Editor
from pygalgia.store.tables import SignOffRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """A signature under one page.

    Attributes:
        content_sha256: The content that was signed: another content is not vouched for.
    """

    page: str
    content_sha256: str
    reviewer: str
    qualification: str
    signed_at: datetime
    next_review: date


@dataclass(frozen=True, slots=True)
class SignOffs:
    """Sign pages, withdraw signatures, and read them."""

    database: Database

    def sign(self, page: str, *, content_sha256: str, editor: Editor, next_review: date) -> None:
        """Sign a page; an earlier signature under it is superseded but kept."""
        self.sign_all({page: content_sha256}, editor=editor, next_review=next_review)

    def sign_all(self, pages: Mapping[str, str], *, editor: Editor, next_review: date) -> None:
        """Sign many pages in one go, each as its content (page to hash) was shown: all of them or none."""
        now = self.database.clock()
        with self.database.write() as session:
            for page, content_sha256 in pages.items():
                session.add(
                    SignOffRow(
                        page=page,
                        content_sha256=content_sha256,
                        editor_id=editor.id,
                        reviewer=editor.name,
                        qualification=editor.qualification,
                        signed_at=now,
                        next_review=next_review,
                    )
                )
                record(session, now, actor=editor.login, action=f"signed {content_sha256[:12]}", subject=page)

    def withdraw(self, page: str, *, editor: Editor) -> bool:
        """Withdraw every signature under a page; return whether there was one."""
        now = self.database.clock()
        statement = (
            update(SignOffRow)
            .where(SignOffRow.page == page, SignOffRow.withdrawn_at.is_(None))
            .values(withdrawn_at=now)
            .returning(SignOffRow.id)
        )
        with self.database.write() as session:
            found = bool(session.execute(statement).all())
            if found:
                record(session, now, actor=editor.login, action="withdrew the signature", subject=page)
        return found

    def current(self) -> dict[str, SignOff]:
        """Return page to its newest signature that was not withdrawn."""
        statement = select(SignOffRow).where(SignOffRow.withdrawn_at.is_(None)).order_by(SignOffRow.id)
        with self.database.read() as session:
            return {row.page: _sign_off(row) for row in session.scalars(statement)}

    def of(self, page: str) -> SignOff | None:
        """Return the newest signature under a page that was not withdrawn, or None."""
        statement = (
            select(SignOffRow)
            .where(SignOffRow.page == page, SignOffRow.withdrawn_at.is_(None))
            .order_by(SignOffRow.id.desc())
            .limit(1)
        )
        with self.database.read() as session:
            row = session.scalar(statement)
            return None if row is None else _sign_off(row)

    def newest(self, count: int = 50) -> tuple[SignOff, ...]:
        """Return the newest signatures, newest first."""
        statement = (
            select(SignOffRow)
            .where(SignOffRow.withdrawn_at.is_(None))
            .order_by(SignOffRow.id.desc())
            .limit(count)
        )
        with self.database.read() as session:
            return tuple(_sign_off(row) for row in session.scalars(statement))


def _sign_off(row: SignOffRow) -> SignOff:
    return SignOff(
        page=row.page,
        content_sha256=row.content_sha256,
        reviewer=row.reviewer,
        qualification=row.qualification,
        signed_at=row.signed_at,
        next_review=row.next_review,
    )
