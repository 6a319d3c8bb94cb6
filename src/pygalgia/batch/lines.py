"""Lines of JSON, each one case file."""

from pathlib import Path

from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import Problems, parse, read_json_text


def read_line(line: str, vocabulary: Vocabulary) -> Case | tuple[Problem, ...]:
    """Return the case in a line, or everything that is wrong with it."""
    problems = Problems()
    row = parse(read_json_text(line, path=Path(), name="the row"), CaseRow, problems)
    if row is None:
        return tuple(problems.found)
    try:
        return encode_case(row, vocabulary, where=lambda place: "/" + "/".join(map(str, place)))
    except CaseError as error:
        return error.problems
