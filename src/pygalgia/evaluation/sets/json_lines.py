"""JSON lines: one object in each line; a bad line is set aside, the others are read."""

from collections.abc import Iterator
from pathlib import Path

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Document, RefusedTextError, file_text, json_value

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
    for number, line in enumerate(text.split("\n"), 1):
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
        return json_value(text), None
    except RefusedTextError as error:
        expected = f"one JSON object in each line: {error.expected}" if ":" in where else error.expected
        return None, Problem(where=where, found=error.found, expected=expected, fix=error.fix)


def text_of(path: Path, *, expected: str) -> str:
    """Return the text of a file.

    Raises:
        RequestError: it cannot be read, or is too large to be what is expected.
    """
    try:
        return file_text(path, largest=LARGEST_BYTES)
    except RefusedTextError as error:
        found = error.found
    except OSError as error:
        found = f"a file that cannot be read ({error.strerror})"
    problem = Problem(where=str(path), found=found, expected=expected, fix="check the path and the file")
    raise RequestError([problem])
