"""Connections to PostgreSQL are trusted as long as nothing speaks against it, and made anew where it does."""

import time

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from pygalgia.errors import StorageAwayError
from pygalgia.store import alive
from pygalgia.store.database import open_database
from pygalgia.store.interviews import Interviews
from pygalgia.store.prepared import Prepared, found
from pygalgia.store.tables import InterviewRow

pytestmark = pytest.mark.postgres
COUNTED = select(InterviewRow.__table__.c.id)


@pytest.fixture
def address(empty_postgres):
    """Give the address of an empty PostgreSQL: a file has no connections that could break."""
    return empty_postgres


@pytest.fixture
def interviews(database):
    return Interviews(database)


@pytest.fixture
def asked(database, monkeypatch):
    """Return how often a connection was asked whether it stands."""
    asked, plain = [], database.engine.dialect.do_ping
    monkeypatch.setattr(
        database.engine.dialect, "do_ping", lambda connection: asked.append(1) or plain(connection)
    )
    return asked


def end_all(address):
    """End every connection but our own, and wait until they are gone."""
    other = open_database(address)
    with other.engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        )
    other.close()


def test_nothing_but_the_statement_itself_is_sent(database, address, interviews):
    token = interviews.create("{}")
    watching = open_database(address)
    said = (
        "SELECT query FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    newest = text(f"{said} ORDER BY state_change DESC LIMIT 1")

    def last():
        with watching.engine.connect() as connection:
            return connection.execute(newest).scalar_one().split()[0]

    kept = interviews.load(token)
    assert last() == "SELECT"
    interviews.save(token, "{}", version=kept.version)
    assert last() == "UPDATE"
    watching.close()


def test_a_connection_is_asked_only_after_it_lay_idle(interviews, asked, monkeypatch):
    token = interviews.create("{}")
    for _ in range(3):
        interviews.load(token)
    assert not asked

    later = time.monotonic() + alive.SURE_SECONDS
    monkeypatch.setattr(alive, "monotonic", lambda: later)
    interviews.load(token)
    assert len(asked) == 1


def test_a_change_after_the_server_ended_every_connection_is_kept(interviews, address):
    """A change is not sent twice, so that its connection must stand before."""
    token = interviews.create("first")
    kept = interviews.load(token)
    end_all(address)
    interviews.save(token, "second", version=kept.version)
    end_all(address)
    with interviews.database.write() as session:
        session.execute(text("UPDATE interviews SET document = document || ' and third'"))

    assert interviews.load(token).document == "second and third"


class Breaking(Prepared):
    """A statement whose connection the server ends under it, so many times."""

    times = 1
    sent = 0

    def row(self, cursor, given):
        self.sent += 1
        if self.sent <= self.times:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return super().row(cursor, given)


def test_what_only_reads_is_sent_again_where_its_connection_breaks(database, interviews):
    interviews.create("{}")
    statement = Breaking(COUNTED, database.engine.dialect)

    assert found(database.engine, statement, {})["id"]
    assert statement.sent == 2


def test_what_breaks_again_is_told(database, interviews, monkeypatch):
    interviews.create("{}")
    statement = Breaking(COUNTED, database.engine.dialect)
    statement.times = 5

    with pytest.raises(DBAPIError) as told:
        found(database.engine, statement, {})
    assert (told.value.connection_invalidated, statement.sent) == (True, 2)

    statement.sent = 0
    monkeypatch.setitem(database._in_words, COUNTED, statement)
    with pytest.raises(StorageAwayError):
        database.find_at_once(COUNTED, {})


def test_after_single_statements_transactions_are_whole_again(database, interviews):
    token = interviews.create("first")
    interviews.load(token)

    def half():
        with database.write() as session:
            session.execute(text("UPDATE interviews SET document = 'half'"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()

    assert interviews.load(token).document == "first"
