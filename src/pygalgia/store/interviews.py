"""Saved interviews: one row each, opened by a token, gone after a stated time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, ScalarSelect, Select, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from pygalgia.errors import ConflictError
from pygalgia.store.database import Database
from pygalgia.store.tables import DiaryNoteRow, InterviewRow, LinkRow, Table
from pygalgia.store.tokens import hashed, new_id, new_token

#: What a token is for. `owner` is the key in the person's own browser; `return` is a link that does
#: the same on another device; `clinician` only shows.
Purpose = Literal["owner", "return", "clinician"]
_MAY_SAVE: tuple[Purpose, ...] = ("owner", "return")
_MAY_SHOW: tuple[Purpose, ...] = ("clinician",)
#: Days that an interview is kept after it was last saved.
KEEP_DAYS = 90
_TABLE, _LINKS, _NOTES = (
    Table.metadata.tables[each.__tablename__] for each in (InterviewRow, LinkRow, DiaryNoteRow)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedInterview:
    """A saved interview: an opaque document and what is known about it.

    Attributes:
        id: The row's id; what a diary refers to. Opens nothing by itself.
        version: Rises by one with each save; a save names the version that it was made from.
        has_notes: Whether a diary was begun: most have none, and need not be asked for one.
    """

    id: str
    document: str
    version: int
    created_at: datetime
    updated_at: datetime
    expires_at: datetime
    has_notes: bool

    def __repr__(self) -> str:
        """Show the id only: answers are health data and never reach a log."""
        return f"SavedInterview(id={self.id!r}, version={self.version})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A private link, without its token: that was shown once and is not kept.

    Attributes:
        is_own: Whether it is the one by which whoever asks came.
    """

    id: str
    purpose: str
    created_at: datetime
    revoked_at: datetime | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Interviews:
    """Save, load, share and delete interviews.

    `token` is always one that may save: the owner's, or that of a `return` link.
    """

    database: Database
    keep_days: int = KEEP_DAYS

    def create(self, document: str) -> str:
        """Save a new interview (version 1) and return the owner's token."""
        now = self.database.clock()
        row = InterviewRow(
            id=new_id(),
            document=document,
            version=1,
            created_at=now,
            updated_at=now,
            expires_at=self._expiry(now),
        )
        with self.database.write() as session:
            session.add(row)
            session.flush()
            return self._new_link(session, row.id, "owner")

    def load(self, token: str) -> SavedInterview | None:
        """Return the interview that a token opens; None where there is none, or its time is over."""
        return self._load(token, _MAY_SAVE)

    def load_shared(self, token: str) -> SavedInterview | None:
        """Return the interview that a clinician's link opens, to be read and not changed; None as above."""
        return self._load(token, _MAY_SHOW)

    def save(self, token: str, document: str, *, version: int) -> int:
        """Replace the document made from `version` and return the new version.

        Raises:
            ConflictError: the interview was saved in between, or is gone; nothing was overwritten.
        """
        now = self.database.clock()
        given = {
            "opened_by": hashed(token),
            "made_from": version,
            "now": now,
            "said": document,
            "next": version + 1,
            "until": self._expiry(now),
        }
        saved = self.database.change_at_once(_SAVE, given)
        if saved is None:
            msg = "the interview was answered in another window or is gone: load it again"
            raise ConflictError(msg)
        return int(saved["version"])

    def delete(self, token: str) -> bool:
        """Delete an interview, its links and its diary; return whether there was one."""
        statement = delete(InterviewRow).where(InterviewRow.id == _opened_by(token, _MAY_SAVE))
        gone = statement.returning(InterviewRow.id)
        return self.database.remove(lambda session: session.execute(gone).scalar_one_or_none()) is not None

    def delete_expired(self) -> int:
        """Delete every interview whose time is over; return how many there were."""
        statement = delete(InterviewRow).where(InterviewRow.expires_at <= self.database.clock())
        gone = statement.returning(InterviewRow.id)
        return self.database.remove(lambda session: len(session.execute(gone).all()))

    def share(self, token: str, purpose: Literal["return", "clinician"]) -> str | None:
        """Make a private link to an interview and return its token; None where there is no interview."""
        statement = select(InterviewRow.id).where(
            InterviewRow.id == _opened_by(token, _MAY_SAVE), InterviewRow.expires_at > self.database.clock()
        )
        with self.database.write() as session:
            opened = session.scalar(statement)
            return None if opened is None else self._new_link(session, opened, purpose)

    def links(self, token: str) -> tuple[Link, ...]:
        """Return the links made with `share`, oldest first, revoked ones included."""
        statement = (
            select(LinkRow)
            .where(LinkRow.interview_id == _opened_by(token, _MAY_SAVE), LinkRow.purpose != "owner")
            .order_by(LinkRow.created_at, LinkRow.id)
        )
        with self.database.read() as session:
            return tuple(
                Link(
                    id=row.id,
                    purpose=row.purpose,
                    created_at=row.created_at,
                    revoked_at=row.revoked_at,
                    is_own=row.token_sha256 == hashed(token),
                )
                for row in session.scalars(statement)
            )

    def revoke(self, token: str, link_id: str) -> bool:
        """Revoke one link made with `share`; return whether there was one to revoke."""
        statement = (
            update(LinkRow)
            .where(
                LinkRow.id == link_id,
                LinkRow.interview_id == _opened_by(token, _MAY_SAVE),
                LinkRow.purpose != "owner",
                LinkRow.revoked_at.is_(None),
            )
            .values(revoked_at=self.database.clock())
            .returning(LinkRow.id)
            .execution_options(synchronize_session=False)
        )
        return (
            self.database.remove(lambda session: session.execute(statement).scalar_one_or_none()) is not None
        )

    def _load(self, token: str, purposes: tuple[Purpose, ...]) -> SavedInterview | None:
        given = {"opened_by": hashed(token), "now": self.database.clock()}
        row = self.database.find_at_once(_LOAD[purposes], given)
        return None if row is None else SavedInterview(**row)

    def _new_link(self, session: Session, interview: str, purpose: Purpose) -> str:
        token = new_token()
        session.add(
            LinkRow(
                id=new_id(),
                interview_id=interview,
                token_sha256=hashed(token),
                purpose=purpose,
                created_at=self.database.clock(),
            )
        )
        return token

    def _expiry(self, now: datetime) -> datetime:
        return now + timedelta(days=self.keep_days)


