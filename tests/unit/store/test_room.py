"""A full disk: saving is refused in words, and what is kept can be read and deleted all the same."""

import shutil
from types import SimpleNamespace

import pytest
from sqlalchemy import event, text

from pygalgia.errors import StorageFullError
from pygalgia.store import schema
from pygalgia.store.database import open_database
from pygalgia.store.interviews import Interviews
from pygalgia.store.room import Room


@pytest.fixture
def filled(tmp_path, clock):
    """Give an SQLite store that may not grow any more, and the token of an interview in it."""
    database = open_database(f"sqlite:///{tmp_path / 'store.sqlite3'}", clock=clock)
    schema.upgrade(database)
    token = Interviews(database).create("x" * 20_000)

    with database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()

    def stop(connection, *_):
        connection.execute(f"PRAGMA max_page_count = {pages}")

    database.close()
    event.listen(database.engine, "connect", stop)
    yield database, token
    database.close()


def test_what_does_not_fit_is_refused_and_what_is_there_stays(filled):
    database, token = filled
    with pytest.raises(StorageFullError):
        Interviews(database).create("y" * 1_000_000)
    assert Interviews(database).load(token).document == "x" * 20_000


def test_a_full_database_can_still_be_deleted_from(filled):
    database, token = filled
    assert Interviews(database).delete(token)
    assert Interviews(database).load(token) is None


def refusing_once(database, monkeypatch):
    """Let the disk be full until the room is given back."""
    plain = type(database).write

    def write(self):
        if self.room.path.exists():
            raise StorageFullError
        return plain(self)

    monkeypatch.setattr(type(database), "write", write)


def test_a_deletion_is_done_in_the_room_set_aside_which_is_then_set_aside_again(filled, monkeypatch):
    database, token = filled
    assert database.room.take()
    refusing_once(database, monkeypatch)
    with pytest.raises(StorageFullError):
        Interviews(database).create("{}")
    assert Interviews(database).delete(token)
    assert database.room.path.stat().st_size == database.room.size
    assert Interviews(database).load(token) is None


def test_without_room_a_deletion_is_refused_in_the_same_words(filled, monkeypatch):
    database, token = filled

    def write(_):
        raise StorageFullError

    monkeypatch.setattr(type(database), "write", write)
    with pytest.raises(StorageFullError):
        Interviews(database).delete(token)


def test_room_is_not_taken_where_little_is_left(tmp_path, monkeypatch):
    room = Room(tmp_path / "room")
    almost = SimpleNamespace(free=2 * room.size - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: almost)
    assert not room.take()
    assert not room.path.exists()
    assert not room.give()


#: What PostgreSQL says when a table cannot grow: of what is put in or changed, not of what is deleted.
_FULL_DISK = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{state}'; END $$;
CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON interviews FOR EACH ROW EXECUTE FUNCTION no_room();
"""


@pytest.mark.postgres
@pytest.mark.parametrize("state", ["53100", "53200"])
def test_a_full_disk_of_postgresql_is_told_as_such_and_deleting_works(postgres, clock, state):
    """The server's own refusal, through the real driver; a disk that is really full needs one of its own."""
    database = open_database(postgres, clock=clock)
    with database.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    schema.upgrade(database)
    token = Interviews(database).create("{}")
    with database.engine.begin() as connection:
        connection.execute(text(_FULL_DISK.format(state=state)))

    with pytest.raises(StorageFullError):
        Interviews(database).create("{}")
    assert Interviews(database).load(token).document == "{}"
    assert Interviews(database).delete(token)
    assert Interviews(database).load(token) is None
    database.close()
