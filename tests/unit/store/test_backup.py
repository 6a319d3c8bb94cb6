"""Backups: everything comes back, on either database, and a damaged one changes nothing."""

import gzip
from datetime import date

import pytest
from sqlalchemy import text

from pygalgia.errors import RequestError, SavedError
from pygalgia.store import schema
from pygalgia.store.backup import backup, restore
from pygalgia.store.database import open_database
from pygalgia.store.editors import Editors
from pygalgia.store.interviews import Interviews
from pygalgia.store.reports import Reports
from pygalgia.store.sign_offs import SignOffs


@pytest.fixture
def full(database, quick):
    """Give a store with something in every table, and what opens it."""
    interviews, reports = Interviews(database), Reports(database)
    token = interviews.create('{"ä": "☃"}')
    link = interviews.share(token, "clinician")
    ann = Editors(database, hasher=quick).add(
        "ann", "a long and quiet phrase", name="Ann", role="admin", by="x"
    )
    number = reports.submit("p", "passage", note="n", address="a", content_version="c")
    reports.answer(number, version=1, state="kept", answer="why", editor="ann")
    SignOffs(database).sign("p", content_sha256="c", editor=ann, next_review=date(2031, 2, 3))
    return token, link


def holds_all(database, quick, token, link):
    assert Interviews(database).load(token).document == '{"ä": "☃"}'
    assert Interviews(database).load_shared(link) is not None
    assert Editors(database, hasher=quick).log_in("ann", "a long and quiet phrase") is not None
    assert Reports(database).one(1).events[0].answer == "why"
    assert SignOffs(database).of("p").next_review == date(2031, 2, 3)


def test_what_was_deleted_comes_back(database, full, quick, tmp_path):
    file = tmp_path / "backup.gz"
    backup(database, file)
    Interviews(database).delete(full[0])
    restore(database, file, replace=True)
    holds_all(database, quick, *full)


def test_a_backup_moves_to_another_kind_of_database(database, full, quick, tmp_path, clock):
    file = tmp_path / "backup.gz"
    backup(database, file)
    other = open_database(f"sqlite:///{tmp_path / 'other.sqlite3'}", clock=clock)
    schema.upgrade(other)
    restore(other, file)
    holds_all(other, quick, *full)
    other.close()


def test_new_rows_are_numbered_after_those_restored(database, full, tmp_path):
    file = tmp_path / "backup.gz"
    backup(database, file)
    restore(database, file, replace=True)
    assert Reports(database).submit("p", "q", note="", address="", content_version="c") == 2


def test_a_database_in_use_is_not_overwritten_unasked(database, full, tmp_path):
    file = tmp_path / "backup.gz"
    backup(database, file)
    with pytest.raises(RequestError, match="--replace"):
        restore(database, file)


def damaged(kind, data):
    if kind == "cut short":
        return data[: len(data) // 2]
    if kind == "empty":
        return b""
    if kind == "text":
        return b"hello"
    lines = gzip.decompress(data).decode().splitlines(keepends=True)
    if kind == "row lost":
        return gzip.compress("".join([lines[0], *lines[2:]]).encode())
    if kind == "row changed":
        return gzip.compress("".join(lines).replace("passage", "forgery").encode())
    return gzip.compress("".join(lines[:-1]).encode())


@pytest.mark.parametrize("kind", ["cut short", "empty", "text", "row lost", "row changed", "end lost"])
def test_a_damaged_backup_changes_nothing(database, full, quick, tmp_path, kind):
    file = tmp_path / "backup.gz"
    backup(database, file)
    file.write_bytes(damaged(kind, file.read_bytes()))
    with pytest.raises(SavedError, match="another backup"):
        restore(database, file, replace=True)
    holds_all(database, quick, *full)


def test_a_backup_is_closed_to_others(database, full, tmp_path):
    file = tmp_path / "backup.gz"
    backup(database, file)
    assert file.stat().st_mode & 0o077 == 0


def test_a_backup_holds_no_login(database, full, quick, tmp_path):
    Editors(database, hasher=quick).log_in("ann", "a long and quiet phrase")
    file = tmp_path / "backup.gz"
    backup(database, file)
    assert "editor_sessions" not in gzip.decompress(file.read_bytes()).decode()


def test_a_backup_is_of_one_moment(database, full, tmp_path):
    """Writing goes on while a backup runs: the file must not hold a link without its interview."""
    from threading import Event, Thread

    stop, interviews = Event(), Interviews(database)

    def busy():
        while not stop.is_set():
            interviews.share(interviews.create("{}"), "clinician")

    writer = Thread(target=busy)
    writer.start()
    try:
        for number in range(5):
            backup(database, tmp_path / f"{number}.gz")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        restore(database, tmp_path / f"{number}.gz", replace=True)
        with database.read() as session:
            orphans = session.execute(
                text("SELECT count(*) FROM links WHERE interview_id NOT IN (SELECT id FROM interviews)")
            ).scalar()
        assert orphans == 0


def test_a_missing_file_is_said(database, tmp_path):
    with pytest.raises(RequestError, match="no such file"):
        restore(database, tmp_path / "nothing.gz")
