"""From where a login of an editor was made, and with what."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    # An older version that still runs while this one starts knows nothing of them and leaves them empty.
    op.add_column("editor_sessions", sa.Column("address", sa.String(60), nullable=False, server_default=""))
    op.add_column("editor_sessions", sa.Column("program", sa.String(200), nullable=False, server_default=""))
