"""Assess a table of cases: whole columns at once, and one by one whatever rows need it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pygalgia.assessing import Knowledge, load
from pygalgia.batch.answers import answers, plain, schema
from pygalgia.batch.arrays import IndexArray
from pygalgia.batch.block import Block, block_of
from pygalgia.batch.cells import answer_of
from pygalgia.batch.columns import Column, Renamed, columns, needs_unit
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.judging import Judged, judged
from pygalgia.batch.lines import name_in, read_line
from pygalgia.batch.reading import TableReader
from pygalgia.batch.rows import Reject, case_of
from pygalgia.batch.sources import LINE
from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem, RequestError
from pygalgia.intake import Vocabulary, state_of

with extra():
    import pyarrow as pa
    import pyarrow.compute as pc

#: Cases judged at once: few enough for the caches of a processor, many enough for one call of each step.
BLOCK = 8192


#: Returns the case in a line, or everything that is wrong with it.
LineReader = Callable[[str], Case | tuple[Problem, ...]]
#: Place of a row to everything that is wrong with it.
Refused = dict[int, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A part of a table, assessed.

    Attributes:
        table: One row for each row of the input, in its order; the columns are those of `answers.TOLD`.
        rejects: The rows that could not be assessed, which have a `problem` in the table.
    """

    table: pa.Table
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, kw_only=True)
class Assessor:
    """Assesses tables of one set of columns.

    Attributes:
        columns: What each column says.
        intervals: Whether to draw the intervals of the leading causes.
        reads: What a line of text is read with; as a case file by default.
    """

    compiled: Compiled
    columns: tuple[Column, ...]
    intervals: bool = False
    reads: LineReader | None = None

    @classmethod
    def of(
        cls,
        table_schema: pa.Schema,
        knowledge: Knowledge | Compiled,
        *,
        renamed: Mapping[str, Renamed] | None = None,
        ignored: Iterable[str] = (),
        intervals: bool = False,
    ) -> "Assessor":
        """Return what assesses tables of this schema.

        Raises:
            RequestError: with every column that cannot be used.
        """
        compiled = knowledge if isinstance(knowledge, Compiled) else Compiled(knowledge=knowledge)
        if table_schema.names == [LINE]:
            return cls(compiled=compiled, columns=(), intervals=intervals)
        read = columns(table_schema.names, compiled.knowledge.vocabulary, renamed=renamed, ignored=ignored)
        _refuse_types(read, table_schema)
        _refuse_values(read, compiled.knowledge.vocabulary)
        return cls(compiled=compiled, columns=read, intervals=intervals)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers."""
        return schema(self.compiled, intervals=self.intervals)

    @cached_property
    def _reader(self) -> TableReader:
        return TableReader(compiled=self.compiled, columns=self.columns)

    def assessed(self, table: pa.Table, numbers: IndexArray | None = None) -> Assessed:
        """Return the answers to a table, whose rows have these numbers in the input; else from 1."""
        numbers = np.arange(1, table.num_rows + 1) if numbers is None else numbers
        parts = [
            self._block(table.slice(start, BLOCK), numbers[start : start + BLOCK])
            for start in range(0, table.num_rows, BLOCK)
        ]
        whole = pa.concat_tables([each.table for each in parts]) if parts else self.schema.empty_table()
        return Assessed(table=whole, rejects=tuple(reject for each in parts for reject in each.rejects))

    def _block(self, table: pa.Table, numbers: IndexArray) -> Assessed:
        read = self._reader.read(table)
        result = self._judged(read.block)
        doubtful = np.flatnonzero(read.suspect | result.contradicts | result.is_impossible)
        refused = self._again(table, doubtful, result, numbers) if doubtful.size else {}
        return self._answered(result, self._ids(table, numbers), refused, numbers)

    def _judged(self, block: Block) -> Judged:
        return judged(block, self.compiled, intervals=self.intervals)

    def _again(self, table: pa.Table, doubtful: IndexArray, result: Judged, numbers: IndexArray) -> Refused:
        """Judge some rows one by one, as a case file is read; return those that are no cases."""
        rows = table.take(pa.array(doubtful)).to_pylist()
        cases, refused = dict[int, Case](), Refused()
        for place, cells in zip(doubtful.tolist(), rows, strict=True):
            try:
                cases[place] = case_of(
                    cells, self.columns, self.compiled.knowledge.vocabulary, row=int(numbers[place])
                )
            except CaseError as error:
                refused[place] = error.problems
        if cases:
            alone = self._judged(block_of(list(cases.values()), self.compiled.knowledge.base.findings))
            result.put(np.array(list(cases)), alone)
            refused |= dict.fromkeys(np.array(list(cases))[alone.is_impossible].tolist(), (_NOBODY,))
        return refused

    def lines(self, lines: Sequence[str], numbers: IndexArray) -> Assessed:
        """Return the answers to lines of JSON, each a case file."""
        reads = self.reads or (lambda line: read_line(line, self.compiled.knowledge.vocabulary))
        read = [reads(line) for line in lines]
        cases = {place: each for place, each in enumerate(read) if isinstance(each, Case)}
        refused = {place: each for place, each in enumerate(read) if not isinstance(each, Case)}
        block = block_of(
            [each if isinstance(each, Case) else _EMPTY for each in read],
            self.compiled.knowledge.base.findings,
        )
        result = self._judged(block)
        nobody = (place for place in np.flatnonzero(result.is_impossible).tolist() if place in cases)
        refused |= dict.fromkeys(nobody, (_NOBODY,))
        names = [
            cases[n].id if n in cases else name_in(lines[n]) or f"row-{row}"
            for n, row in enumerate(numbers.tolist())
        ]
        return self._answered(result, pa.array(names, pa.string()), refused, numbers)

    def _answered(self, result: Judged, ids: pa.Array, refused: Refused, numbers: IndexArray) -> Assessed:
        problems = {place: " ".join(map(str, each)) for place, each in refused.items()}
        rejects = (
            Reject(row=int(numbers[place]), id=ids[place].as_py(), problems=refused[place])
            for place in sorted(refused)
        )
        told = answers(result, ids, self.compiled, problems=problems, intervals=self.intervals)
        return Assessed(table=told, rejects=tuple(rejects))

    def _ids(self, table: pa.Table, numbers: IndexArray) -> pa.Array:
        column = next((each for each in self.columns if each.person == "id"), None)
        numbered = pc.binary_join_element_wise("row", pa.array(numbers).cast(pa.string()), "-")
        if column is None:
            return numbered
        given = table.column(column.name).cast(pa.string())
        whole = given.combine_chunks() if isinstance(given, pa.ChunkedArray) else given
        return pc.coalesce(whole, numbered)


_EMPTY = Case(id="", sex="unknown", setting="unknown")
_NOBODY = Problem(
    where="the row",
    found="an age and sex at which no condition of the knowledge is possible",
    expected="somebody whom the knowledge speaks of",
    fix="check age and sex",
)


def assess_table(
    table: pa.Table,
    knowledge: Knowledge | None = None,
    *,
    renamed: Mapping[str, Renamed] | None = None,
    ignored: Iterable[str] = (),
    intervals: bool = False,
) -> pa.Table:
    """Return the assessment of every row of a table, in its order.

    A row that cannot be assessed stops nothing: its `problem` says why, and its other columns are null.

    Args:
        table: One case a row; docs/scale.md has the columns.
        knowledge: What to assess with; what ships with the package where none is given.
        renamed: A table's own names to ours.
        ignored: Columns to pass over.
        intervals: Whether to draw the intervals of the leading causes.

    Raises:
        RequestError: a column cannot be used; every such column is named.
    """
    assessor = Assessor.of(
        table.schema, knowledge or load(), renamed=renamed, ignored=ignored, intervals=intervals
    )
    return plain(assessor.assessed(table).table)


def _refuse_types(read: Sequence[Column], table_schema: pa.Schema) -> None:
    problems = list(_wrong_types(read, table_schema))
    if problems:
        raise RequestError(problems)


def _refuse_values(read: Sequence[Column], vocabulary: Vocabulary) -> None:
    """Refuse a mapping whose values are no answers of their column: it would refuse every such row."""
    problems = [
        replace(problem, where=f"--columns, {column.name}, values, {written}")
        for column in read
        if column.part == "state"
        for written in column.values
        for problem in _wrong_with(written, column, vocabulary)
    ]
    if problems:
        raise RequestError(problems)


def _wrong_with(written: str, column: Column, vocabulary: Vocabulary) -> Sequence[Problem]:
    """Return what is wrong with what a written cell stands for, whatever else a row may say."""
    answer = answer_of(written, column)
    try:
        if column.finding is None or isinstance(answer, float):
            case_of({column.name: written}, [column], vocabulary, row=1)
        elif column.finding.kind in {"yes-no", "choice"} and isinstance(answer, bool | str):
            state_of(column.finding, answer, vocabulary)
    except CaseError as error:
        return error.problems
    return ()


def _wrong_types(read: Sequence[Column], table_schema: pa.Schema) -> Iterator[Problem]:
    for column in read:
        kind = table_schema.field(column.name).type
        plain = kind.value_type if pa.types.is_dictionary(kind) else kind
        if pa.types.is_temporal(plain) or pa.types.is_binary(plain) or pa.types.is_map(plain):
            yield Problem(
                where=f"column {column.name!r}",
                found=f"the type {kind}",
                expected="text, numbers, true and false, or a list of body regions",
                fix="write the answers as a case file has them; a time is how long ago, never a date",
            )
        elif needs_unit(column) and (pa.types.is_integer(plain) or pa.types.is_floating(plain)):
            scale = column.finding.scale if column.finding is not None else None
            units = [] if scale is None else [each.code for each in scale.units]
            yield Problem(
                where=f"column {column.name!r}",
                found="numbers without a unit",
                expected=f"a unit of {', '.join(units)}",
                fix=f"name the column {column.name}[{units[0] if units else ''}], or state it in --columns",
            )
