"""What a row is told depends on that row: not on its neighbours, its part, its process or the compiler."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pygalgia
import tables
from pygalgia.batch.compiled import Compiled
from pygalgia.batch.table import Assessor

ROWS = 120


@pytest.fixture(scope="module")
def table(knowledge) -> pa.Table:
    rng = random.Random(31)
    return tables.table_of([tables.random_document(rng, knowledge, f"p{n}") for n in range(ROWS)])


@pytest.fixture(scope="module")
def assessor(table, knowledge) -> Assessor:
    return Assessor.of(table.schema, Compiled(knowledge=knowledge), intervals=True)


@pytest.fixture(scope="module")
def together(table, assessor) -> list[dict]:
    return assessor.assessed(table).table.to_pylist()


@settings(max_examples=25, deadline=None)
@given(
    chosen=st.lists(st.integers(0, ROWS - 1), min_size=1, max_size=70),
    rows_of_a_part=st.integers(1, 70),
)
def test_neighbours_and_parts_change_no_digit(table, assessor, together, chosen, rows_of_a_part):
    among = table.take(pa.array(chosen))

    told = [
        row
        for start in range(0, len(chosen), rows_of_a_part)
        for row in assessor.assessed(among.slice(start, rows_of_a_part)).table.to_pylist()
    ]

    assert [without_problem(each) for each in told] == [without_problem(together[place]) for place in chosen]


def without_problem(row: dict) -> dict:
    """Return a row without its problem, which may name the row's number in the table."""
    return {name: value for name, value in row.items() if name != "problem"}


def test_a_process_that_compiles_nothing_says_the_same_to_the_last_digit(table, together, tmp_path):
    """Loops were free to sum in any order: the process that compiled them and those after it disagreed.

    Python has one order, the one that is written: nothing that a compiler may choose is left.
    """
    some = table.slice(0, 24)
    pq.write_table(some, tmp_path / "in.parquet")

    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", UNCOMPILED, str(tmp_path)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=True,
    )

    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == together[: some.num_rows]


UNCOMPILED = """
import sys
from pathlib import Path
import pyarrow.parquet as pq
import pygalgia
from pygalgia.batch import assess_table

folder = Path(sys.argv[1])
told = assess_table(pq.read_table(folder / "in.parquet"), pygalgia.load(), intervals=True)
pq.write_table(told, folder / "out.parquet")
"""


def test_no_loop_leaves_arithmetic_to_the_compiler():
    package = Path(pygalgia.__file__).parent

    free = [file.name for file in package.rglob("*.py") if "fastmath" in file.read_text(encoding="utf-8")]

    assert free == []
