"""A simulated cohort as a Parquet file, written row group by row group: memory does not grow with it.

Imported only where a cohort is written: it needs pyarrow.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pygalgia import __version__, assessing
from pygalgia.domain.condition import SETTINGS
from pygalgia.errors import Problem, RequestError
from pygalgia.evaluation.comparators.systems import without_mechanisms
from pygalgia.evaluation.extra import extra
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.studies.simulated.asking import SEXES, UNKNOWN, Patients
from pygalgia.evaluation.studies.simulated.design import design
from pygalgia.evaluation.studies.simulated.patients import Source
from pygalgia.evaluation.studies.simulated.study import blocks, cohort, drawn_world, tally
from pygalgia.evaluation.studies.simulated.tally import Tally

with extra():
    import pyarrow as pa
    import pyarrow.parquet as pq

SCHEMA = "pygalgia/cohort/1"
#: Patients in a row group: few enough for memory, many enough for compression.
ROW_GROUP = 25_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortResult:
    """What was written, and how the model does on it.

    Attributes:
        own: Metrics of the model.
        naive: Metrics of naive Bayes over the same beliefs.
        known: Mean number of findings known of a patient.
    """

    patients: int
    own: Tally
    naive: Tally
    known: float


def write_cohort(
    knowledge: assessing.Knowledge, number: int, path: Path, *, seed: int = 0, progress: Progress = silent
) -> CohortResult:
    """Draw patients from the model with its uncertainty, write them, and measure calibration on them.

    Nothing stands under the final name before all of it is written.

    Args:
        knowledge: Whose beliefs are drawn.
        number: Patients, at least 1.
        path: The file to write.
        seed: The same seed gives the same file.
        progress: Told of every block of patients.

    Raises:
        RequestError: the file cannot be written.
    """
    source = Source(knowledge=knowledge, design=design())
    schema = _schema(source, seed)
    own, naive = Tally(), Tally()
    plain = without_mechanisms(knowledge.model)
    partial = path.with_name(path.name + ".partial")
    known, written, waiting = 0, 0, list[pa.Table]()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with pq.ParquetWriter(partial, schema, compression="zstd") as writer:
            drawn = cohort(source, number, drawn_world, seed=seed)
            for world, patients in enumerate(progress(drawn, "Drawing patients", len(blocks(number)))):
                tally(own, source, patients, knowledge.model)
                tally(naive, source, patients, plain)
                known += int((patients.states != UNKNOWN).sum())
                waiting.append(_table(source, patients, schema, world=world, first=written))
                written += patients.condition.size
                if sum(table.num_rows for table in waiting) >= ROW_GROUP:
                    _flush(writer, waiting)
            _flush(writer, waiting)
        partial.replace(path)
    except OSError as error:
        problem = Problem(
            where=str(path),
            found=f"a file that cannot be written ({error.strerror or error})",
            expected="room and permission for a Parquet file",
            fix="name another with --out FILE",
        )
        raise RequestError([problem]) from error
    finally:
        with suppress(OSError):
            partial.unlink()
    return CohortResult(patients=written, own=own, naive=naive, known=known / written)


def _flush(writer: pq.ParquetWriter, waiting: list[pa.Table]) -> None:
    if waiting:
        writer.write_table(pa.concat_tables(waiting))
        waiting.clear()


def _schema(source: Source, seed: int) -> pa.Schema:
    word = pa.dictionary(pa.int8(), pa.string())
    fields = [
        pa.field("id", pa.string()),
        pa.field("world", pa.int32()),
        pa.field("age_years", pa.int16()),
        pa.field("sex", word),
        pa.field("setting", word),
        pa.field("condition", pa.dictionary(pa.int16(), pa.string())),
        *(pa.field(finding.id, word) for finding in source.findings),
    ]
    told = {
        "schema": SCHEMA,
        "simulated": "true: no real person is in this file",
        "version": __version__,
        "knowledge_sha256": source.knowledge.base.sha256,
        "seed": str(seed),
    }
    return pa.schema(fields, metadata=told)


def _table(source: Source, patients: Patients, schema: pa.Schema, *, world: int, first: int) -> pa.Table:
    number = patients.condition.size
    columns = [
        pa.array([f"s{row}" for row in range(first, first + number)]),
        pa.array(np.full(number, world, dtype=np.int32)),
        pa.array(patients.age_years),
        pa.DictionaryArray.from_arrays(pa.array(patients.sex), list(SEXES)),
        pa.DictionaryArray.from_arrays(pa.array(patients.setting), list(SETTINGS)),
        pa.DictionaryArray.from_arrays(
            pa.array(patients.condition.astype(np.int16)), list(source.knowledge.model.conditions)
        ),
        *_findings(source, patients),
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _findings(source: Source, patients: Patients) -> Iterator[pa.Array]:
    for column, finding in enumerate(source.findings):
        states = np.ascontiguousarray(patients.states[:, column])
        yield pa.DictionaryArray.from_arrays(
            pa.array(states, mask=states == UNKNOWN), pa.array(list(finding.states))
        )
