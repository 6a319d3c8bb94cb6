"""What Alembic runs: the migrations, on the connection that `schema.upgrade` gives."""

from alembic import context

from pygalgia.store.tables import Table

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    # SQLite cannot alter a column: Alembic then copies the table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
