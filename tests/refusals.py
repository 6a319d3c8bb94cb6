"""How input is spoilt, and how a command must refuse it."""

from pathlib import Path


def spoil(path: Path, old: str, new: str) -> None:
    """Put something else into a file, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refused(result: tuple[int, str, str], *expected: str) -> None:
    """Check that a command refused its input: exit code 2, nothing on stdout, each problem said."""
    code, out, err = result
    assert code == 2
    assert out == ""
    assert "Traceback" not in err
    for words in expected:
        assert words in err, f"{words!r} not in:\n{err}"
