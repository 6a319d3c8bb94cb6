"""Spark on this machine: the same answers, a worker killed on the way, and time by rows and workers.

    python benchmarks/spark.py --check             # local Spark against the same table; about a minute
    python benchmarks/spark.py --cluster           # a master and two workers as processes, one killed mid-run
    python benchmarks/spark.py --scale 100000 1000000 10000000

Needs `pygalgia[spark]`, Java 17, and `pygalgia simulate` for the cases.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

IGNORED = ("world", "condition")
DRAWN = 20_000
PORT = 7177


def cases(rows, folder, each=DRAWN):
    """Return a folder of Parquet files with so many cases, each with a name of its own."""
    import pygalgia
    from pygalgia.evaluation.studies.simulated.cohort_file import write_cohort

    path = folder / f"cases-{rows}"
    path.mkdir()
    if not (folder / "drawn.parquet").exists():
        write_cohort(pygalgia.load(), each, folder / "drawn.parquet")
    drawn = pq.read_table(folder / "drawn.parquet").slice(0, min(rows, each))
    place = drawn.column_names.index("id")
    for number, start in enumerate(range(0, rows, drawn.num_rows)):
        part = drawn.slice(0, min(drawn.num_rows, rows - start))
        names = pc.binary_join_element_wise(part["id"], f"{number}", "-")
        pq.write_table(part.set_column(place, "id", names), path / f"{number:06d}.parquet")
    return path


@contextmanager
def session(master, **settings):
    """Give a Spark session with this master."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("pygalgia")
    always = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "8192",
        "spark.executorEnv.NUMBA_NUM_THREADS": "1",
        "spark.executorEnv.PYTHONPATH": os.environ.get("PYTHONPATH", ""),
    }
    for name, value in {**always, **settings}.items():
        builder = builder.config(name, value)
    started = builder.getOrCreate()
    started.sparkContext.setLogLevel("ERROR")
    try:
        yield started
    finally:
        started.stop()


def run(spark, path, out, only=()):
    """Assess every case below a path; return the seconds it took."""
    import pygalgia.spark

    frame = spark.read.parquet(str(path))
    start = time.perf_counter()
    pygalgia.spark.assess(frame, ignored=IGNORED, only=only).write.mode("overwrite").parquet(str(out))
    return time.perf_counter() - start


def compare(path, out):
    """Stop unless what Spark wrote is what one machine says of the same table."""
    import pygalgia
    from pygalgia.batch import assess_table

    alone = assess_table(pq.read_table(path), pygalgia.load(), ignored=IGNORED).replace_schema_metadata()
    spread = pq.read_table(out).select(alone.column_names).sort_by("id")
    alone = alone.sort_by("id")
    assert spread.num_rows == alone.num_rows, (spread.num_rows, alone.num_rows)
    for name in alone.column_names:
        assert spread[name].to_pylist() == alone[name].to_pylist(), name
    print(f"{alone.num_rows:,} rows: each once, and the same as on one machine", flush=True)


def check(folder):
    """Compare a local Spark with the same table."""
    path = cases(2000, folder)
    with session("local[2]") as spark:
        run(spark, path, folder / "out")
    compare(path, folder / "out")


@contextmanager
def cluster(workers):
    """Give a standalone cluster of processes on this machine: a master, and workers of one core each."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [str(home / "bin" / "spark-class")]
    place = "org.apache.spark.deploy"

    def started(*words):
        return subprocess.Popen(
            [*command, *words], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    with tempfile.TemporaryDirectory() as scratch:
        master = started(
            f"{place}.master.Master", "--host", "127.0.0.1", "--port", str(PORT), "--webui-port", "0"
        )
        time.sleep(8)
        own = [
            started(
                f"{place}.worker.Worker", "--cores", "1", "--memory", "1g", "--host", "127.0.0.1",
                "--webui-port", "0", "--work-dir", f"{scratch}/{n}", f"spark://127.0.0.1:{PORT}",
            )
            for n in range(workers)
        ]  # fmt: skip
        time.sleep(8)
        try:
            yield own
        finally:
            for process in (*own, master):
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def kill_when_some_is_done(worker, out):
    """Kill a worker once the first of its answers lies on the disk; return in which second that was."""
    start = time.perf_counter()
    while not list(Path(out).glob("_temporary/**/part-*.parquet")):
        time.sleep(0.05)
    os.killpg(worker.pid, signal.SIGKILL)
    print(f"one worker killed after {time.perf_counter() - start:.1f} s", flush=True)


def killed(folder, rows):
    """Kill one of two workers in the middle, and compare."""
    path = cases(rows, folder, each=rows // 12)
    settings = {
        "spark.executor.memory": "700m",
        "spark.executor.cores": "1",
        "spark.sql.files.openCostInBytes": "128m",
    }
    with cluster(2) as workers, session(f"spark://127.0.0.1:{PORT}", **settings) as spark:
        whole = run(spark, path, folder / "first")
        print(f"{rows:,} rows on two workers: {whole:.1f} s", flush=True)
        killer = threading.Thread(target=kill_when_some_is_done, args=(workers[0], folder / "out"))
        killer.start()
        again = run(spark, path, folder / "out")
        killer.join()
        print(f"the same with one of them killed: {again:.1f} s", flush=True)
    compare(path, folder / "out")


def processor_seconds():
    """Return what this process and all that it started have used, Java and the workers with it."""
    import psutil

    me = psutil.Process()
    used = 0.0
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            used += sum(process.cpu_times()[:4])
    return used


def scale(folder, sizes, numbers, only):
    """Time each size on clusters of so many workers, which have compiled."""
    warm = cases(4000, folder, each=500)
    paths = {rows: cases(rows, folder) for rows in sizes}
    settings = {"spark.executor.memory": "700m", "spark.executor.cores": "1"}
    for workers in numbers:
        with cluster(workers), session(f"spark://127.0.0.1:{PORT}", **settings) as spark:
            run(spark, warm, folder / "out", only)
            for rows, path in paths.items():
                used = processor_seconds()
                seconds = run(spark, path, folder / "out", only)
                used = processor_seconds() - used
                told = f"{seconds:8.1f} s, {used:8.1f} s of processor, {1e6 * used / rows:6.1f} us a row"
                print(f"{rows:>12,} rows, workers {workers}: {told}", flush=True)


def main():
    """Do what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--cluster", type=int, nargs="?", const=60_000, metavar="ROWS")
    parser.add_argument("--scale", type=int, nargs="*", metavar="ROWS")
    parser.add_argument("--only", nargs="*", default=[], metavar="COLUMN")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    wanted = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with tempfile.TemporaryDirectory() as folder:
        if wanted.check:
            check(Path(folder))
        if wanted.cluster:
            killed(Path(folder), wanted.cluster)
        if wanted.scale:
            scale(Path(folder), wanted.scale, wanted.workers, wanted.only)
    if not (wanted.check or wanted.cluster or wanted.scale):
        parser.print_help()


if __name__ == "__main__":
    main()
