"""`pygalgia batch`: assess a table of very many cases."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.writing import whole_file

if TYPE_CHECKING:
    from pygalgia import Knowledge
    from pygalgia.batch.run import Counts, Run
    from pygalgia.batch.sources import Format, Source
    from pygalgia.batch.table import Assessor
    from pygalgia.records.bulk import BundleReader

#: A bulk export of FHIR: lines of single resources, gathered by person.
RECORDS = "fhir"
FORMATS: "tuple[Format, ...]" = ("parquet", "arrow", "csv", "ndjson")


def batch(  # noqa: PLR0913 - each is an option of the command line
    table: Annotated[
        Path,
        typer.Argument(metavar="IN", help="Parquet, Arrow or Feather, CSV, NDJSON, or a folder of these."),
    ],
    *,
    out: Annotated[Path, typer.Option(help="The file to write; - for standard output.")],
    from_: Annotated[
        str, typer.Option("--from", help="Format of IN, where its name does not say; fhir: a bulk export.")
    ] = "",
    to: Annotated[str, typer.Option(help="Format of OUT, where its name does not say.")] = "",
    columns: Annotated[
        Path | None, typer.Option(help="A file that says what the table's own columns mean.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="A column to pass over; may be repeated.")] = None,
    intervals: Annotated[bool, typer.Option("--intervals", help="Draw 95 % intervals too.")] = False,
    case_mix: Annotated[str, typer.Option(help="The population that probabilities assume.")] = "",
    rejects: Annotated[
        Path | None, typer.Option(help="File of the rows that are no cases [default: OUT.rejects.ndjson].")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="Parts assessed at once.")] = 2,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that did not end.")] = False,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace what stands at OUT.")] = False,
) -> None:
    """Assess every row of a table: urgency, flags, causes. Exit code 2 where a row could not be assessed."""
    from pygalgia.batch.extra import require

    require("numba", "pyarrow")
    import pygalgia
    from pygalgia.batch.mapping import Mapped, read_mapping
    from pygalgia.batch.run import Run
    from pygalgia.batch.sources import source
    from pygalgia.batch.table import Assessor

    gathered = out.with_name(f"{out.name}.bundles.ndjson")
    if from_ == RECORDS:
        _gather(table, gathered, resume=resume)
    rows = source(
        gathered if from_ == RECORDS else table, None if from_ == RECORDS else _format(from_, "--from")
    )
    mapped = read_mapping(columns) if columns is not None else Mapped()
    knowledge = pygalgia.load()
    assessor = Assessor.of(
        rows.schema,
        knowledge.with_mix(case_mix) if case_mix else knowledge,
        renamed=mapped.renamed,
        ignored=(*mapped.ignored, *(ignore or ())),
        intervals=intervals,
    )
    if from_ == RECORDS:
        assessor = replace(assessor, reads=_record_reader(knowledge))
    if str(out) == "-":
        _stream(rows, assessor, _format(to, "--to") or "ndjson")
        return
    run = Run(
        source=rows,
        assessor=assessor,
        out=out,
        format=_format(to, "--to") or _of_name(out),
        rejects=rejects or out.with_name(f"{out.name}.rejects.ndjson"),
        jobs=jobs,
    )
    run.start(resume=resume, overwrite=overwrite)
    began = time.monotonic()
    with _shown(rows) as told:
        counts = run.finish(told)
    _print(counts, run, time.monotonic() - began)
    gathered.unlink(missing_ok=True)
    if counts.rejected:
        raise typer.Exit(2)


def _gather(export: Path, gathered: Path, *, resume: bool) -> None:
    """Write each person's resources as one line; what an earlier run gathered is taken as it is."""
    from pygalgia.batch.sources import source
    from pygalgia.records.bulk import bundles

    if resume and gathered.exists():
        return
    files = source(export, "ndjson").files
    with whole_file(gathered) as lines:
        for each in bundles(files, gathered.with_suffix(".sorting")):
            lines.write(each.encode() + b"\n")


def _record_reader(knowledge: "Knowledge") -> "BundleReader":
    from pygalgia.records import RecordReader, load_codes
    from pygalgia.records.bulk import BundleReader

    reader = RecordReader(knowledge, load_codes(knowledge.base))
    return BundleReader(records=reader, today=datetime.now(UTC).date())


def _format(name: str, option: str) -> "Format | None":
    from pygalgia.errors import Problem, RequestError

    if not name:
        return None
    for known in FORMATS:
        if name == known:
            return known
    raise RequestError(
        [Problem(where=option, found=repr(name), expected=f"one of {', '.join(FORMATS)}", fix="choose one")]
    )


def _of_name(out: Path) -> "Format":
    from pygalgia.batch.sources import SUFFIXES
    from pygalgia.errors import Problem, RequestError

    known = SUFFIXES.get(out.suffix.lower())
    if known is None:
        problem = Problem(
            where=f"--out {out}",
            found="a name that does not say its format",
            expected=f"one of {', '.join(SUFFIXES)}",
            fix="rename it, or state the format with --to",
        )
        raise RequestError([problem])
    return known


def _stream(rows: "Source", assessor: "Assessor", format_: "Format") -> None:
    """Write answers to standard output as they come: nothing is kept, so nothing can be resumed."""
    from pygalgia.batch.run import assessed
    from pygalgia.batch.writing import writer

    rejected = 0
    with writer(sys.stdout.buffer, assessor.schema, format_) as write:
        for piece in rows.pieces():
            done = assessed(piece, assessor)
            rejected += len(done.rejects) + len(piece.rejects)
            write(done.table)
    if rejected:
        typer.echo(f"{rejected:,} rows could not be assessed: their `problem` says why.", err=True)
        raise typer.Exit(2)


@contextmanager
def _shown(rows: "Source") -> "Iterator[Callable[[Counts], None]]":
    """Show how far it is, how fast and how long it will take, where somebody is looking."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    shown = (
        TextColumn("{task.completed:>13,.0f} rows"),
        BarColumn(),
        TextColumn("{task.fields[rate]:>9,.0f} rows/s"),
        TimeRemainingColumn(),
    )
    began = time.monotonic()
    with Progress(*shown, console=console) as bar:
        task = bar.add_task("", total=rows.rows, rate=0.0)

        def told(counts: "Counts") -> None:
            rate = (counts.rows - counts.resumed) / max(time.monotonic() - began, 1e-9)
            # Of text only the bytes are known: what is read tells how many rows there may be.
            total = rows.rows or (counts.rows * rows.size / rows.bytes_read if rows.bytes_read else None)
            bar.update(task, completed=counts.rows, total=total, rate=rate)

        yield told


def _print(counts: "Counts", run: "Run", seconds: float) -> None:
    from pygalgia.domain.urgency import Urgency

    done = counts.rows - counts.resumed
    typer.echo(f"{counts.rows:,} rows, {counts.rejected:,} of them could not be assessed.")
    for level in reversed(Urgency):
        typer.echo(f"  {level.id:<18}{counts.by_urgency.get(level.id, 0):>13,}")
    if counts.resumed:
        typer.echo(f"{counts.resumed:,} rows were done before.")
    typer.echo(f"{done:,} rows in {seconds:.1f} s, {done / max(seconds, 1e-9):,.0f} a second.")
    typer.echo(f"Written: {run.out}")
    if counts.rejected:
        typer.echo(f"What is wrong with the rest: {run.rejects}")
