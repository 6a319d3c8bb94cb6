"""A whole file or folder of cases, assessed in parts that survive the end of the process.

Each part of the input is assessed, written beside the output with what was refused, and marked as done. What
is done is not done again: after a kill, `resume` goes on with the parts that have no mark. The output is put
together from the parts, each once and in order, and takes its name only when it is whole.
"""

import errno
import os
import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec
import numpy as np

from pygalgia.batch.arrays import IndexArray
from pygalgia.batch.extra import extra
from pygalgia.batch.rows import Reject
from pygalgia.batch.sources import LINE, Format, Piece, Source
from pygalgia.batch.table import Assessed, Assessor
from pygalgia.batch.writing import read_part, write_part, writer
from pygalgia.errors import Problem, RequestError
from pygalgia.intake.given import LONGEST_ID
from pygalgia.version import VERSION
from pygalgia.writing import whole_file

with extra():
    import pyarrow as pa

#: Rows of a part.
PART_ROWS = 32_768
#: Told of the rows that are done, all in all.
Told = Callable[["Counts"], None]


@dataclass(slots=True)
class Counts:
    """What was done so far.

    Attributes:
        rows: Rows of the input.
        rejected: Those of them that could not be assessed.
        by_urgency: Level to how many people have it.
        resumed: Rows that an earlier run had done.
    """

    rows: int = 0
    rejected: int = 0
    by_urgency: Counter[str] = field(default_factory=Counter)
    resumed: int = 0


class _Mark(msgspec.Struct, forbid_unknown_fields=True):
    """A part that is done."""

    rows: int
    rejected: int
    by_urgency: dict[str, int]


