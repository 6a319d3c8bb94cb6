"""Polars frames assessed through the same Arrow columns.

import pygalgia.batch.frames

frame.pygalgia.assess()                         # a frame of answers
frame.select(pygalgia.batch.frames.assess())    # the same as one column of structs, in any expression
"""

from collections.abc import Iterable, Sequence

from pygalgia.assessing import Knowledge, load
from pygalgia.batch.answers import plain_schema, schema
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.extra import extra
from pygalgia.batch.table import Assessor, assess_table

with extra():
    import polars as pl
    import pyarrow as pa


@pl.api.register_dataframe_namespace("pygalgia")
class Cases:
    """A frame of cases, one a row; the columns are those of `assess_table`."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def assess(
        self, knowledge: Knowledge | None = None, *, ignored: Iterable[str] = (), intervals: bool = False
    ) -> pl.DataFrame:
        """Return the answers, one row for each row; `load()` is the knowledge where none is given.

        Raises:
            RequestError: a column cannot be used; every such column is named.
        """
        told = assess_table(self._frame.to_arrow(), knowledge, ignored=ignored, intervals=intervals)
        return _frame(told)


def assess(
    columns: str | Sequence[str] = "*", knowledge: Knowledge | None = None, *, intervals: bool = False
) -> pl.Expr:
    """Return an expression: the answers of each row, as one column of structs named `assessment`.

    Args:
        columns: The columns that say something of a case; all of them by default.
        knowledge: What to assess with; `load()` where none is given.
        intervals: Whether to draw the intervals of the leading causes.
    """
    compiled = Compiled(knowledge=knowledge or load())
    kind = pl.Struct(_frame(plain_schema(schema(compiled, intervals=intervals)).empty_table()).schema)

    def answered(rows: pl.Series) -> pl.Series:
        table = rows.struct.unnest().to_arrow()
        told = Assessor.of(table.schema, compiled, intervals=intervals).assessed(table).table
        return _frame(told.cast(plain_schema(told.schema))).to_struct("assessment")

    chosen = pl.all() if columns == "*" else pl.col(columns)
    return pl.struct(chosen).map_batches(answered, return_dtype=kind).alias("assessment")


def _frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a table Polars makes a frame
    return frame
