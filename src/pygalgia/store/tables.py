"""The tables of the store. The same on SQLite and PostgreSQL; migrations create them."""

from datetime import UTC, date, datetime

from sqlalchemy import Date, DateTime, Dialect, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

#: Names of constraints are fixed, so that a later migration can find them on both databases.
_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
_DIGEST = 64
_ID = 32


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always in UTC. SQLite keeps no time zone, so it is taken off and put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn a moment with a time zone into what the database keeps."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Give a moment from the database its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(naming_convention=_NAMES)


class InterviewRow(Table):
    """One person's interview. The document is opaque here."""

    __tablename__ = "interviews"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    document: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class LinkRow(Table):
    """What opens one interview: the owner's own key, a link to come back, or a link to show a clinician.

    The token itself is kept as its SHA-256 only.
    """

    __tablename__ = "links"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(_DIGEST), unique=True)
    purpose: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EditorRow(Table):
    """Somebody who may answer reports and sign pages."""

    __tablename__ = "editors"

    id: Mapped[str] = mapped_column(String(_ID), primary_key=True)
    login: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    qualification: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str] = mapped_column(String(400))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactorRow(Table):
    """What an editor proves beside the password: a secret shared with an authenticator.

    Attributes:
        secret: In Base32; an authenticator needs it as it is, so that it cannot be kept as a digest.
        confirmed: Whether a code of it was given once; until then nothing asks for it.
        last_step: The newest half minute whose code was used: none is good twice.
        recovery: Digests of the codes that are left for a lost authenticator, one a line.
    """

    __tablename__ = "second_factors"

    editor_id: Mapped[str] = mapped_column(
        String(_ID), ForeignKey("editors.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[str] = mapped_column(String(64))
    confirmed: Mapped[bool] = mapped_column(default=False)
    last_step: Mapped[int] = mapped_column(default=0)
    recovery: Mapped[str] = mapped_column(Text, default="")


class EditorSessionRow(Table):
    """One login of an editor, ended by logging out here or elsewhere, by time, or by idleness.

    Attributes:
        address: From where it was made, as far as the server knows.
        program: What the browser said of itself.
    """

    __tablename__ = "editor_sessions"

    token_sha256: Mapped[str] = mapped_column(String(_DIGEST), primary_key=True)
    editor_id: Mapped[str] = mapped_column(ForeignKey("editors.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    address: Mapped[str] = mapped_column(String(60), default="", server_default="")
    program: Mapped[str] = mapped_column(String(200), default="", server_default="")


class ReportRow(Table):
    """A passage that a reader doubts."""

    __tablename__ = "reports"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    page: Mapped[str] = mapped_column(String(300))
    passage: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(254), default="")
    content_version: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(default=1)


class ReportEventRow(Table):
    """What was done about a report, by whom and when. Rows are only ever added."""

    __tablename__ = "report_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    editor: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text, default="")


class SignOffRow(Table):
    """A named reviewer's signature under one page, as its content stood."""

    __tablename__ = "sign_offs"
    __table_args__ = (Index("ix_sign_offs_page_signed_at", "page", "signed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    page: Mapped[str] = mapped_column(String(300))
    content_sha256: Mapped[str] = mapped_column(String(_DIGEST))
    editor_id: Mapped[str] = mapped_column(ForeignKey("editors.id"))
    reviewer: Mapped[str] = mapped_column(String(200))
    qualification: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_review: Mapped[date] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditRow(Table):
    """Who did what in the editors' area. Rows are only ever added; no health data."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(300), default="")
    #: Over this line and the one before; empty where the line is older than that.
    seal: Mapped[str] = mapped_column(String(64), default="", server_default="")


class PageVersionRow(Table):
    """A content that a page has had, and since when: what "recent changes" is made from."""

    __tablename__ = "page_versions"
    __table_args__ = (Index("ix_page_versions_page", "page", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    page: Mapped[str] = mapped_column(String(300))
    title: Mapped[str] = mapped_column(String(300))
    content_sha256: Mapped[str] = mapped_column(String(_DIGEST))
    since: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    parts: Mapped[str] = mapped_column(Text, default="{}")
    changed: Mapped[str] = mapped_column(Text, default="")


class StateRow(Table):
    """Small facts about the store itself, such as the knowledge that the search index was built from."""

    __tablename__ = "store_state"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class RateRow(Table):
    """How much one address may still ask of one kind; the address is a keyed digest.

    Attributes:
        level: Requests that are left, at the moment `at`.
        at: In seconds since 1970.
        full_at: When the bucket is full again, and the row says nothing any more.
    """

    __tablename__ = "rates"

    name: Mapped[str] = mapped_column(String(_DIGEST), primary_key=True)
    level: Mapped[float]
    at: Mapped[float]
    full_at: Mapped[float] = mapped_column(index=True)


class DiaryNoteRow(Table):
    """One note of a diary. Notes are only ever added, so that two windows lose nothing of each other."""

    __tablename__ = "diary_notes"
    __table_args__ = (Index("ix_diary_notes_interview_id_at", "interview_id", "at", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    interview_id: Mapped[str] = mapped_column(ForeignKey("interviews.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    document: Mapped[str] = mapped_column(Text)
