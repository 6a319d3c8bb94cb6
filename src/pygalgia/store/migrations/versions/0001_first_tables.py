"""The first tables: interviews and links, editors and their work, reports, versions of pages."""

import sqlalchemy as sa
from alembic import op

from pygalgia.store.tables import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    _interviews()
    _editors()
    _reports()
    _sign_offs()
    _pages()
    _search()


def _interviews() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("updated_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False, index=True),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column(
            "interview_id",
            sa.String(32),
            sa.ForeignKey("interviews.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("token_sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("revoked_at", UtcDateTime),
    )


def _editors() -> None:
    op.create_table(
        "editors",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("login", sa.String(200), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("qualification", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(400), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("locked_until", UtcDateTime),
    )
    op.create_table(
        "editor_sessions",
        sa.Column("token_sha256", sa.String(64), primary_key=True),
        sa.Column(
            "editor_id",
            sa.String(32),
            sa.ForeignKey("editors.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("created_at", UtcDateTime, nullable=False),
        sa.Column("seen_at", UtcDateTime, nullable=False),
        sa.Column("expires_at", UtcDateTime, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UtcDateTime, nullable=False, index=True),
        sa.Column("actor", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("created_at", UtcDateTime, nullable=False, index=True),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("passage", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("content_version", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False, index=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "report_events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "report_id",
            sa.Integer,
            sa.ForeignKey("reports.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("editor", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
    )


def _sign_offs() -> None:
    op.create_table(
        "sign_offs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("editor_id", sa.String(32), sa.ForeignKey("editors.id"), nullable=False),
        sa.Column("reviewer", sa.String(200), nullable=False),
        sa.Column("qualification", sa.String(200), nullable=False),
        sa.Column("signed_at", UtcDateTime, nullable=False),
        sa.Column("next_review", sa.Date, nullable=False),
        sa.Column("withdrawn_at", UtcDateTime),
    )
    op.create_index("ix_sign_offs_page_signed_at", "sign_offs", ["page", "signed_at"])


def _pages() -> None:
    op.create_table(
        "page_versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("since", UtcDateTime, nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
        sa.Column("changed", sa.Text, nullable=False),
    )
    op.create_index("ix_page_versions_page", "page_versions", ["page", "since"])
    op.create_table(
        "store_state",
        sa.Column("name", sa.String(60), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _search() -> None:
    """Full text: FTS5 on SQLite, a weighted tsvector on PostgreSQL. Neither stems: the query does."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE page_search USING fts5(page UNINDEXED, kind UNINDEXED, title, words, body, "
            "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"
        )
        return
    op.execute(
        "CREATE TABLE page_search (page text PRIMARY KEY, kind text NOT NULL, title text NOT NULL, "
        "words text NOT NULL, body text NOT NULL, searched tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', words), 'B') || "
        "setweight(to_tsvector('simple', body), 'D')) STORED)"
    )
    op.execute("CREATE INDEX ix_page_search_searched ON page_search USING gin (searched)")
