"""What was read is kept for the next start, and never served once a file was touched."""

import os
import time

import pytest

from pygalgia.knowledge import cache, load

TEXT, OTHER = "a: 1\n", "a: 2\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "data"
    (root / "inner").mkdir(parents=True)
    (root / "inner" / "one.yaml").write_text(TEXT, encoding="utf-8")
    return root


@pytest.fixture
def reads(monkeypatch):
    """How often the content was read through."""
    counted = []
    real = load.content_hash
    monkeypatch.setattr(load, "content_hash", lambda root: counted.append(root) or real(root))
    return counted


def settled(monkeypatch):
    """Let the clock say that the last change lies long back."""
    now = time.time_ns()
    monkeypatch.setattr(cache.time, "time_ns", lambda: now + 60_000_000_000)


def test_untouched_files_are_not_read_through_again(folder, reads, monkeypatch):
    settled(monkeypatch)

    assert load._kept_hash(folder) == load._kept_hash(folder) == load.content_hash(folder)
    assert len(reads) == 2


def test_a_file_of_the_same_size_and_time_but_with_other_content_is_noticed(folder, reads, monkeypatch):
    settled(monkeypatch)
    path = folder / "inner" / "one.yaml"
    before, times = load._kept_hash(folder), path.stat()
    time.sleep(0.05)
    path.write_text(OTHER, encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))

    assert load._kept_hash(folder) != before
    assert len(reads) == 2


@pytest.mark.parametrize("change", ["new", "gone", "renamed"])
def test_a_file_that_comes_or_goes_is_noticed(folder, monkeypatch, change):
    settled(monkeypatch)
    path = folder / "inner" / "one.yaml"
    before = load._kept_hash(folder)
    if change == "new":
        (folder / "two.yaml").write_text(TEXT, encoding="utf-8")
    elif change == "gone":
        path.unlink()
    else:
        path.rename(path.with_name("other.yaml"))

    assert load._kept_hash(folder) != before


def test_nothing_is_kept_while_a_file_may_still_change_within_one_tick(folder, reads):
    load._kept_hash(folder)
    load._kept_hash(folder)

    assert len(reads) == 2
