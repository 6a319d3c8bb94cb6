"""What breaks beneath the store: a page of the file, the clock, the server's connections, another version."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pygalgia.errors import RequestError
from pygalgia.store import schema
from pygalgia.store.database import open_database
from pygalgia.store.editors import Editors
from pygalgia.store.interviews import Interviews
from pygalgia.store.logins import Logins

PAGE = 4096


def test_a_corrupt_page_gives_an_error_or_what_was_saved_and_never_anything_else(tmp_path, clock):
    path = tmp_path / "store.sqlite3"
    url = f"sqlite:///{path}"
    database = open_database(url, clock=clock)
    schema.upgrade(database)
    kept = {}
    for number in range(60):
        document = f"{number:04}" * 500
        kept[Interviews(database).create(document)] = document
    # The last connection that closes carries the log out into the file.
    database.close()

    whole = path.read_bytes()
    broken = 0
    for place in range(2 * PAGE, len(whole), len(whole) // 12 // PAGE * PAGE):
        path.write_bytes(whole[:place] + b"\xff" * PAGE + whole[place + PAGE :])
        damaged = open_database(url, clock=clock)
        for token, document in kept.items():
            try:
                found = Interviews(damaged).load(token)
            except (DBAPIError, ValueError):
                broken += 1
                continue
            # Not found, as the index is gone, or found whole.
            assert found is None or found.document == document
            broken += found is None
        damaged.close()
    assert broken > 0


def test_a_clock_that_is_set_back_loses_nothing(database, clock):
    token = Interviews(database).create("first")
    clock.move(days=-3)
    kept = Interviews(database).load(token)
    assert kept.document == "first"
    Interviews(database).save(token, "second", version=kept.version)
    clock.move(days=3)
    assert Interviews(database).load(token).document == "second"


@pytest.mark.postgres
def test_connections_that_the_server_ended_are_made_anew(postgres, clock):
    """As after the server was away and came back: the first request finds every pooled connection dead."""
    database, other = open_database(postgres, clock=clock), open_database(postgres)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    schema.upgrade(database)
    token = Interviews(database).create("{}")
    with other.engine.begin() as connection:
        ended = connection.execute(
            text(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            )
        )
        assert ended.scalar() >= 1
    assert Interviews(database).load(token).document == "{}"
    database.close()
    other.close()


@pytest.mark.parametrize("use", [schema.upgrade, schema.require_newest])
def test_a_database_of_a_newer_version_is_left_alone_and_told(database, use):
    """The older version once ended in a traceback: whoever goes back a version must be told what to do."""
    Interviews(database).create("kept")
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(RequestError, match="schema 9999 of a newer version"):
        use(database)

    with database.write() as session:
        assert session.execute(text("SELECT COUNT(*) FROM interviews")).scalar_one() == 1
        session.execute(text("UPDATE alembic_version SET version_num = :own"), {"own": schema.newest()})


def test_an_older_version_goes_on_beside_a_newer_one_that_has_upgraded(database, clock, quick):
    """Its statements name the columns that it knows; those that came since must do without it."""
    editor = Editors(database, hasher=quick).add(
        "ann", "a long and quiet phrase", name="Ann", role="reader", by="x"
    )
    clock.move(minutes=1)
    now = clock()
    row = {"t": "0" * 64, "e": editor.id, "now": now.replace(tzinfo=None) if database.is_sqlite else now}
    with database.write() as session:
        session.execute(
            text(
                "INSERT INTO editor_sessions (token_sha256, editor_id, created_at, seen_at, expires_at) "
                "VALUES (:t, :e, :now, :now, '2999-01-01 00:00:00')"
            ),
            row,
        )
        session.execute(
            text("INSERT INTO audit (at, actor, action, subject) VALUES (:now, 'ann', 'logged in', '')"), row
        )

    (login,) = Logins(database).of(editor.id, token="")

    assert (login.address, login.program) == ("", "")


def test_every_column_that_came_after_its_table_does_without_a_value():
    """Or an older version that still runs while a newer one starts could not write any more."""
    folder = schema._MIGRATIONS / "versions"
    added = [
        line.strip()
        for path in sorted(folder.glob("0*.py"))
        for line in path.read_text().split("op.add_column(")[1:]
    ]

    assert len(added) >= 3
    assert [each for each in added if "server_default" not in each.partition("))")[0]] == []
