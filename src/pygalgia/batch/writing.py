"""Answers as files: Parquet, Arrow, CSV and lines of JSON."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any

from pygalgia.batch.answers import plain, plain_schema
from pygalgia.batch.extra import extra
from pygalgia.batch.sources import Format

with extra():
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq
    from pyarrow import ipc

#: Writes one table after another.
Write = Callable[[pa.Table], None]
#: Between the words of one cell where a format has no lists.
SEPARATOR = ";"
#: What a spreadsheet takes for the beginning of a formula, and what begins so and is none.
_FORMULA = r"^\s*[-=+@]"
_PLAIN_NUMBER = r"^[-+]?\d+(\.\d+)?$"


def writer(file: IO[bytes], schema: pa.Schema, format_: Format) -> AbstractContextManager[Write]:
    """Give what writes tables of answers to an open file; what is written is whole when it ends."""
    making = {"parquet": _parquet, "arrow": _arrow, "csv": _csv, "ndjson": _ndjson}[format_]
    return making(file, schema)


@contextmanager
def _parquet(file: IO[bytes], schema: pa.Schema) -> Any:  # noqa: ANN401 - a generator of writers
    with pq.ParquetWriter(file, plain_schema(schema), compression="zstd", compression_level=1) as parquet:
        yield lambda table: parquet.write_table(table.cast(parquet.schema))


@contextmanager
def _arrow(file: IO[bytes], schema: pa.Schema) -> Any:  # noqa: ANN401 - a generator of writers
    options = ipc.IpcWriteOptions(compression="lz4", unify_dictionaries=True)
    with ipc.new_file(file, plain_schema(schema), options=options) as arrow:
        yield lambda table: arrow.write_table(plain(table))


@contextmanager
def _csv(file: IO[bytes], schema: pa.Schema) -> Any:  # noqa: ANN401 - a generator of writers
    with pacsv.CSVWriter(file, flat(schema.empty_table()).schema) as csv:
        yield lambda table: csv.write_table(flat(table))


@contextmanager
def _ndjson(file: IO[bytes], schema: pa.Schema) -> Any:  # noqa: ANN401, ARG001 - a generator of writers
    import msgspec

    encoder = msgspec.json.Encoder()
    yield lambda table: file.write(encoder.encode_lines(plain(table).to_pylist()))


def flat(table: pa.Table) -> pa.Table:
    """Return a table of answers with each list as one text."""
    told = plain(table)
    columns = [
        pc.binary_join(column, SEPARATOR) if pa.types.is_list(column.type) else column
        for column in told.columns
    ]
    return pa.table([_as_text(each) for each in columns], names=told.column_names)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a column that a spreadsheet shows and does not work out: `=1+1` gets an apostrophe, -2 stays."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return column
    works = pc.and_not(
        pc.match_substring_regex(column, _FORMULA), pc.match_substring_regex(column, _PLAIN_NUMBER)
    )
    return pc.if_else(works, pc.binary_join_element_wise("'", column, ""), column)


def write_part(path: Path, table: pa.Table) -> None:
    """Write a table for this program alone: quickly, and read back without loss."""
    options = ipc.IpcWriteOptions(compression="lz4")
    with pa.OSFile(str(path), "wb") as file, ipc.new_stream(file, table.schema, options=options) as arrow:
        arrow.write_table(table)


def read_part(path: Path) -> pa.Table:
    """Return a table that `write_part` wrote."""
    with pa.memory_map(str(path)) as file:
        return ipc.open_stream(file).read_all()
