"""The database: addresses, schema, and what a sudden end leaves behind."""

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import inspect, text

from pygalgia.errors import RequestError, StorageAwayError
from pygalgia.store import schema
from pygalgia.store.database import WouldWaitError, database_url, open_database
from pygalgia.store.interviews import Interviews
from pygalgia.store.tables import Table


def test_the_migrations_make_the_tables_that_the_code_expects(database):
    found = inspect(database.engine)
    for table in Table.metadata.sorted_tables:
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}
        indexed = {tuple(index["column_names"]) for index in found.get_indexes(table.name)}
        wanted = {tuple(column.name for column in index.columns) for index in table.indexes}
        assert wanted <= indexed


@pytest.mark.postgres
def test_when_every_connection_is_in_use_the_database_is_away_and_not_broken(postgres, monkeypatch):
    """The queue for a connection ended with an error that nobody had words for."""
    monkeypatch.setattr("pygalgia.store.database._POOL_SECONDS", 0.1)
    small = open_database(postgres, connections=2)

    with small.read_at_once(), small.read_at_once(), pytest.raises(StorageAwayError), small.read_at_once():
        pass
    small.close()


def test_upgrading_twice_does_nothing(database):
    assert schema.upgrade(database) == schema.current(database) == schema.newest()


def test_an_empty_database_is_refused_with_what_to_do(address):
    empty = open_database(address)
    with pytest.raises(RequestError, match="pygalgia db upgrade"):
        schema.require_newest(empty)
    empty.close()


@pytest.mark.parametrize(
    "text", ["", "nonsense", "mysql://a@b/c", "sqlite://", "sqlite:///:memory:", "postgresql+nothing://"]
)
def test_an_address_that_cannot_be_used_is_refused(text):
    if text == "postgresql+nothing://":
        assert database_url(text).drivername == "postgresql+psycopg"
        return
    with pytest.raises(RequestError, match="PYGALGIA_DATABASE_URL"):
        database_url(text)


def test_no_message_shows_the_password_of_the_database():
    with pytest.raises(RequestError) as raised:
        database_url("mysql://user:hunter2@host/db")
    assert "hunter2" not in str(raised.value)


def test_an_sqlite_file_is_closed_to_others(tmp_path):
    path = tmp_path / "new" / "store.sqlite3"
    open_database(f"sqlite:///{path}").close()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_failed_statement_shows_no_answer(database):
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    with pytest.raises(SQLAlchemyError) as raised, database.write() as session:
        session.execute(text("SELECT :said FROM nowhere"), {"said": "my fever"})
    assert "my fever" not in str(raised.value)


_SAVING = """
    import sys
    from pygalgia.store.database import open_database
    from pygalgia.store.interviews import Interviews
    interviews = Interviews(open_database(sys.argv[1]))
    token = interviews.create("0")
    print(token, flush=True)
    step = 0
    while True:
        interviews.save(token, str(step + 1), version=step + 1)
        step += 1
        print(step, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("attempt", range(3))
def test_a_killed_process_loses_at_most_the_answer_in_flight(database, address, attempt, tmp_path):
    script = tmp_path / "save.py"
    script.write_text(textwrap.dedent(_SAVING), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), address], stdout=subprocess.PIPE, text=True
    ) as process:
        token = process.stdout.readline().strip()
        while int(process.stdout.readline()) < 10 + 7 * attempt:
            pass
        os.kill(process.pid, signal.SIGKILL)
        told = [int(line) for line in process.stdout.read().split()]
    acknowledged = told[-1] if told else 10 + 7 * attempt
    now = open_database(address)
    saved = Interviews(now).load(token)
    assert int(saved.document) in (acknowledged, acknowledged + 1)
    assert saved.version == int(saved.document) + 1
    assert Interviews(now).save(token, "after", version=saved.version)
    now.close()


def test_processes_that_start_at_once_bring_the_schema_up_to_date_once(address):
    processes = [open_database(address) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        revisions = set(pool.map(schema.upgrade, processes))

    assert revisions == {schema.newest()}
    assert schema.current(processes[0]) == schema.newest()
    for process in processes:
        process.close()


def test_who_may_not_wait_gives_up_before_another_writer_has_finished(database):
    """And having given up has written nothing; whoever may wait does."""
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has many writers at once")
    kept = Interviews(database)
    token = kept.create("as it was")
    with database.write() as session:
        session.execute(text("UPDATE interviews SET document = document"))
        with pytest.raises(WouldWaitError), database.without_waiting():
            kept.save(token, "written meanwhile", version=1)
    assert kept.load(token).document == "as it was"
    with database.without_waiting():
        kept.save(token, "written afterwards", version=1)
    assert kept.load(token).document == "written afterwards"
