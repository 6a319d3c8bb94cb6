"""A file's content as plain values, with the line of everything in it."""

from dataclasses import dataclass, field
from pathlib import Path

from pygalgia.errors import Problem
from pygalgia.reading.file_text import file_text
from pygalgia.reading.json_text import (
    Location,
    RefusedTextError,
    RepeatedKeyError,
    json_value,
    places,
    repeated,
)


@dataclass(slots=True)
class Document:
    """A file's content as plain values, with the line (from 1) of each of its parts.

    Attributes:
        name: What messages call the file.
        json: The text, where it is JSON whose lines are only looked for when a message needs one.
    """

    path: Path
    name: str
    value: object
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    json: str | None = None

    def where(self, location: Location) -> str:
        """Return `file:line` of a location, or of the nearest part that holds it."""
        if self.json is not None:
            self.lines, self.json = _first_lines(self.json), None
        while location and location not in self.lines:
            location = location[:-1]
        return f"{self.name}:{self.lines.get(location, 1)}"


def read_json_text(text: str, *, path: Path, name: str) -> Document:
    """Return the content of a JSON text; what is wrong with it stands in `problems`."""
    document = Document(path=path, name=name, value=None, json=text)
    try:
        document.value = json_value(text)
    except RepeatedKeyError:
        document.problems.extend(
            RepeatedKeyError(str(location[-1])).problem(f"{name}:{line}") for location, line in repeated(text)
        )
    except RefusedTextError as error:
        document.problems.append(error.problem(name))
    return document


def read_json_file(path: Path, *, largest: int) -> Document:
    """Return the content of a JSON file; what is wrong with it, or with reading it, is in `problems`."""
    try:
        return read_json_text(file_text(path, largest=largest), path=path, name=path.name)
    except RefusedTextError as error:
        problem = error.problem(path.name)
    except OSError as error:
        problem = Problem(
            where=path.name,
            found=f"a file that cannot be read ({error.strerror or error})",
            expected="a file of JSON",
            fix="check the path and its permissions",
        )
    return Document(path=path, name=path.name, value=None, problems=[problem])


def _first_lines(text: str) -> dict[Location, int]:
    lines: dict[Location, int] = {}
    for location, line in places(text):
        lines.setdefault(location, line)
    return lines
