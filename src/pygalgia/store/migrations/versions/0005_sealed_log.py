"""Each line of the audit log seals those before it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("audit", sa.Column("seal", sa.String(64), nullable=False, server_default=""))
