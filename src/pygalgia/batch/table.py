"""Assess a table of cases: whole columns at once, and one by one whatever rows need it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pygalgia.assessing import Knowledge
from pygalgia.batch.answers import answers, plain, schema
from pygalgia.batch.arrays import IndexArray
from pygalgia.batch.block import block_of
from pygalgia.batch.columns import Column, Renamed, columns, needs_unit
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.judging import Judged, judged
from pygalgia.batch.reading import TableReader
from pygalgia.batch.rows import Reject, case_of
from pygalgia.domain.case import Case
from pygalgia.errors import CaseError, Problem, RequestError

with extra():
    import pyarrow as pa
    import pyarrow.compute as pc

#: Cases judged at once: few enough for the caches of a processor, many enough for one call of each step.
BLOCK = 8192


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
    """

    compiled: Compiled
    columns: tuple[Column, ...]
    intervals: bool = False

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
        read = columns(table_schema.names, compiled.knowledge.vocabulary, renamed=renamed, ignored=ignored)
        _refuse_types(read, table_schema)
        return cls(compiled=compiled, columns=read, intervals=intervals)

    @property
    def schema(self) -> pa.Schema:
        """The columns of the answers."""
        return schema(self.compiled, intervals=self.intervals)

    @cached_property
    def _reader(self) -> TableReader:
        return TableReader(compiled=self.compiled, columns=self.columns)

    def assessed(self, table: pa.Table, *, first: int = 1) -> Assessed:
        """Return the answers to a table, of which `first` is the number of the first row."""
        parts = [
            self._block(table.slice(start, BLOCK), first + start) for start in range(0, table.num_rows, BLOCK)
        ]
        whole = pa.concat_tables([each.table for each in parts]) if parts else self.schema.empty_table()
        return Assessed(table=whole, rejects=tuple(reject for each in parts for reject in each.rejects))

    def _block(self, table: pa.Table, first: int) -> Assessed:
        read = self._reader.read(table)
        result = judged(read.block, self.compiled)
        doubtful = np.flatnonzero(read.suspect | result.contradicts | result.is_impossible)
        rejects = self._again(table, doubtful, result, first) if doubtful.size else []
        told = self._answers(result, self._ids(table, first), rejects, first)
        return Assessed(table=told, rejects=tuple(rejects))

    def _again(self, table: pa.Table, doubtful: IndexArray, result: Judged, first: int) -> list[Reject]:
        """Judge some rows one by one, as a case file is read; return those that are no cases."""
        rows = table.take(pa.array(doubtful)).to_pylist()
        cases, places, rejects = list[Case](), list[int](), list[Reject]()
        for place, cells in zip(doubtful.tolist(), rows, strict=True):
            row = first + place
            try:
                cases.append(case_of(cells, self.columns, self.compiled.knowledge.vocabulary, row=row))
                places.append(place)
            except CaseError as error:
                rejects.append(Reject(row=row, problems=error.problems))
        if cases:
            alone = judged(block_of(cases, self.compiled.knowledge.base.findings), self.compiled)
            result.put(np.array(places), alone)
            nobody = np.array(places)[alone.is_impossible].tolist()
            rejects += [Reject(row=first + place, problems=(_NOBODY,)) for place in nobody]
        return sorted(rejects, key=lambda each: each.row)

    def cases(self, cases: Sequence[Case], *, first: int = 1) -> Assessed:
        """Return the answers to cases that were read one by one."""
        if not cases:
            return Assessed(table=self.schema.empty_table(), rejects=())
        result = judged(block_of(cases, self.compiled.knowledge.base.findings), self.compiled)
        nobody = np.flatnonzero(result.is_impossible).tolist()
        rejects = [Reject(row=first + place, problems=(_NOBODY,)) for place in nobody]
        ids = pa.array([each.id for each in cases], pa.string())
        return Assessed(table=self._answers(result, ids, rejects, first), rejects=tuple(rejects))

    def _answers(self, result: Judged, ids: pa.Array, rejects: Sequence[Reject], first: int) -> pa.Table:
        problems = {each.row - first: " ".join(str(problem) for problem in each.problems) for each in rejects}
        return answers(result, ids, self.compiled, problems=problems)

    def _ids(self, table: pa.Table, first: int) -> pa.Array:
        column = next((each for each in self.columns if each.person == "id"), None)
        numbered = pa.array([f"row-{first + place}" for place in range(table.num_rows)])
        if column is None:
            return numbered
        given = table.column(column.name).cast(pa.string())
        whole = given.combine_chunks() if isinstance(given, pa.ChunkedArray) else given
        return pc.coalesce(whole, numbered)


_NOBODY = Problem(
    where="the row",
    found="an age and sex at which no condition of the knowledge is possible",
    expected="somebody whom the knowledge speaks of",
    fix="check age and sex",
)


def assess_table(
    table: pa.Table,
    knowledge: Knowledge,
    *,
    renamed: Mapping[str, Renamed] | None = None,
    ignored: Iterable[str] = (),
    intervals: bool = False,
) -> pa.Table:
    """Return the assessment of every row of a table, in its order.

    A row that cannot be assessed stops nothing: its `problem` says why, and its other columns are null.

    Args:
        table: One case a row; docs/scale.md has the columns.
        knowledge: What to assess with.
        renamed: A table's own names to ours.
        ignored: Columns to pass over.
        intervals: Whether to draw the intervals of the leading causes.

    Raises:
        RequestError: a column cannot be used; every such column is named.
    """
    assessor = Assessor.of(table.schema, knowledge, renamed=renamed, ignored=ignored, intervals=intervals)
    return plain(assessor.assessed(table).table)


def _refuse_types(read: Sequence[Column], table_schema: pa.Schema) -> None:
    problems = list(_wrong_types(read, table_schema))
    if problems:
        raise RequestError(problems)


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
