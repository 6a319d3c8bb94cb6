"""What runs on a worker: it knows no Spark, so that it is tested without one."""

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from pygalgia import version
from pygalgia.assessing import Knowledge
from pygalgia.batch.answers import plain
from pygalgia.batch.columns import Column
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.table import Assessor
from pygalgia.errors import Problem, RequestError


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the driver sends to every worker, once.

    Attributes:
        version: Of the driver's pygalgia.
        knowledge_sha256: Of its knowledge.
        knowledge: The knowledge, pickled; not opened before the version was seen to be ours.
        columns: What each column of the frame says, pickled.
        only: The columns of the answers to give; all where none is named.
    """

    version: str
    knowledge_sha256: str
    knowledge: bytes
    columns: bytes
    intervals: bool
    only: tuple[str, ...] = ()


def sent(
    knowledge: Knowledge, columns: Sequence[Column], *, intervals: bool, only: Sequence[str] = ()
) -> Sent:
    """Return what workers need to assess as the driver would."""
    return Sent(
        version=version.VERSION,
        knowledge_sha256=knowledge.base.sha256,
        knowledge=pickle.dumps(Knowledge(base=knowledge.base, mix=knowledge.mix)),
        columns=pickle.dumps(tuple(columns)),
        intervals=intervals,
        only=tuple(only),
    )


def answered(
    batches: Iterator[pa.RecordBatch], told: Sent, keep: Sequence[str] = ()
) -> Iterator[pa.RecordBatch]:
    """Yield the answers to batches of cases, after the columns to keep.

    Raises:
        RequestError: the driver has another version.
    """
    _refuse_other(told)
    assessor = _assessor(told.knowledge_sha256, _Whole(told))
    for batch in batches:
        table = pa.Table.from_batches([batch])
        told_of = assessor.assessed(table).table
        answers = plain(told_of.select(told.only or told_of.column_names)).replace_schema_metadata()
        kept = [table.column(name) for name in keep]
        whole = pa.Table.from_arrays([*kept, *answers.columns], names=[*keep, *answers.column_names])
        yield from whole.combine_chunks().to_batches()


class _Whole:
    """What was sent, compared by what was compiled of it: a worker compiles each knowledge once."""

    def __init__(self, told: Sent) -> None:
        self.told = told

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Whole) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    @property
    def _key(self) -> tuple[bytes, bool]:
        return self.told.columns, self.told.intervals


@lru_cache(2)
def _compiled(knowledge_sha256: str, knowledge: bytes) -> Compiled:  # noqa: ARG001 - the hash is the quick key
    # It comes from the driver, which runs its code here anyway.
    return Compiled(knowledge=pickle.loads(knowledge))  # noqa: S301


@lru_cache(4)
def _assessor(knowledge_sha256: str, whole: _Whole) -> Assessor:
    told = whole.told
    return Assessor(
        compiled=_compiled(knowledge_sha256, told.knowledge),
        columns=pickle.loads(told.columns),  # noqa: S301 - from the driver, as above
        intervals=told.intervals,
    )


def _refuse_other(told: Sent) -> None:
    if told.version != version.VERSION:
        problem = Problem(
            where="a worker",
            found=f"pygalgia {version.VERSION}, while the driver has {told.version}",
            expected="the same version everywhere: answers of two are never mixed",
            fix=f'on every worker: pip install "pygalgia[batch]=={told.version}"',
        )
        raise RequestError([problem])
