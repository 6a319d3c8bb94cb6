"""A run over a file: every row once, in order, whatever ends the process on the way."""

import json
import random
import signal
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import pytest
from pyarrow import ipc
from typer.testing import CliRunner

import tables
from pygalgia.batch import assess_table
from pygalgia.batch.run import Run, parts
from pygalgia.batch.sources import Piece, source
from pygalgia.batch.table import Assessor
from pygalgia.cli.app import app
from pygalgia.errors import RequestError

SEEN_ALONE = ("id", "urgency", "cause_1", "enough_told")


@pytest.fixture(scope="module")
def table(knowledge) -> pa.Table:
    rng = random.Random(9)
    return tables.table_of([tables.random_document(rng, knowledge, f"p{n}") for n in range(130)])


@pytest.fixture(scope="module")
def expected(table, knowledge) -> pa.Table:
    return assess_table(table, knowledge)


def run(*words: object) -> tuple[int, str]:
    """Run `pygalgia batch`; what is refused is raised, as in the program itself."""
    done = CliRunner().invoke(app, ["batch", *map(str, words)])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def refused(*words: object) -> str:
    with pytest.raises(RequestError) as caught:
        run(*words)
    return str(caught.value)


def test_a_parquet_file_comes_back_as_one_with_every_row(table, expected, tmp_path):
    pq.write_table(table, tmp_path / "in.parquet", row_group_size=37)

    code, said = run(tmp_path / "in.parquet", "--out", tmp_path / "out.parquet")

    assert pq.read_table(tmp_path / "out.parquet").equals(expected)
    rejected = expected.num_rows - expected["problem"].null_count
    assert code == 2
    assert f"130 rows, {rejected} of them could not be assessed." in said
    lines = (tmp_path / "out.parquet.rejects.ndjson").read_text().splitlines()
    rows = {json.loads(line)["row"] for line in lines}
    assert rows == {n for n, each in enumerate(expected["problem"].to_pylist(), 1) if each is not None}
    assert set(json.loads(lines[0])) == {"row", "id", "where", "found", "expected", "fix"}
    assert not (tmp_path / "out.parquet.parts").exists()


def test_the_file_says_what_made_it_and_what_its_columns_mean(table, knowledge, tmp_path):
    pq.write_table(table, tmp_path / "in.parquet")

    run(tmp_path / "in.parquet", "--out", tmp_path / "out.parquet")

    schema = pq.read_schema(tmp_path / "out.parquet")
    assert schema.metadata[b"knowledge_sha256"].decode() == knowledge.base.sha256
    assert schema.metadata[b"schema"] == b"pygalgia/batch/1"
    assert all(field.metadata[b"meaning"] for field in schema)


@pytest.mark.parametrize("kind", ["arrow", "feather", "csv"])
def test_other_formats_of_the_same_rows_say_the_same(kind, table, expected, tmp_path):
    file = tmp_path / f"in.{kind}"
    if kind == "csv":
        regions = [None if each is None else ";".join(each) for each in table["pain-site"].to_pylist()]
        place = table.column_names.index("pain-site")
        pacsv.write_csv(table.set_column(place, "pain-site", pa.array(regions)), file)
    else:
        with ipc.new_file(file, table.schema) as out:
            out.write_table(table, max_chunksize=50)

    run(file, "--out", tmp_path / f"out.{kind}")

    found = _read(tmp_path / f"out.{kind}")
    assert found.select(SEEN_ALONE).to_pylist() == expected.select(SEEN_ALONE).to_pylist()


@pytest.mark.parametrize("between", [";", "\t"])
def test_a_csv_of_another_spreadsheet_is_read_by_what_its_first_line_has(between, tmp_path):
    rows = [["id", "fever", "pain-site"], ["a", "yes", '"buttock-left,buttock-right"'], ["b", "no", ""]]
    (tmp_path / "in.csv").write_text("".join(between.join(row) + "\n" for row in rows))

    code, _ = run(tmp_path / "in.csv", "--out", tmp_path / "out.ndjson")

    told = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    assert code == 0
    assert [(row["id"], row["problem"]) for row in told] == [("a", None), ("b", None)]


