"""Whatever bytes a reader is given, it reads them or refuses them in our words.

`make fuzz` gives each of them many more, made by Atheris from the lines that the bytes reach.
"""

import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import reader_targets

EACH = 40
PIECES = (
    b"", b"\x00", b"\xff", b"\xdd\x88", b"\xe2\x80\xa8", b"\xed\xa0\x80", b"{", b"[" * 50, b'"', b"'", b"\n",
    b": ", b"- ", b"&a ", b"*a", b"!!x ", b"null", b"true", b"-1", b"1e999", b"NaN", b"9" * 200,
    b"0001-01-01", b"\\ud800",
)  # fmt: skip


@pytest.fixture(scope="module")
def readers(tmp_path_factory):
    made = reader_targets.made(tmp_path_factory.mktemp("readers"))
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def seeds(readers):
    return reader_targets.seeds(readers)


NAMES = ("case", "interview", "record", "mapping", "own-words", "backup", "backup-rows")


def spoilt(rng, data):
    """Return bytes with something else in one to four places."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        data = data[:start] + rng.choice(PIECES) + data[start + rng.choice([0, 1, 4, 30]) :]
    return data


@pytest.mark.parametrize("name", NAMES)
def test_what_a_reader_is_for_is_read(readers, seeds, name):
    assert all(readers.targets[name](each) for each in seeds[name])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_spoilt_is_read_or_refused_in_our_words(readers, seeds, name):
    rng = random.Random(name)

    read = [readers.targets[name](spoilt(rng, rng.choice(seeds[name]))) for _ in range(EACH)]

    assert not all(read) or name == "own-words"


@pytest.mark.slow
def test_what_atheris_makes_is_read_or_refused_in_our_words():
    if find_spec("atheris") is None:
        pytest.skip("Atheris is not installed: it has wheels for Linux on x86-64 alone")
    script = Path(__file__).parents[2] / "benchmarks" / "readers.py"

    ended = subprocess.run(
        [sys.executable, script, "--reader", "record", "--runs", "300"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stdout
    assert "held" in ended.stdout