class _Job(msgspec.Struct, forbid_unknown_fields=True):
    """What the parts belong to: another input, knowledge or version must not be mixed with them."""

    files: list[tuple[str, int, int]]
    columns: str
    format: str
    version: str
    knowledge_sha256: str
    case_mix: str
    intervals: bool
    part_rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    number: int
    table: pa.Table
    numbers: IndexArray
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run from a source to a file.

    Attributes:
        out: The file to write.
        rejects: The file of rows that could not be assessed, as lines of JSON.
        jobs: Parts assessed at once.
    """

    source: Source
    assessor: Assessor
    out: Path
    format: Format
    rejects: Path
    jobs: int = 2
    part_rows: int = PART_ROWS

    @property
    def folder(self) -> Path:
        """Where the parts are kept until all are done."""
        return self.out.with_name(f"{self.out.name}.parts")

    def start(self, *, resume: bool = False, overwrite: bool = False) -> None:
        """Refuse what would overwrite or mix, and prepare the folder of parts.

        Raises:
            RequestError: the output or an unfinished run stands there, or belongs to something else.
        """
        self._refuse_places()
        existing = [each for each in (self.out, self.rejects) if each.exists()]
        if existing and not overwrite and not (resume and self.folder.exists()):
            raise RequestError([_exists(each) for each in existing])
        if self.folder.exists() and not resume:
            if not overwrite:
                raise RequestError([_unfinished(self.folder)])
            shutil.rmtree(self.folder)
        job = self._job()
        told = self.folder / "job.json"
        if told.exists():
            _refuse_other(msgspec.json.decode(told.read_bytes(), type=_Job), job, self.folder)
            return
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with whole_file(told) as file:
            file.write(msgspec.json.encode(job))

    def _refuse_places(self) -> None:
        """Refuse to replace what is no file, and what is read."""
        problems = [
            _no_file(each) for each in (self.out, self.rejects) if each.exists() and not each.is_file()
        ]
        read = {file.resolve() for file in self.source.files}
        problems += [_is_read(each) for each in (self.out, self.rejects) if each.resolve() in read]
        if self.out.resolve() == self.rejects.resolve():
            problems.append(_twice(self.out))
        if problems:
            raise RequestError(problems)

    def finish(self, told: Told = lambda _: None) -> Counts:
        """Assess every part that is not done, and put the output together.

        Args:
            told: Told what is done after every part.

        Raises:
            RequestError: the input is damaged, or there is no room: what is done is kept for `resume`.
        """
        try:
            counts = self._written(told)
        except OSError as error:
            raise RequestError([_no_room(self.out, error)]) from error
        shutil.rmtree(self.folder)
        return counts

    def _written(self, told: Told) -> Counts:
        counts = Counts()
        with ExitStack() as stack:
            out, refused = (stack.enter_context(_private(self.folder / name)) for name in ("out", "refused"))
            write = stack.enter_context(writer(out, self.assessor.schema, self.format))
            for part, was_done in self._done():
                write(read_part(self._file(part, "arrow")))
                refused.write(self._file(part, "rejects").read_bytes())
                mark = msgspec.json.decode(self._file(part, "done").read_bytes(), type=_Mark)
                counts.rows += mark.rows
                counts.rejected += mark.rejected
                counts.by_urgency.update(mark.by_urgency)
                counts.resumed += mark.rows if was_done else 0
                told(counts)
        if counts.rejected:
            shutil.move(self.folder / "refused", self.rejects)
        else:
            self.rejects.unlink(missing_ok=True)
        (self.folder / "out").replace(os.path.realpath(self.out))
        return counts

    def _done(self) -> Iterator[tuple[int, bool]]:
        """Yield every part once it is done, in order, and whether an earlier run did it."""
        waiting: deque[tuple[int, Future[None] | None]] = deque()
        with ThreadPoolExecutor(self.jobs) as pool:
            try:
                for part in parts(self.source.pieces(), self.part_rows):
                    is_done = self._file(part.number, "done").exists()
                    waiting.append((part.number, None if is_done else pool.submit(self._assess, part)))
                    while len(waiting) > self.jobs + 1:
                        yield self._waited(*waiting.popleft())
                while waiting:
                    yield self._waited(*waiting.popleft())
            finally:
                pool.shutdown(cancel_futures=True)

    @staticmethod
    def _waited(number: int, future: Future[None] | None) -> tuple[int, bool]:
        if future is not None:
            future.result()
        return number, future is None

    def _assess(self, part: _Part) -> None:
        done = assessed(part, self.assessor)
        rejects = sorted([*part.rejects, *done.rejects], key=lambda each: each.row)
        write_part(self._file(part.number, "arrow"), done.table)
        with whole_file(self._file(part.number, "rejects")) as file:
            file.write(b"".join(line for each in rejects for line in reject_lines(each)))
        levels = Counter(each for each in done.table.column("urgency").to_pylist() if each is not None)
        mark = _Mark(
            rows=part.table.num_rows + len(part.rejects), rejected=len(rejects), by_urgency=dict(levels)
        )
        with whole_file(self._file(part.number, "done")) as file:
            file.write(msgspec.json.encode(mark))

    def _file(self, part: int, kind: str) -> Path:
        return self.folder / f"{part:08d}.{kind}"

    def _job(self) -> _Job:
        knowledge = self.assessor.compiled.knowledge
        stats = [(str(file.resolve()), file.stat()) for file in self.source.files]
        return _Job(
            files=[(name, stat.st_size, stat.st_mtime_ns) for name, stat in stats],
            columns=repr(
                [(each.name, each.key, each.unit, dict(each.values)) for each in self.assessor.columns]
            ),
            format=self.format,
            version=VERSION,
            knowledge_sha256=knowledge.base.sha256,
            case_mix=knowledge.case_mix.id,
            intervals=self.assessor.intervals,
            part_rows=self.part_rows,
        )


def parts(pieces: Iterator[Piece], rows: int) -> Iterator[_Part]:
    """Yield the rows of all pieces in parts of this many, so that a part is the same in every run."""
    number, waiting = 0, list[Piece]()
    for piece in pieces:
        waiting.append(piece)
        while sum(each.table.num_rows for each in waiting) >= rows:
            part, rest = _cut(waiting, rows, number)
            yield part
            waiting, number = [rest], number + 1
    if waiting and (number == 0 or any(each.table.num_rows or each.rejects for each in waiting)):
        yield _cut(waiting, rows, number)[0]


def _cut(pieces: list[Piece], rows: int, number: int) -> tuple[_Part, Piece]:
    table = pa.concat_tables([each.table for each in pieces], promote_options="permissive")
    numbers = np.concatenate([each.numbers for each in pieces])
    last = numbers[rows - 1] if numbers.size > rows else np.iinfo(np.int64).max
    rejects = tuple(reject for each in pieces for reject in each.rejects)
    part = _Part(
        number=number,
        table=table.slice(0, rows),
        numbers=numbers[:rows],
        rejects=tuple(each for each in rejects if each.row <= last),
    )
    left = tuple(each for each in rejects if each.row > last)
    return part, Piece(table=table.slice(rows), numbers=numbers[rows:], rejects=left)


def assessed(part: _Part | Piece, assessor: Assessor) -> Assessed:
    """Return the answers to a part of the input, of columns or of lines."""
    if part.table.column_names == [LINE]:
        return assessor.lines(part.table.column(LINE).to_pylist(), part.numbers)
    return assessor.assessed(part.table, part.numbers)


def reject_lines(reject: Reject) -> Iterator[bytes]:
    """Yield one line of JSON for each thing that is wrong with a row."""
    for problem in reject.problems:
        told = {
            "row": reject.row, "id": reject.id[:LONGEST_ID], "where": problem.where, "found": problem.found,
            "expected": problem.expected, "fix": problem.fix,
        }  # fmt: skip
        yield msgspec.json.encode(told) + b"\n"


def _private(path: Path) -> IO[bytes]:
    """Return a file to write that only its owner can read: it may be health data."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def _exists(path: Path) -> Problem:
    return Problem(
        where=str(path), found="a file that is there already", expected="a new name",
        fix="name another with --out, or --overwrite it",
    )  # fmt: skip


def _no_file(path: Path) -> Problem:
    return Problem(
        where=str(path), found="a folder, device or pipe, which is not replaced",
        expected="the name of a file", fix="name another; - for standard output",
    )  # fmt: skip


def _is_read(path: Path) -> Problem:
    return Problem(
        where=str(path), found="a file of the input", expected="another name than what is read",
        fix="name another",
    )  # fmt: skip


def _twice(path: Path) -> Problem:
    return Problem(
        where=str(path), found="one name for answers and for what was refused", expected="two names",
        fix="name another with --rejects",
    )  # fmt: skip


def _unfinished(folder: Path) -> Problem:
    return Problem(
        where=str(folder), found="the parts of a run that did not end",
        expected="to be told what to do with it",
        fix="--resume goes on with it, --overwrite begins anew",
    )  # fmt: skip


def _refuse_other(before: _Job, now: _Job, folder: Path) -> None:
    differing = [name for name in now.__struct_fields__ if getattr(before, name) != getattr(now, name)]
    if differing:
        problem = Problem(
            where=str(folder),
            found=f"a run with another {', '.join(differing)}",
            expected="the same input, columns, format, knowledge and version as before",
            fix="--overwrite begins anew",
        )
        raise RequestError([problem])


def _no_room(out: Path, error: OSError) -> Problem:
    is_full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return Problem(
        where=str(error.filename or out),
        found="no space left" if is_full else error.strerror or os.strerror(error.errno or 0),
        expected="room for the output, and as much again while it is made",
        fix="make room, and go on with --resume" if is_full else "check the folder; --resume goes on",
    )
