"""Notes of diaries, one row each."""

import sqlalchemy as sa
from alembic import op

from pygalgia.store.tables import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "diary_notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "interview_id",
            sa.String(32),
            sa.ForeignKey("interviews.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.create_index("ix_diary_notes_interview_id_at", "diary_notes", ["interview_id", "at"], unique=True)
