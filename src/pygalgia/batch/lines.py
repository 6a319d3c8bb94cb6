"""Lines of JSON, each one case file."""

from dataclasses import replace
from pathlib import Path

from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.given import LONGEST_ID
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import Problems, RefusedTextError, json_value, parse, read_json_text

#: A line is one line: its number in itself says nothing.
_ROW = "the row"


def read_line(line: str, vocabulary: Vocabulary) -> Case | tuple[Problem, ...]:
    """Return the case in a line, or everything that is wrong with it."""
    problems = Problems()
    document = read_json_text(line, path=Path(), name=_ROW)
    row = parse(document, CaseRow, problems, described="docs/case-format.md")
    if row is None:
        return tuple(replace(each, where=_ROW) for each in problems.found)
    try:
        return encode_case(row, vocabulary, where=lambda place: "/" + "/".join(map(str, place)))
    except CaseError as error:
        return error.problems


def name_in(line: str) -> str | None:
    """Return the id that a line states, for one that was refused; None where it states none."""
    try:
        value = json_value(line)
    except RefusedTextError:
        return None
    name = value.get("id") if isinstance(value, dict) else None
    return name if isinstance(name, str) and 0 < len(name) <= LONGEST_ID else None
