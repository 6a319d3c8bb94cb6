"""Assess a table of cases: whole columns at once, and one by one whatever rows need it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pygalgia.assessing import Knowledge
from pygalgia.batch.answers import answers, refused, schema
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
        tables, rejects = [], list[Reject]()
        for start in range(0, table.num_rows, BLOCK):
            done = self._block(table.slice(start, BLOCK), first + start)
            tables.append(done.table)
            rejects += done.rejects
        whole = pa.concat_tables(tables) if tables else self.schema.empty_table()
        return Assessed(table=whole, rejects=tuple(rejects))

    def _block(self, table: pa.Table, first: int) -> Assessed:
        read = self._reader.read(table)
        ids = self._ids(table, first)
        result = judged(read.block, self.compiled)
        doubtful = np.flatnonzero(read.suspect | result.contradicts | result.is_impossible)
        told = self._answers(result, ids)
        if not doubtful.size:
            return Assessed(table=told, rejects=())
        return self._again(table, doubtful.tolist(), told, first)

    def _again(self, table: pa.Table, doubtful: list[int], told: pa.Table, first: int) -> Assessed:
        """Return the answers with those to some rows worked out one by one, as a case file is read."""
        rows = table.take(pa.array(doubtful)).to_pylist()
        cases, places, rejects = list[Case](), list[int](), list[Reject]()
        for place, cells in zip(doubtful, rows, strict=True):
            try:
                cases.append(
                    case_of(cells, self.columns, self.compiled.knowledge.vocabulary, row=first + place)
                )
                places.append(place)
            except CaseError as error:
                rejects.append(Reject(row=first + place, problems=error.problems))
        judged_rows, refusals = self.cases(cases, rows=[first + place for place in places])
        rejects = sorted([*rejects, *refusals], key=lambda each: each.row)
        names = told.column("id").to_pylist()
        bad = refused(
            [names[each.row - first] for each in rejects],
            [" ".join(str(problem) for problem in each.problems) for each in rejects],
            self.compiled,
            intervals=self.intervals,
        )
        kept = [place for place in range(table.num_rows) if place not in set(doubtful)]
        refused_rows = {each.row for each in rejects}
        order = [
            *kept,
            *(p for p in places if first + p not in refused_rows),
            *(r.row - first for r in rejects),
        ]
        together = pa.concat_tables([told.take(pa.array(kept, pa.int64())), judged_rows, bad])
        return Assessed(table=together.take(pa.array(np.argsort(order))), rejects=tuple(rejects))

    def cases(self, cases: Sequence[Case], *, rows: Sequence[int]) -> tuple[pa.Table, list[Reject]]:
        """Return the answers to cases, and those for whom no condition is possible at all.

        Args:
            cases: Cases read one by one.
            rows: Their numbers in the input.
        """
        if not cases:
            return self.schema.empty_table(), []
        block = block_of(cases, self.compiled.knowledge.base.findings)
        result = judged(block, self.compiled)
        told = self._answers(result, pa.array([each.id for each in cases], pa.string()))
        impossible = result.is_impossible
        rejects = [
            Reject(row=rows[place], problems=(_NOBODY,)) for place in np.flatnonzero(impossible).tolist()
        ]
        return told.filter(pa.array(~impossible)), rejects

    def _answers(self, result: Judged, ids: pa.Array) -> pa.Table:
        return answers(result, ids, self.compiled)

    def _ids(self, table: pa.Table, first: int) -> pa.Array:
        column = next((each for each in self.columns if each.person == "id"), None)
        numbered = pa.array([f"row-{first + place}" for place in range(table.num_rows)])
        if column is None:
            return numbered
        given = table.column(column.name).cast(pa.string())
        whole = given.combine_chunks() if isinstance(given, pa.ChunkedArray) else given
        return pa.compute.coalesce(whole, numbered)


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
    return assessor.assessed(table).table


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