def _read(file) -> pa.Table:
    if file.suffix == ".csv":
        options = pacsv.ConvertOptions(strings_can_be_null=True, quoted_strings_can_be_null=False)
        return pacsv.read_csv(file, convert_options=options)
    return ipc.open_file(file).read_all()


def test_lines_of_json_are_case_files(knowledge, tmp_path):
    rng = random.Random(3)
    made = [tables.random_document(rng, knowledge, f"p{n}") for n in range(40)]
    lines = [*map(json.dumps, made), "", '{"schema": "pygalgia/case/1"', '{"id": "x", "id": "y"}']
    (tmp_path / "in.ndjson").write_text("\n".join(lines))

    code, _ = run(tmp_path / "in.ndjson", "--out", tmp_path / "out.ndjson")

    told = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    by_table = assess_table(tables.table_of(made), knowledge).to_pylist()
    names = ("urgency", "reasons", "flags_raised", "flags_open", "cause_1", "fits_best", "enough_told")
    assert [[row[n] for n in names] for row in told[:40]] == [[row[n] for n in names] for row in by_table]
    assert [row["problem"] is None for row in told[40:]] == [False, False]
    assert [row["id"] for row in told[40:]] == ["row-41", "row-42"]
    assert code == 2


def test_a_folder_is_one_input(table, expected, tmp_path):
    (tmp_path / "in").mkdir()
    pq.write_table(table.slice(0, 50), tmp_path / "in" / "a.parquet")
    pq.write_table(table.slice(50), tmp_path / "in" / "b.parquet")

    run(tmp_path / "in", "--out", tmp_path / "out.parquet")

    assert pq.read_table(tmp_path / "out.parquet").equals(expected)


def test_names_units_and_values_of_others_are_mapped(knowledge, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = pa.table(
        {"who": ["a", "b"], "fieb": [1, 0], "t": [101.3, 98.0], "arm": ["x", "y"], "age": [40, 50]}
    )
    pq.write_table(pa.table(own), tmp_path / "in.parquet")
    (tmp_path / "map.yaml").write_text(
        "columns:\n  who: id\n  age: age_years\n  arm: ignore\n  t: {column: temperature, unit: '[degF]'}\n"
        "  fieb: {column: fever, values: {'1': true, '0': false}}\n"
    )

    code, _ = run(
        tmp_path / "in.parquet", "--out", tmp_path / "o.parquet", "--columns", tmp_path / "map.yaml"
    )

    ours = pa.table(
        {"id": ["a", "b"], "fever": [True, False], "temperature[Cel]": [38.5, 36.667], "age_years": [40, 50]}
    )
    assert code == 0
    assert pq.read_table(tmp_path / "o.parquet").equals(assess_table(pa.table(ours), knowledge))
    assert not (tmp_path / "o.parquet.rejects.ndjson").exists()


def test_a_mapping_that_misspells_is_corrected(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table({"fieb": [True]}), tmp_path / "in.parquet")
    (tmp_path / "map.yaml").write_text("columns:\n  feib: fever\n  fieb: fevr\n")

    said = refused("in.parquet", "--out", "o.parquet", "--columns", "map.yaml")

    assert "did you mean 'fieb'?" in said
    assert "did you mean 'fever'" in said


def test_a_mapping_whose_values_are_no_answers_is_refused_before_any_row(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table({"fieb": [1], "g": [1], "t": [37.5], "age": [3]}), tmp_path / "in.parquet")
    (tmp_path / "map.yaml").write_text(
        "columns:\n  fieb: {column: fever, values: {'1': ja, '0': false, '9': unknown}}\n"
        "  g: {column: sex, values: {'1': man, '2': female}}\n  t: ignore\n  age: ignore\n"
    )

    said = refused("in.parquet", "--out", "o.parquet", "--columns", "map.yaml")

    assert said.startswith("2 problems")
    assert "--columns, fieb, values, 1: found 'ja'; expected true, false or unknown" in said
    assert "--columns, g, values, 1: found sex = 'man'" in said


def test_a_part_of_a_mapping_that_is_misspelt_is_named_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table({"fieb": [1]}), tmp_path / "in.parquet")
    (tmp_path / "map.yaml").write_text("columns:\n  fieb: {column: fever, valeus: {'1': true}}\n")

    said = refused("in.parquet", "--out", "o.parquet", "--columns", "map.yaml")

    assert said.startswith("1 problem")
    assert "columns.fieb.valeus" in said
    assert "docs/scale.md" in said


