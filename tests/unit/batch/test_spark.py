"""Spark gives the answers of the same table. Without it, what runs on a worker is tested all the same."""

import os
import random
import shutil
import sys
from dataclasses import replace
from importlib.util import find_spec

import pyarrow as pa
import pytest

import tables
from pygalgia.batch import assess_table
from pygalgia.batch.table import Assessor
from pygalgia.errors import RequestError
from pygalgia.spark.worker import answered, sent

LACKING = [
    name
    for name, is_there in (
        ("pyspark", find_spec("pyspark") and find_spec("pandas")),
        ("Java 17", shutil.which("java")),
    )
    if not is_there
]


@pytest.fixture(scope="module")
def table(knowledge) -> pa.Table:
    rng = random.Random(4)
    return tables.table_of([tables.random_document(rng, knowledge, f"p{n}") for n in range(60)])


def told(table, knowledge):
    return sent(knowledge, Assessor.of(table.schema, knowledge).columns, intervals=False)


def test_a_worker_answers_batches_as_the_driver_would(table, knowledge):
    batches = table.to_batches(max_chunksize=17)

    found = pa.Table.from_batches(answered(iter(batches), told(table, knowledge), ("sex",)))

    assert found.column_names[0] == "sex"
    assert found.drop_columns("sex").to_pylist() == assess_table(table, knowledge).to_pylist()


def test_a_worker_gives_only_what_was_asked_for(table, knowledge):
    columns = Assessor.of(table.schema, knowledge).columns
    asked = sent(knowledge, columns, intervals=False, only=("urgency", "id"))

    found = pa.Table.from_batches(answered(iter(table.to_batches()), asked))

    assert found.column_names == ["urgency", "id"]
    assert found["urgency"].to_pylist() == assess_table(table, knowledge)["urgency"].to_pylist()


def test_a_worker_of_another_version_refuses(table, knowledge):
    other = replace(told(table, knowledge), version="99.0")

    with pytest.raises(RequestError, match=r"while the driver has 99\.0"):
        next(answered(iter(table.to_batches()), other))


@pytest.fixture(scope="module")
def session():
    if LACKING:
        pytest.skip(
            f"no {' and no '.join(LACKING)}: pip install 'pygalgia[spark]', and Java 17 from the system"
        )
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "13", "spark.driver.memory": "512m",
    }  # fmt: skip
    builder = SparkSession.builder.master("local[2]").appName("pygalgia")
    for name, value in settings.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    yield started
    started.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
class TestLocalSpark:
    """One local Spark for all of them."""

    def test_every_row_gets_its_answer_once(self, session, table, knowledge, tmp_path):
        import pyarrow.parquet as pq

        from pygalgia import spark

        pq.write_table(table, tmp_path / "in.parquet", row_group_size=20)
        frame = session.read.parquet(str(tmp_path / "in.parquet")).repartition(3)

        rows = spark.assess(frame, knowledge, ignored=["sex"], keep=["setting"]).collect()

        alone = assess_table(table, knowledge, ignored=["sex", "setting"]).to_pylist()
        assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in alone)
        by_id = {row["id"]: row for row in alone}
        for row in rows:
            found = row.asDict()
            found.pop("setting")
            assert found == by_id[row["id"]]

    def test_what_cannot_be_used_is_refused_by_the_driver(self, session, knowledge):
        from pygalgia import spark

        with pytest.raises(RequestError, match="no column `id`"):
            spark.assess(session.createDataFrame([(True,)], ["fever"]), knowledge)
        with pytest.raises(RequestError, match="did you mean 'fever'"):
            spark.assess(session.createDataFrame([("a", True)], ["id", "fevr"]), knowledge)

    def test_a_job_stops_where_a_worker_has_another_version(self, session, knowledge, monkeypatch):
        from pygalgia import spark, version

        frame = session.createDataFrame([("a", True)], ["id", "fever"])
        monkeypatch.setattr(version, "VERSION", "99.0")
        asked = spark.assess(frame, knowledge)

        with pytest.raises(Exception, match=r"while the driver has 99\.0"):
            asked.collect()
