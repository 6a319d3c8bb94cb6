"""What breaks beneath the store: a page of the file, the clock, the server's connections."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from pygalgia.store import schema
from pygalgia.store.database import open_database
from pygalgia.store.interviews import Interviews

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
