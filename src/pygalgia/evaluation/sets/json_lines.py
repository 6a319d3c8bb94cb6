"""JSON lines: one object in each line; a bad line is set aside, the others are read."""

import json
from collections.abc import Iterator
from pathlib import Path

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Document

#: A hundred rows are a few kilobytes; what is larger is another kind of file.
LARGEST_BYTES = 50_000_000


def read_lines(path: Path, problems: list[Problem], *, expected: str) -> Iterator[Document]:
    """Return each row of a file with its line; rows that are not JSON are added to the problems.

    Args:
        path: The file.
        problems: Grows by what is wrong in single lines.
        expected: What the file should be, for messages.

    Raises:
        RequestError: the file cannot be read at all.
    """
    yield from lines(text_of(path, expected=expected), path, problems)


def lines(text: str, path: Path, problems: list[Problem]) -> Iterator[Document]:
    """Return each row of a text that `path` holds."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        value, problem = parsed(line, f"{path.name}:{number}")
        if problem is not None:
            problems.append(problem)
            continue
        yield Document(path=path, name=path.name, value=value, lines={(): number})


def parsed(text: str, where: str) -> tuple[object, Problem | None]:
    """Return what a JSON text holds, or the problem with it."""
    try:
        return json.loads(text), None
    except (json.JSONDecodeError, RecursionError) as error:
        return None, Problem(
            where=where,
            found=f"text that is not JSON ({getattr(error, 'msg', error)})",
            expected="one well-formed JSON object in each line" if ":" in where else "well-formed JSON",
            fix="look for a missing quote, comma or bracket",
        )


def text_of(path: Path, *, expected: str) -> str:
    """Return the text of a file.

    Raises:
        RequestError: it cannot be read, or is too large to be what is expected.
    """
    try:
        if path.stat().st_size <= LARGEST_BYTES:
            return path.read_text(encoding="utf-8-sig")
        found = f"{path.stat().st_size:,} bytes"
    except UnicodeDecodeError:
        found = "bytes that are not UTF-8 text"
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    problem = Problem(where=str(path), found=found, expected=expected, fix="check the path and the file")
    raise RequestError([problem])