def _opened_by(token: str, purposes: tuple[Purpose, ...]) -> ScalarSelect[str]:
    return (
        select(LinkRow.interview_id)
        .where(
            LinkRow.token_sha256 == hashed(token), LinkRow.purpose.in_(purposes), LinkRow.revoked_at.is_(None)
        )
        .scalar_subquery()
    )


def _is_for(purposes: tuple[Purpose, ...]) -> ColumnElement[bool]:
    # Not `in_`: its list is written anew at every execution.
    return or_(*(_LINKS.c.purpose == each for each in purposes))


def _loading(purposes: tuple[Purpose, ...]) -> Select[Any]:
    return (
        select(
            _TABLE.c.id,
            _TABLE.c.document,
            _TABLE.c.version,
            _TABLE.c.created_at,
            _TABLE.c.updated_at,
            _TABLE.c.expires_at,
            select(_NOTES.c.id).where(_NOTES.c.interview_id == _TABLE.c.id).exists().label("has_notes"),
        )
        .join(_LINKS, _LINKS.c.interview_id == _TABLE.c.id)
        .where(
            _LINKS.c.token_sha256 == bindparam("opened_by"),
            _is_for(purposes),
            _LINKS.c.revoked_at.is_(None),
            _TABLE.c.expires_at > bindparam("now"),
        )
    )


# Built once, and put into words once: every answer loads twice and saves once.
_LOAD = {purposes: _loading(purposes) for purposes in (_MAY_SAVE, _MAY_SHOW)}
_SAVE = (
    update(_TABLE)
    .where(
        _TABLE.c.id
        == select(_LINKS.c.interview_id)
        .where(
            _LINKS.c.token_sha256 == bindparam("opened_by"),
            _is_for(_MAY_SAVE),
            _LINKS.c.revoked_at.is_(None),
        )
        .scalar_subquery(),
        _TABLE.c.version == bindparam("made_from"),
        _TABLE.c.expires_at > bindparam("now"),
    )
    .values(
        document=bindparam("said"),
        version=bindparam("next"),
        updated_at=bindparam("now"),
        expires_at=bindparam("until"),
    )
    .returning(_TABLE.c.version)
)
