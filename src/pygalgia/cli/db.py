"""`pygalgia db`: upgrade, back up and restore what the web application keeps."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Upgrade, back up and restore what the web application keeps (PYGALGIA_DATABASE_URL).",
    no_args_is_help=True,
)


@app.command()
def upgrade() -> None:
    """Bring the database to the newest schema; it is made where there is none."""
    from pygalgia.store import schema
    from pygalgia.store.database import default_url, open_database

    database = open_database(default_url())
    try:
        revision = schema.upgrade(database)
        typer.echo(f"{database.engine.url.render_as_string(hide_password=True)} is at schema {revision}.")
    finally:
        database.close()


@app.command()
def log() -> None:
    """Say whether the log of editors is whole: no line changed, added or taken out since it was written.

    Write the code of the newest line down elsewhere: that lines were cut off at the end shows from it.
    """
    from pygalgia.store.audit import Audit
    from pygalgia.store.database import default_url, open_database

    database = open_database(default_url())
    try:
        found = Audit(database).sealed()
    finally:
        database.close()
    if found.older:
        typer.echo(f"{found.older:,} lines are older than the sealing of lines, and not covered by it.")
    if found.broken_at is not None:
        typer.echo(
            f"Line {found.broken_at} does not follow from the one before: it or its neighbour was changed, "
            "added or taken out, or PYGALGIA_AUDIT_KEY is not the one that it was written with.",
            err=True,
        )
        raise typer.Exit(1)
    typer.echo(f"{found.lines:,} lines, each following from the one before. Newest: {found.newest or 'none'}")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it, such as pygalgia-backup.gz.")],
) -> None:
    """Write everything to one file. It holds health data: keep it as safe as the database."""
    from pygalgia.store.backup import backup as write
    from pygalgia.store.database import default_url, open_database

    database = open_database(default_url())
    try:
        count = write(database, file)
    finally:
        database.close()
    typer.echo(f"Wrote {count:,} rows to {file}.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Delete what is there first.")] = False,
) -> None:
    """Read a backup into the database. A damaged backup changes nothing."""
    from pygalgia.store import schema
    from pygalgia.store.backup import restore as read_in
    from pygalgia.store.database import default_url, open_database

    database = open_database(default_url())
    try:
        schema.upgrade(database)
        count = read_in(database, file, replace=replace)
    finally:
        database.close()
    typer.echo(f"Restored {count:,} rows from {file}.")
