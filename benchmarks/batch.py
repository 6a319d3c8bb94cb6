"""How long a million whole assessments take, against a loop over `assess` and against a bare matrix product.

    python benchmarks/batch.py [--rows 1000000] [--same 10000]

`--same` compares so many random cases row by row with what is said of each case alone.
"""

import argparse
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pygalgia
import tables
from pygalgia.assessing.ranking import fits_best, ranking
from pygalgia.assessing.steps import Steps
from pygalgia.batch.run import Run
from pygalgia.batch.sources import source
from pygalgia.batch.table import Assessor
from pygalgia.errors import CaseError
from pygalgia.evaluation.studies.simulated.cohort_file import write_cohort
from pygalgia.intake import encode_case
from pygalgia.intake.rows import CaseRow

IGNORED = ("world", "condition")
DRAWN = 50_000


def cohort(knowledge, rows, folder):
    """Return a file of simulated patients with about forty answers each; some are drawn, and repeated."""
    write_cohort(knowledge, min(rows, DRAWN), folder / "drawn.parquet")
    drawn = pq.read_table(folder / "drawn.parquet")
    path = folder / "cases.parquet"
    with pq.ParquetWriter(path, drawn.schema) as writer:
        for start in range(0, rows, drawn.num_rows):
            writer.write_table(drawn.slice(0, min(drawn.num_rows, rows - start)))
    return path


def timed(work):
    """Return wall and processor seconds of some work, and its result."""
    start, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - start, time.process_time() - cpu, result


def in_memory(assessor, table, *, jobs):
    """Assess a table in pieces, so many at once; return how many rows."""
    pieces = [table.slice(start, 8192) for start in range(0, table.num_rows, 8192)]
    with ThreadPoolExecutor(jobs) as pool:
        return sum(done.table.num_rows for done in pool.map(assessor.assessed, pieces))


def told(line, seconds, cpu, rows):
    """Print one line of the table."""
    print(f"{line:<46}{seconds:8.1f} s {cpu:8.1f} s of processor {rows / seconds:12,.0f} rows/s", flush=True)


def speed(knowledge, rows, folder):
    """Time a million rows and what they are compared with."""
    path = cohort(knowledge, rows, folder)
    rest = source(path)
    table = pq.read_table(path)
    rates = {}
    for intervals in (False, True):
        assessor = Assessor.of(rest.schema, knowledge, ignored=IGNORED, intervals=intervals)
        assessor.assessed(table.slice(0, 100))
        what = "with intervals" if intervals else "urgency, flags, top five"
        seconds, cpu, _ = timed(lambda assessor=assessor: in_memory(assessor, table, jobs=2))
        told(f"{what}, in memory", seconds, cpu, rows)
        rates[what] = seconds / rows
        run = Run(
            source=rest, assessor=assessor, out=folder / f"out-{intervals}.parquet", format="parquet",
            rejects=folder / f"rejects-{intervals}.ndjson",
        )  # fmt: skip
        run.start()
        seconds, cpu, _ = timed(run.finish)
        told(f"{what}, Parquet to Parquet", seconds, cpu, rows)
    cases = [each for each in read(table.slice(0, 60), knowledge) if each is not None]
    pygalgia.assess(cases[0], knowledge)
    seconds, cpu, _ = timed(lambda: [pygalgia.assess(each, knowledge) for each in cases[1:]])
    told("a Python loop over assess", seconds, cpu, len(cases) - 1)
    alone = seconds / (len(cases) - 1)
    states, conditions = len(knowledge.model.state_row), len(knowledge.model.conditions)
    answers = np.zeros((8192, states), dtype=np.float32)
    beliefs = np.zeros((states, conditions), dtype=np.float32)
    seconds, cpu, _ = timed(lambda: [answers @ beliefs for _ in range(-(-rows // 8192))])
    told("the bare float32 matrix product of this size", seconds, cpu, rows)
    for what, each in rates.items():
        print(f"{what}: {alone / each:,.0f} times as fast as the loop")
        print(f"{what}: {each * rows / seconds:.0f} times the product")


def read(table, knowledge):
    """Yield the case in each row."""
    from pygalgia.batch.rows import case_of

    read_by = Assessor.of(table.schema, knowledge, ignored=IGNORED).columns
    for number, cells in enumerate(table.to_pylist(), 1):
        try:
            yield case_of(cells, read_by, knowledge.vocabulary, row=number)
        except CaseError:
            yield None


def same(knowledge, number):
    """Compare random cases one by one."""
    rng = random.Random(2026)
    documents = [tables.random_document(rng, knowledge, f"r{n}") for n in range(number)]
    table = tables.table_of(documents)
    rows = Assessor.of(table.schema, knowledge).assessed(table).table.to_pylist()
    refused, furthest = 0, 0.0
    for document, row in zip(documents, rows, strict=True):
        try:
            case = encode_case(CaseRow.model_validate(document), knowledge.vocabulary)
        except CaseError:
            refused += 1
            assert row["problem"] is not None, document
            continue
        steps = Steps(case=case, knowledge=knowledge)
        ranked = ranking(steps, draws=1, seed=0)
        verdicts = steps.standing.verdicts
        expected = {
            "urgency": steps.urgency.id,
            "reasons": [f"{e.kind}:{e.id}" for e in steps.triage.reasons if e.urgency == steps.urgency],
            "flags_raised": [e.flag.id for e in verdicts if e.verdict == "raised"],
            "flags_open": [e.flag.id for e in verdicts if e.verdict == "open"],
            "fits_best": [e.id for e in fits_best(ranked)[:5]],
            "enough_told": steps.enough_to_rank,
        }
        assert {name: row[name] for name in expected} == expected, document
        for place, cause in enumerate(ranked[:5], 1):
            assert row[f"cause_{place}"] == cause.id, document
            furthest = max(furthest, abs(row[f"probability_{place}"] - cause.probability))
    print(print(f"{number:,} random cases: {refused:,} refused by both, others the same to {furthest:.0e}"))


def main():
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--same", type=int, default=0)
    wanted = parser.parse_args()
    knowledge = pygalgia.load()
    if wanted.same:
        same(knowledge, wanted.same)
    with tempfile.TemporaryDirectory() as folder:
        speed(knowledge, wanted.rows, Path(folder))


if __name__ == "__main__":
    main()
