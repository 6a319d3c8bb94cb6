"""Bring a database to the newest schema, and say where it stands."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from pygalgia.errors import Problem, RequestError
from pygalgia.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> str:
    """Bring the database to the newest schema and return its revision; nothing happens where it is there.

    Several processes that start at once take turns, so that each step is taken once.
    """
    with database.engine.begin() as connection:
        database.wait_alone(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return newest()


def newest() -> str:
    """Return the revision that this version of the program works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None  # noqa: S101 - migrations are shipped with the package
    return head


def current(database: Database) -> str | None:
    """Return the revision that the database is at; None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require_newest(database: Database) -> None:
    """Refuse to work on another schema than ours.

    Raises:
        RequestError: the database is older or newer than the program.
    """
    found = current(database)
    if found == newest():
        return
    raise RequestError(
        [
            Problem(
                where="database",
                found="an empty database" if found is None else f"schema {found}",
                expected=f"schema {newest()}",
                fix="run `pygalgia db upgrade`",
            )
        ]
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
