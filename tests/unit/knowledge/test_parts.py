"""A file of parts is opened whole, of this very format and under its key, or not at all."""

import pytest

from pygalgia.knowledge import parts
from pygalgia.knowledge.parts import open_parts, write_parts

PARTS = {"one": b"some bytes", "none": b"", "two": bytes(range(256)) * 5}


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "file.parts"
    write_parts(path, "the key", PARTS)
    return path


@pytest.mark.parametrize("mapped", [False, True])
def test_each_part_is_read_as_it_was_written(written, mapped):
    read = open_parts(written, "the key", mapped=mapped)
    assert read is not None
    assert {name: bytes(part) for name, part in read.items()} == PARTS


def test_what_is_mapped_stays_when_the_file_is_replaced_or_deleted(written):
    read = open_parts(written, "the key", mapped=True)
    assert read is not None
    write_parts(written, "the key", {"one": b"others"})
    written.unlink()
    assert {name: bytes(part) for name, part in read.items()} == PARTS


@pytest.mark.parametrize("mapped", [False, True])
def test_a_part_cannot_be_written_to(written, mapped):
    with pytest.raises(TypeError):
        open_parts(written, "the key", mapped=mapped)["one"][0] = 1


def test_a_file_of_another_key_is_not_opened(written):
    assert open_parts(written, "another key") is None


@pytest.mark.parametrize("mapped", [False, True])
def test_a_file_cut_short_anywhere_is_not_opened(written, mapped):
    whole = written.read_bytes()
    for length in range(len(whole)):
        written.write_bytes(whole[:length])
        assert open_parts(written, "the key", mapped=mapped) is None


def test_a_file_with_one_bit_turned_anywhere_is_not_opened(written):
    whole = written.read_bytes()
    beginning = open_parts(written, "the key")
    assert beginning is not None
    padding = whole.index(PARTS["one"]) - 64
    for place in range(len(whole)):
        turned = bytearray(whole)
        turned[place] ^= 1
        written.write_bytes(turned)
        read = open_parts(written, "the key")
        # Only what fills the beginning up to a line means nothing.
        assert read is None or padding <= place < whole.index(PARTS["one"])


def test_a_file_with_more_behind_it_is_not_opened(written):
    written.write_bytes(written.read_bytes() + b"\0" * 64)
    assert open_parts(written, "the key") is None


def test_a_file_of_an_older_format_is_not_opened(written, monkeypatch):
    monkeypatch.setattr(parts, "_MAGIC", b"pygalgia\x02")
    assert open_parts(written, "the key") is None
