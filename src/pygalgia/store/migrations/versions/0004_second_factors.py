"""A second factor of editors."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "second_factors",
        sa.Column(
            "editor_id", sa.String(32), sa.ForeignKey("editors.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        sa.Column("last_step", sa.Integer, nullable=False),
        sa.Column("recovery", sa.Text, nullable=False),
    )
