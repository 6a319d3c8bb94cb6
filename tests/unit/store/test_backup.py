"""Backups: everything comes back, on either database, and a damaged one changes nothing."""

import errno
import gzip
import io
import json
import os
from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import text

from pygalgia.errors import RequestError, SavedError
from pygalgia.store import schema
from pygalgia.store.backup import backup, read, restore
from pygalgia.store.backup_rows import DamagedError, lines_of
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


#: Every character that some reader takes for the end of a line, and the one that ends texts in C.
ENDS = ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\r", "\n", "\r\n"]


@pytest.mark.parametrize("end", ENDS, ids=ascii)
def test_a_text_with_any_end_of_line_comes_back(database, tmp_path, end):
    Reports(database).submit("p", f"a{end}b", note=end, address="", content_version="c")
    file = tmp_path / "backup.gz"
    backup(database, file)
    restore(database, file, replace=True)
    assert Reports(database).one(1).passage == f"a{end}b"


def test_a_backup_that_cannot_be_read_back_is_not_said_to_be_there(database, full, tmp_path, monkeypatch):
    plain = json.dumps
    monkeypatch.setattr(
        "pygalgia.store.backup.json.dumps",
        lambda value, **options: plain(value, **options).replace("passage", "pas\nsage"),
    )
    with pytest.raises(SavedError):
        backup(database, tmp_path / "backup.gz")
    assert list(tmp_path.glob("*.gz")) == left_over(tmp_path) == []


def left_over(folder):
    """Return what a save that failed would leave behind."""
    return [each for each in folder.iterdir() if "sqlite3" not in each.name and each.name != "backup.gz"]


def test_a_backup_that_fails_leaves_the_one_before_and_no_other_file(database, full, tmp_path, monkeypatch):
    file = tmp_path / "backup.gz"
    backup(database, file)
    before = file.read_bytes()

    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("pygalgia.store.backup._lines", no_room)
    with pytest.raises(RequestError, match="No space left"):
        backup(database, file)
    assert file.read_bytes() == before
    assert left_over(tmp_path) == []


def test_a_device_is_not_replaced_by_a_backup(database, full, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(RequestError, match="device or pipe"):
        backup(database, pipe)
    assert pipe.is_fifo()


def forged(data, change):
    """Return a backup with one row changed and a right checksum."""
    lines = gzip.decompress(data).decode().removesuffix("\n").split("\n")
    rows = [json.loads(line) for line in lines[1:-1]]
    change(rows)
    told = [json.dumps(row) for row in rows]
    digest = sha256("".join(told).encode()).hexdigest()
    end = json.dumps({"rows": len(told), "sha256": digest})
    return gzip.compress("\n".join([lines[0], *told, end, ""]).encode())


def row_of(rows, table):
    return next(each for each in rows if each["table"] == table)


FORGERIES = {
    "no row": lambda rows: rows.insert(0, {"table": "interviews", "row": None}),
    "no such table": lambda rows: rows.insert(0, {"table": "spies", "row": {}}),
    "table that is a list": lambda rows: rows.insert(0, {"table": ["interviews"], "row": {}}),
    "row without table": lambda rows: rows.insert(0, {"row": {}}),
    "number": lambda rows: rows.insert(0, 5),
    "column lost": lambda rows: row_of(rows, "interviews")["row"].pop("document"),
    "column added": lambda rows: row_of(rows, "interviews")["row"].update(spy=1),
    "text that is a mapping": lambda rows: row_of(rows, "audit")["row"].update(subject={"a": 1}),
    "number that is text": lambda rows: row_of(rows, "reports")["row"].update(version="1"),
    "number that is true": lambda rows: row_of(rows, "reports")["row"].update(version=True),
    "truth that is a number": lambda rows: row_of(rows, "editors")["row"].update(active=1),
    "number beyond the database": lambda rows: row_of(rows, "reports")["row"].update(version=2**63),
    "number without end": lambda rows: row_of(rows, "reports")["row"].update(version=10**200),
    "no date": lambda rows: row_of(rows, "sign_offs")["row"].update(next_review="never"),
    "moment without a zone": lambda rows: row_of(rows, "audit")["row"].update(at="2026-01-01T00:00:00"),
    "moment before all": lambda rows: row_of(rows, "audit")["row"].update(at="0001-01-01T00:00:00+14:00"),
    "nothing where something is needed": lambda rows: row_of(rows, "audit")["row"].update(actor=None),
    "half a character": lambda rows: row_of(rows, "audit")["row"].update(actor="\ud800"),
    "link to no interview": lambda rows: row_of(rows, "links")["row"].update(interview_id="gone"),
    "row twice": lambda rows: rows.append(row_of(rows, "interviews")),
}


@pytest.mark.slow
@pytest.mark.parametrize("change", FORGERIES.values(), ids=FORGERIES)
def test_a_backup_with_a_right_checksum_and_wrong_rows_changes_nothing(
    database, full, quick, tmp_path, change
):
    file = tmp_path / "backup.gz"
    backup(database, file)
    file.write_bytes(forged(file.read_bytes(), change))
    with pytest.raises(SavedError, match="another backup"):
        restore(database, file, replace=True)
    holds_all(database, quick, *full)


def test_a_forgery_without_a_change_is_taken(database, full, quick, tmp_path):
    """So that the forgeries above are refused for what they changed."""
    file = tmp_path / "backup.gz"
    backup(database, file)
    file.write_bytes(forged(file.read_bytes(), lambda _: None))
    restore(database, file, replace=True)
    holds_all(database, quick, *full)


@pytest.mark.slow
@pytest.mark.parametrize("line", [b" " * 1_000_000, b"{}\n" * 300_000, None], ids=["blank", "rows", "own"])
def test_a_bomb_is_stopped_long_before_it_is_unpacked(database, full, tmp_path, monkeypatch, line):
    """Of what unpacks to ever more, a few megabytes are read."""
    unpacked = []

    def watched(file, packed):
        try:
            for each in lines_of(file, packed):
                unpacked.append(file.tell())
                yield each
        finally:
            # It may be closed already, where a line is refused by who reads it.
            unpacked.extend([] if file.closed else [file.tell()])

    monkeypatch.setattr("pygalgia.store.backup.lines_of", watched)
    file = tmp_path / "backup.gz"
    backup(database, file)
    first = gzip.decompress(file.read_bytes()).split(b"\n")
    line = line or (first[1] + b"\n") * 4_000
    with gzip.open(file, "wb", compresslevel=9) as packed:
        packed.write(first[0] + b"\n")
        for _ in range(100):
            packed.write(line)
    with pytest.raises(SavedError):
        read(file)
    assert max(unpacked) < 20_000_000
    assert 5 * max(unpacked) <= len(first[0]) + 1 + 100 * len(line)


def test_rows_that_pack_better_than_rows_can_are_refused(monkeypatch):
    monkeypatch.setattr("pygalgia.store.backup_rows._NEVER_MIND_BELOW", 10_000)
    packed = io.BytesIO(gzip.compress((b"x" * 1000 + b"\n") * 1000))
    with pytest.raises(DamagedError, match="unpacks to far more"), gzip.open(packed) as file:
        list(lines_of(file, packed))
