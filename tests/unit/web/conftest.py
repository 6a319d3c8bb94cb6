"""The whole application on SQLite and on PostgreSQL, made once for each; every test begins with it empty."""

import asyncio

import pytest
from sqlalchemy import create_engine, text

from pygalgia.store.database import database_url
from pygalgia.store.editors import Editors
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings
from unit_clock import Clock
from web_site import Site

EMPTIED = (
    "diary_notes", "links", "interviews", "second_factors", "editor_sessions", "sign_offs", "editors",
    "report_events", "reports", "audit",
)  # fmt: skip


@pytest.fixture(scope="session")
def _clock():
    return Clock()


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def _running(request, tmp_path_factory, knowledge, _clock):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'web.sqlite3'}"
    else:
        server = request.getfixturevalue("postgres")
        engine = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            # A worker that runs the files in another order makes this fixture more than once.
            connection.execute(text("DROP DATABASE IF EXISTS web WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE web"))
        engine.dispose()
        url = server.replace("/postgres?", "/web?")
    app = create_app(Settings(database_url=url, hosts=("testserver",)), knowledge=knowledge, clock=_clock)
    yield app
    app.state.services.database.close()


@pytest.fixture
def site(_running, _clock, quick):
    here = _running.state.services
    with here.database.write() as session:
        for table in EMPTIED:
            session.execute(text(f"DELETE FROM {table}"))  # noqa: S608 - our own names
    here.__dict__.pop("limits", None)
    here.__dict__["editors"] = Editors(here.database, hasher=quick)
    _clock.reset()
    return Site(app=_running, here=here, clock=_clock)


@pytest.fixture
def no_loop():
    """Set the loop aside that browser tests leave running in this thread: signals reach no other."""
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)
