"""Where rows come from: Parquet, Arrow, CSV and lines of JSON, one piece after another."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from pygalgia.batch.arrays import IndexArray
from pygalgia.batch.extra import extra
from pygalgia.batch.rows import Reject
from pygalgia.errors import Problem, RequestError
from pygalgia.reading import RefusedTextError, open_regular

with extra():
    import pyarrow as pa
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq
    from pyarrow import ipc

Format = Literal["parquet", "arrow", "csv", "ndjson"]
SUFFIXES: dict[str, Format] = {
    ".parquet": "parquet", ".pq": "parquet", ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow",
    ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson",
}  # fmt: skip
#: Rows read at once from a file that can be read in parts of any size.
READ_ROWS = 65_536
#: Bytes of text looked at at once: no row may be longer.
READ_BYTES = 16 << 20
#: A line of JSON that is longer is no case.
LONGEST_LINE = 1_000_000
LINE = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some rows of the input.

    Attributes:
        table: The rows; lines of JSON in one column, `line`.
        numbers: Their numbers in the input, from 1.
        rejects: Lines before or between them that are no rows at all.
    """

    table: pa.Table
    numbers: IndexArray
    rejects: tuple[Reject, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file, or the files of a folder in the order of their names.

    Attributes:
        rows: How many there are, where the files say so.
    """

    files: tuple[Path, ...]
    format: Format
    schema: pa.Schema
    rows: int | None = None
    _read: list[int] = field(default_factory=lambda: [0], repr=False)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.stat().st_size for file in self.files)

    @property
    def bytes_read(self) -> int:
        """Bytes of text read so far; 0 for files that know their rows."""
        return self._read[0]

    def pieces(self) -> Iterator[Piece]:
        """Yield the rows, piece by piece.

        Raises:
            RequestError: a file is damaged. What was yielded before is sound.
        """
        row = 0
        for file in self.files:
            try:
                for piece in self._of(file, row):
                    yield piece
                    row = int(piece.numbers[-1]) if piece.numbers.size else row
            except (pa.ArrowInvalid, pa.ArrowSerializationError, OSError) as error:
                raise RequestError([_damaged(file, error, after=row)]) from error

    def _of(self, file: Path, row: int) -> Iterator[Piece]:
        if self.format == "csv":
            yield from _csv(file, self.schema, row, self._read)
            return
        reading = {"parquet": _parquet, "arrow": _arrow, "ndjson": self._lines}[self.format]
        for table in reading(file):
            yield Piece(table=table, numbers=row + 1 + np.arange(table.num_rows))
            row += table.num_rows

    def _lines(self, file: Path) -> Iterator[pa.Table]:
        with file.open("rb") as text:
            while lines := text.readlines(READ_BYTES):
                self._read[0] += sum(map(len, lines))
                told = [_text(line) for line in lines if not line.isspace()]
                if told:
                    yield pa.table({LINE: pa.array(told, pa.large_string())})


def _text(line: bytes) -> str:
    if len(line) > LONGEST_LINE:
        return f'"a line of {len(line):,} bytes"'
    return line.decode("utf-8", "backslashreplace").strip()


def source(path: Path, format_: Format | None = None) -> Source:
    """Return the rows of a file, or of every file in a folder.

    Raises:
        RequestError: there are none, or what is there cannot be read; with every problem.
    """
    files = _files(path)
    formats = {format_ or SUFFIXES.get(file.suffix.lower()) for file in files}
    known = [each for each in formats if each is not None]
    if len(formats) != 1 or not known:
        raise RequestError([_no_format(path, formats)])
    schemas, problems = {}, []
    for file in files:
        try:
            schemas[file] = _schema(file, known[0])
        except RefusedTextError as error:
            problems.append(error.problem(str(file)))
        except (pa.ArrowInvalid, pa.ArrowSerializationError, OSError, UnicodeError, csv.Error) as error:
            problems.append(_damaged(file, error, after=0))
    first = next(iter(schemas.values()), None)
    problems += [
        _other_schema(file, each, first) for file, each in schemas.items() if first and not _same(each, first)
    ]
    if problems or first is None:
        raise RequestError(problems)
    return Source(files=files, format=known[0], schema=first, rows=_rows(files, known[0]))


def _files(path: Path) -> tuple[Path, ...]:
    if not path.is_dir():
        if not path.exists():
            raise RequestError(
                [
                    Problem(
                        where=str(path),
                        found="no such file",
                        expected="a table of cases",
                        fix="check the path",
                    )
                ]
            )
        return (path,)
    files = tuple(sorted(f for f in path.iterdir() if f.is_file() and not f.name.startswith((".", "_"))))
    if not files:
        raise RequestError(
            [
                Problem(
                    where=str(path),
                    found="an empty folder",
                    expected="files of one format",
                    fix="check the path",
                )
            ]
        )
    return files


def _nothing(path: Path, found: str, expected: str) -> Problem:
    return Problem(where=str(path), found=found, expected=expected, fix="check the path")


def _no_format(path: Path, formats: set[Format | None]) -> Problem:
    found = "files of several formats" if len(formats) > 1 else "a name that does not say its format"
    return Problem(
        where=str(path),
        found=found,
        expected=f"{', '.join(SUFFIXES)}, one of them for all files",
        fix="rename it, or state the format with --from",
    )


def _schema(file: Path, format_: Format) -> pa.Schema:
    open_regular(file).close()
    if format_ == "parquet":
        return pq.read_schema(file)
    if format_ == "arrow":
        with _opened(file) as reader:
            return reader.schema
    if format_ == "csv":
        return pa.schema([(name, pa.string()) for name in _header(_first_line(file))])
    return pa.schema([(LINE, pa.large_string())])


def _first_line(file: Path) -> str:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return text.readline(READ_BYTES)


def _delimiter(line: str) -> str:
    """Return what sets the names in a first line apart: a comma, or what other spreadsheets write."""
    return next((each for each in ",;\t" if each in line), ",")


def _header(line: str) -> list[str]:
    names = next(csv.reader([line], delimiter=_delimiter(line)), [])
    if not names:
        msg = "no line of column names"
        raise pa.ArrowInvalid(msg)
    return [name.strip() for name in names]


def _same(one: pa.Schema, other: pa.Schema) -> bool:
    return bool(one.remove_metadata().equals(other.remove_metadata()))


def _other_schema(file: Path, schema: pa.Schema, first: pa.Schema) -> Problem:
    own, others = (
        dict(zip(schema.names, schema.types, strict=True)),
        dict(zip(first.names, first.types, strict=True)),
    )
    names = list(dict.fromkeys([*others, *own]))
    differing = [name for name in names if own.get(name) != others.get(name)]
    shown = "; ".join(
        f"{name}: {own.get(name, 'missing')} instead of {others.get(name, 'nothing')}"
        for name in differing[:5]
    )
    return Problem(
        where=str(file),
        found=f"other columns than the first file ({shown or 'in another order'})",
        expected="the same columns and types in every file of a folder",
        fix="assess the files one by one, or write them anew with one schema",
    )


def _damaged(file: Path, error: Exception, *, after: int) -> Problem:
    where = str(file) if not after else f"{file}, after row {after}"
    if isinstance(error, UnicodeDecodeError) or "invalid UTF8" in str(error):
        return Problem(
            where=where, found="bytes that are no text in UTF-8", expected="text in UTF-8",
            fix="save it as UTF-8: spreadsheets offer it as a kind of CSV",
        )  # fmt: skip
    return Problem(
        where=where,
        found=f"what cannot be read: {str(error).splitlines()[0]}" if str(error) else "what cannot be read",
        expected="a whole file in the format that its name says",
        fix="get the file anew: it may have been cut off on its way",
    )


def _rows(files: tuple[Path, ...], format_: Format) -> int | None:
    if format_ == "parquet":
        return sum(int(pq.read_metadata(file).num_rows) for file in files)
    if format_ == "arrow":
        return sum(_arrow_rows(file) for file in files)
    return None


def _arrow_rows(file: Path) -> int:
    with _opened(file) as reader:
        if isinstance(reader, ipc.RecordBatchFileReader):
            return sum(reader.get_batch(n).num_rows for n in range(reader.num_record_batches))
        return sum(batch.num_rows for batch in reader)


def _parquet(file: Path) -> Iterator[pa.Table]:
    schema = pq.read_schema(file)
    words = [
        field.name
        for field in schema
        if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)
    ]
    with pq.ParquetFile(file, read_dictionary=words, memory_map=True) as parquet:
        for batch in parquet.iter_batches(batch_size=READ_ROWS):
            yield pa.Table.from_batches([batch])


def _opened(file: Path) -> ipc.RecordBatchFileReader | ipc.RecordBatchStreamReader:
    mapped = pa.memory_map(str(file))
    try:
        return ipc.open_file(mapped)
    except pa.ArrowInvalid:
        mapped.seek(0)
        return ipc.open_stream(mapped)


def _arrow(file: Path) -> Iterator[pa.Table]:
    with _opened(file) as reader:
        if isinstance(reader, ipc.RecordBatchFileReader):
            for place in range(reader.num_record_batches):
                yield pa.Table.from_batches([reader.get_batch(place)])
        else:
            for batch in reader:
                yield pa.Table.from_batches([batch])


def _csv(file: Path, schema: pa.Schema, row: int, read: list[int]) -> Iterator[Piece]:
    broken: list[Reject] = []

    def note(line: pacsv.InvalidRow) -> str:
        broken.append(Reject(row=row + line.number - 1, problems=(_ragged(line),)))
        return "skip"

    with file.open("rb") as raw:
        reader = pacsv.open_csv(
            raw,
            read_options=pacsv.ReadOptions(
                use_threads=False, block_size=READ_BYTES, column_names=schema.names, skip_rows=1
            ),
            parse_options=pacsv.ParseOptions(
                delimiter=_delimiter(_first_line(file)), invalid_row_handler=note, newlines_in_values=True
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(schema.names, pa.string()), strings_can_be_null=True
            ),
        )
        for batch in reader:
            here = [each for each in broken if each.row <= row + batch.num_rows + len(broken)]
            numbers = _numbers(row, batch.num_rows, {each.row for each in here})
            used = tuple(each for each in here if not numbers.size or each.row <= numbers[-1])
            broken = [each for each in broken if each not in used]
            row = int(numbers[-1]) if numbers.size else row
            read[0] = raw.tell()
            yield Piece(table=pa.Table.from_batches([batch]), numbers=numbers, rejects=used)
    if broken:
        yield Piece(table=schema.empty_table(), numbers=np.zeros(0, dtype=np.int64), rejects=tuple(broken))


def _numbers(row: int, rows: int, skipped: set[int]) -> IndexArray:
    """Return the numbers of the next rows, some of whose numbers belong to lines that are none."""
    candidates = row + 1 + np.arange(rows + len(skipped))
    return candidates[~np.isin(candidates, list(skipped))][:rows]


def _ragged(line: pacsv.InvalidRow) -> Problem:
    return Problem(
        where="the row",
        found=f"{line.actual_columns} cells",
        expected=f"{line.expected_columns} cells, one for each column",
        fix="quote cells that hold commas, and end no line early",
    )