KILLED = """
import os, signal, sys
from pathlib import Path
import pygalgia
from pygalgia.batch.run import Run
from pygalgia.batch.sources import source
from pygalgia.batch.table import Assessor

folder, after = Path(sys.argv[1]), int(sys.argv[2])
rows = source(folder / "in.parquet")
run = Run(
    source=rows, assessor=Assessor.of(rows.schema, pygalgia.load()), out=folder / "out.parquet",
    format="parquet", rejects=folder / "rejects.ndjson", part_rows=10,
)
run.start(resume=after < 0 or (folder / "out.parquet.parts").exists())
counts = run.finish(lambda counts: counts.rows >= after >= 0 and os.kill(os.getpid(), signal.SIGKILL))
print(counts.rows, counts.resumed)
"""


@pytest.mark.slow
def test_no_row_is_lost_or_done_twice_when_the_process_is_killed(table, expected, tmp_path):
    pq.write_table(table, tmp_path / "in.parquet")

    def until(after: int) -> subprocess.CompletedProcess:
        words = [sys.executable, "-c", KILLED, str(tmp_path), str(after)]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    assert until(30).returncode == -signal.SIGKILL
    assert not (tmp_path / "out.parquet").exists()
    done = until(-1)

    rows, resumed = map(int, done.stdout.split())
    assert rows == 130
    assert 30 <= resumed < 130
    assert pq.read_table(tmp_path / "out.parquet").equals(expected)
    lines = (tmp_path / "rejects.ndjson").read_text().splitlines()
    wrong = [n for n, each in enumerate(expected["problem"].to_pylist(), 1) if each is not None]
    assert list(dict.fromkeys(json.loads(line)["row"] for line in lines)) == wrong
    assert [file.name for file in tmp_path.glob("*.parts")] == []


def a_run(folder, knowledge, **rest) -> Run:
    rows = source(folder / "in.parquet")
    assessor = Assessor.of(rows.schema, knowledge)
    return Run(
        source=rows, assessor=assessor, out=folder / "out.parquet", format="parquet",
        rejects=folder / "rejects.ndjson", **rest,
    )  # fmt: skip


def test_an_unfinished_run_is_neither_forgotten_nor_mixed_with_another(table, knowledge, tmp_path):
    pq.write_table(table, tmp_path / "in.parquet")
    a_run(tmp_path, knowledge).start()

    with pytest.raises(RequestError, match="the parts of a run that did not end"):
        a_run(tmp_path, knowledge).start()
    with pytest.raises(RequestError, match="another part_rows"):
        a_run(tmp_path, knowledge, part_rows=7).start(resume=True)
    pq.write_table(table.slice(1), tmp_path / "in.parquet")
    with pytest.raises(RequestError, match="another files"):
        a_run(tmp_path, knowledge).start(resume=True)
    a_run(tmp_path, knowledge).start(overwrite=True)


def test_what_stands_there_is_not_overwritten_unasked(table, expected, tmp_path):
    pq.write_table(table, tmp_path / "in.parquet")
    (tmp_path / "out.parquet").write_text("somebody's work")

    assert "--overwrite" in refused(tmp_path / "in.parquet", "--out", tmp_path / "out.parquet")
    assert (tmp_path / "out.parquet").read_text() == "somebody's work"

    run(tmp_path / "in.parquet", "--out", tmp_path / "out.parquet", "--overwrite")
    assert pq.read_table(tmp_path / "out.parquet").equals(expected)


def test_parts_are_the_same_however_the_rows_arrive():
    def pieces(sizes):
        start = 0
        for size in sizes:
            numbers = np.arange(start, start + size)
            yield Piece(table=pa.table({"n": numbers}), numbers=numbers)
            start += size

    cut = [
        [part.numbers.tolist() for part in parts(pieces(sizes), 4)] for sizes in ([10], [1] * 10, [3, 0, 7])
    ]

    assert cut[0] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert cut[1] == cut[0]
    assert cut[2] == cut[0]
