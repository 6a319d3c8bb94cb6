"""One row of a table as a case, read as a case file is: the slow way, with its words for what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pygalgia.batch.cells import answer_of
from pygalgia.batch.columns import Column
from pygalgia.domain.case import Case
from pygalgia.domain.finding import UNKNOWN
from pygalgia.errors import CaseError, Problem
from pygalgia.intake import Vocabulary, encode_case
from pygalgia.intake.rows import CaseRow
from pygalgia.reading import Document, Location, Problems, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that is no case.

    Attributes:
        row: Its number in the input, from 1.
        problems: Everything that is wrong with it.
        id: Its name; empty where it has none.
    """

    row: int
    problems: tuple[Problem, ...]
    id: str = ""


def case_of(
    cells: Mapping[str, object], columns: Sequence[Column], vocabulary: Vocabulary, *, row: int
) -> Case:
    """Return the case in one row.

    Args:
        cells: Column name to cell.
        columns: What each column says.
        vocabulary: What a case can say.
        row: Its number, from 1: its name where the table gives it none.

    Raises:
        CaseError: with every problem in it.
    """
    _refuse_cells(cells, columns)
    written, names = _written(cells, columns, row)
    document = _Row(path=Path(), name=f"row {row}", value=written, names=names)
    problems = Problems()
    read = parse(document, CaseRow, problems, described="docs/scale.md")
    if read is None:
        raise CaseError(problems.found)
    return encode_case(read, vocabulary, where=document.where)


@dataclass(slots=True)
class _Row(Document):
    """A row whose places are its columns."""

    names: Mapping[str, str] | None = None

    def where(self, location: Location) -> str:
        known = self.names or {}
        words = [known[str(part)] for part in location if str(part) in known]
        return f"column {words[0]}" if words else "the row"


def _refuse_cells(cells: Mapping[str, object], columns: Sequence[Column]) -> None:
    """Refuse what only a table can hold: several answers in one cell, and codes that nobody explained."""
    found = [*_lists(cells, columns), *_codes(cells, columns)]
    if found:
        raise CaseError(found)


def _codes(cells: Mapping[str, object], columns: Sequence[Column]) -> Iterator[Problem]:
    for column in columns:
        finding, cell = column.finding, cells[column.name]
        if finding is None or finding.kind in {"number", "regions"} or column.part != "state":
            continue
        answer = answer_of(cell, column)
        if isinstance(answer, float):
            words = ["true", "false"] if finding.kind == "yes-no" else [*finding.states]
            yield Problem(
                where=f"column {column.name}",
                found=f"the number {answer:g}",
                expected=f"one of {', '.join([*words, UNKNOWN])}",
                fix="say with --columns what the numbers stand for, as `values`",
            )


def _lists(cells: Mapping[str, object], columns: Sequence[Column]) -> Sequence[Problem]:
    return [
        Problem(
            where=f"column {column.name}",
            found=f"a list of {len(cell)}",
            expected="one answer",
            fix="give each answer a column of its own; only body regions are a list",
        )
        for column in columns
        if isinstance(cell := cells[column.name], list)
        and not (column.finding is not None and column.finding.kind == "regions")
    ]


def _written(
    cells: Mapping[str, object], columns: Sequence[Column], row: int
) -> tuple[dict[str, object], dict[str, str]]:
    """Return a row as a case file has it, and the column behind each of its keys."""
    written: dict[str, object] = {"schema": "pygalgia/case/1", "id": f"row-{row}"}
    answers: dict[str, object] = {}
    times: dict[str, dict[str, object]] = {}
    names: dict[str, str] = {}
    for column in columns:
        answer = answer_of(cells[column.name], column)
        if answer is None:
            continue
        if column.finding is None:
            written[column.person] = answer
            names[column.person] = column.name
            continue
        names.setdefault(column.finding.id, column.name)
        if column.part == "state":
            answers[column.finding.id] = answer
        else:
            times.setdefault(column.finding.id, {})[column.part] = answer
    for finding, time in times.items():
        answers[finding] = {"state": answers.get(finding), **time}
    return {**written, "answers": answers}, names
