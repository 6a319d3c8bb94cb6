"""Knowledge that is kept between runs is used whole and of this very version, or not at all."""

import pytest

from pygalgia.knowledge import cache


@pytest.fixture
def kept(knowledge, tmp_path, monkeypatch):
    """Keep the knowledge in a folder of the test's own, and give the file."""
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path))
    cache.keep(knowledge.base)
    return next(path for path in tmp_path.rglob("*") if path.is_file())


def test_a_file_that_was_half_written_is_not_used(knowledge, kept):
    whole = kept.read_bytes()
    assert cache.fetch(knowledge.base.sha256) is not None
    for part in (0, 1, len(whole) // 3, len(whole) - 1):
        kept.write_bytes(whole[:part])
        assert cache.fetch(knowledge.base.sha256) is None


def test_knowledge_of_another_version_is_never_served_under_this_ones_name(knowledge, kept):
    """Two versions side by side during an upgrade, and a file that came under the wrong name."""
    newer = "0" * len(knowledge.base.sha256)
    kept.rename(kept.with_name(kept.name.replace(knowledge.base.sha256[:32], newer[:32])))
    assert cache.fetch(newer) is None
    assert cache.fetch(knowledge.base.sha256) is None


def test_a_folder_that_cannot_be_written_to_is_no_error(knowledge, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in its place")
    monkeypatch.setenv("PYGALGIA_CACHE_DIR", str(tmp_path / "file" / "below"))
    cache.keep(knowledge.base)
    assert cache.fetch(knowledge.base.sha256) is None
