"""Bring a database to the newest schema, and say where it stands.

Most starts find it there: what migrates is loaded only where something is to be done.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import column, inspect, select, table

from pygalgia.errors import Problem, RequestError
from pygalgia.store.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Where Alembic notes the revision of a database.
_NOTED = table("alembic_version", column("version_num"))


def upgrade(database: Database) -> str:
    """Bring the database to the newest schema and return its revision; nothing happens where it is there.

    Several processes that start at once take turns, so that each step is taken once.

    Raises:
        RequestError: a newer version of the program has brought it further than this one knows.
    """
    found = current(database)
    if found == newest():
        return newest()
    if found is not None and found > newest():
        raise RequestError([_other(found)])
    from alembic import command

    with database.engine.begin() as connection:
        database.wait_alone(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return newest()


def newest() -> str:
    """Return the revision that this version works with; the names of their files begin with their numbers."""
    return max(path.name.partition("_")[0] for path in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def current(database: Database) -> str | None:
    """Return the revision that the database is at; None for an empty one."""
    with database.read_at_once() as connection:
        if not inspect(connection).has_table(_NOTED.name):
            return None
        found: str | None = connection.scalar(select(_NOTED.c.version_num))
        return found


def require_newest(database: Database) -> None:
    """Refuse to work on another schema than ours.

    Raises:
        RequestError: the database is older or newer than the program.
    """
    found = current(database)
    if found == newest():
        return
    raise RequestError([_other(found)])


def _other(found: str | None) -> Problem:
    is_newer = found is not None and found > newest()
    return Problem(
        where="database",
        found="an empty database" if found is None else f"schema {found}" + " of a newer version" * is_newer,
        expected=f"schema {newest()}",
        fix="run the newer version, or restore a backup that this one made"
        if is_newer
        else "run `pygalgia db upgrade`",
    )


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
