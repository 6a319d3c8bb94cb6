"""A frame of Spark assessed by its workers, each with the driver's own knowledge."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from pygalgia.assessing import Knowledge, load
from pygalgia.batch.answers import plain_schema
from pygalgia.batch.columns import Column, Renamed
from pygalgia.batch.table import Assessor
from pygalgia.errors import Problem, RequestError
from pygalgia.spark.extra import extra
from pygalgia.spark.worker import Sent, answered, sent

if TYPE_CHECKING:
    from pyspark import Broadcast
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

#: What Spark calls with the batches of a part.
Work = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def assess(
    frame: "DataFrame",
    knowledge: Knowledge | None = None,
    *,
    renamed: Mapping[str, Renamed] | None = None,
    ignored: Iterable[str] = (),
    keep: Sequence[str] = (),
    only: Sequence[str] = (),
    intervals: bool = False,
) -> "DataFrame":
    """Return the answers to every case, as a frame that Spark works out when it is asked for.

    The knowledge goes to each worker once. Rows of Spark have no order, so that each must have an id.
    A worker with another version of pygalgia refuses to work: answers of two are never mixed.

    Args:
        frame: One case a row.
        knowledge: What to assess with; what ships with the driver's package where none is given.
        renamed: The frame's own names to ours.
        ignored: Columns to pass over.
        keep: Columns to carry along, before the answers; they are passed over as well.
        only: The columns of the answers to give, all where none is named. Spark takes lists of words apart
            row by row: without `flags_open` it has much less to do.
        intervals: Whether to draw the intervals of the leading causes.

    Raises:
        RequestError: a column cannot be used or given, or none is the id; every such column is named.
            Or pyspark is not installed.
    """
    with extra():
        from pyspark.sql.pandas.types import to_arrow_schema
    knowledge = knowledge or load()
    schema = to_arrow_schema(frame.schema)
    assessor = Assessor.of(schema, knowledge, renamed=renamed, ignored=(*ignored, *keep), intervals=intervals)
    _refuse_nameless(assessor.columns)
    _refuse_missing("keep", keep, schema)
    _refuse_missing("only", only, assessor.schema)
    broadcast = frame.sparkSession.sparkContext.broadcast(
        sent(knowledge, assessor.columns, intervals=intervals, only=only)
    )
    told = plain_schema(assessor.schema)
    out = _schema(frame, keep, pa.schema([told.field(name) for name in only or told.names]))
    names = tuple(dict.fromkeys([*keep, *(column.name for column in assessor.columns)]))
    return _numbered(frame, names).mapInArrow(_mapped(broadcast, names, tuple(keep)), out)


def _numbered(frame: "DataFrame", names: Sequence[str]) -> "DataFrame":
    """Return these columns alone, under names without a dot: to Spark that is a field of a struct."""
    from pyspark.sql.functions import col

    quoted = [name.replace("`", "``") for name in names]
    return frame.select([col(f"`{name}`").alias(f"c{place}") for place, name in enumerate(quoted)])


def _mapped(broadcast: "Broadcast[Sent]", names: tuple[str, ...], keep: tuple[str, ...]) -> Work:
    def work(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        named = (pa.RecordBatch.from_arrays(batch.columns, names=names) for batch in batches)
        yield from answered(named, broadcast.value, keep)

    return work


def _schema(frame: "DataFrame", keep: Sequence[str], answers: pa.Schema) -> "StructType":
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

    kept = [frame.schema[name] for name in keep]
    return StructType([*kept, *from_arrow_schema(answers.remove_metadata()).fields])


def _refuse_nameless(columns: Sequence[Column]) -> None:
    if not any(each.person == "id" for each in columns):
        problem = Problem(
            where="the frame",
            found="no column `id`",
            expected="one: rows of Spark have no order, and an answer without a name belongs to nobody",
            fix="add one, for example with monotonically_increasing_id(), cast to a string",
        )
        raise RequestError([problem])


def _refuse_missing(where: str, named: Sequence[str], schema: pa.Schema) -> None:
    lacking = [name for name in named if name not in schema.names]
    if lacking:
        problem = Problem(
            where=where, found=", ".join(map(repr, lacking)),
            expected="columns of the frame" if where == "keep" else "columns of the answers",
            fix=f"name some of {', '.join(schema.names[:30])}",
        )  # fmt: skip
        raise RequestError([problem])
