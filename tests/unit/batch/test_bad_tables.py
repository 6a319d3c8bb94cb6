"""A table that cannot be used is refused with every reason at once; one bad row stops nothing."""

import json
import subprocess
import sys
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from pygalgia.batch import assess_table
from pygalgia.cli.app import app
from pygalgia.errors import RequestError


def refused(table: pa.Table, knowledge, **rest) -> str:
    with pytest.raises(RequestError) as caught:
        assess_table(table, knowledge, **rest)
    return str(caught.value)


def refused_file(*words: object) -> str:
    done = CliRunner().invoke(app, ["batch", *map(str, words)])
    assert isinstance(done.exception, RequestError), done.output
    return str(done.exception)


def test_unknown_columns_are_all_named_with_the_nearest_finding(knowledge):
    said = refused(pa.table({"fevr": [True], "nite-pain": [True], "fever": [True]}), knowledge)

    assert "did you mean 'fever'" in said
    assert "'night-pain'" in said
    assert said.startswith("2 problems")


def test_a_column_may_be_passed_over(knowledge):
    table = pa.table({"arm": ["x"], "fever": [True]})

    assert assess_table(table, knowledge, ignored=["arm"]).num_rows == 1


def test_two_columns_of_one_name_are_refused(knowledge):
    table = pa.Table.from_arrays([pa.array([True]), pa.array([False])], names=["fever", "fever"])

    assert "2 columns of this name" in refused(table, knowledge)


def test_two_columns_that_say_the_same_are_refused(knowledge):
    said = refused(pa.table({"temperature[Cel]": [38.0], "temperature[[degF]]": [100.0]}), knowledge)

    assert "the same as in 'temperature[Cel]'" in said


def test_ten_thousand_columns_are_refused_in_a_moment(knowledge):
    said = refused(pa.table({f"c{n}": [1] for n in range(10_000)}), knowledge)

    assert "10,000 columns" in said
    assert said.startswith("1 problem")


def test_a_list_in_a_cell_of_one_answer_is_one_problem_of_its_row(knowledge):
    rows = assess_table(pa.table({"id": ["a", "b"], "fever": [["yes", "no"], None]}), knowledge).to_pylist()

    assert rows[0]["problem"].count("found") == 1
    assert "column fever: found a list of 2; expected one answer" in rows[0]["problem"]
    assert rows[1]["problem"] is None


def test_a_table_without_any_answer_is_refused(knowledge):
    assert "no column of an answer" in refused(pa.table({"id": ["a"], "age_years": [40]}), knowledge)


def test_numbers_without_a_unit_say_nothing(knowledge):
    said = refused(pa.table({"temperature": [38.0]}), knowledge)

    assert "numbers without a unit" in said
    assert "temperature[Cel]" in said


def test_a_unit_of_another_kind_is_refused(knowledge):
    assert "the unit 'mg'" in refused(pa.table({"temperature[mg]": [38.0]}), knowledge)


@pytest.mark.parametrize("cells", [[date(2020, 1, 1)], [b"x"]])
def test_dates_and_bytes_are_no_answers(cells, knowledge):
    assert "the type" in refused(pa.table({"fever": cells}), knowledge)


@pytest.mark.parametrize(
    "cells",
    [["perhaps"], [1], [3.5], ["x" * 2_000_000], [["a", "b"]], [{"a": 1}], ["\x00"], ["1"], ["\ud7ff" * 50]],
)
def test_a_cell_that_is_no_answer_is_a_problem_of_its_row(cells, knowledge):
    table = pa.table({"id": ["bad", "good"], "fever": pa.array([*cells, None])})

    bad, good = assess_table(table, knowledge).to_pylist()

    assert "column fever" in bad["problem"]
    assert len(bad["problem"]) < 4000
    assert bad["urgency"] is None
    assert good["problem"] is None
    assert good["urgency"] is not None


@pytest.mark.parametrize("age", [-1.0, 121.0, float("inf")])
def test_an_age_that_nobody_has_is_a_problem_of_its_row(age, knowledge):
    (row,) = assess_table(pa.table({"age_years": [age], "fever": [True]}), knowledge).to_pylist()

    assert "age_years" in row["problem"]


def test_nothing_known_is_an_answer_and_no_problem(knowledge):
    empty = pa.table(
        {"age_years": pa.array([None, float("nan")], pa.float64()), "fever": pa.nulls(2), "onset": ["", None]}
    )

    rows = assess_table(empty, knowledge).to_pylist()

    assert [row["problem"] for row in rows] == [None, None]
    assert [row["enough_told"] for row in rows] == [False, False]


def test_no_row_at_all_gives_a_table_without_rows(knowledge):
    assert assess_table(pa.table({"fever": pa.array([], pa.bool_())}), knowledge).num_rows == 0


def test_files_of_a_folder_must_have_the_same_columns(tmp_path):
    pq.write_table(pa.table({"fever": [True]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"fever": ["yes"], "onset": ["sudden"]}), tmp_path / "b.parquet")

    said = refused_file(tmp_path, "--out", tmp_path / "o.parquet")

    assert "b.parquet" in said
    assert "fever: string instead of bool" in said
    assert "onset: string instead of nothing" in said


def test_a_parquet_file_that_was_cut_off_is_refused(tmp_path):
    pq.write_table(pa.table({"fever": [True] * 1000}), tmp_path / "whole.parquet")
    content = (tmp_path / "whole.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(content[: len(content) // 2])

    assert "cut off on its way" in refused_file(tmp_path / "cut.parquet", "--out", tmp_path / "o.parquet")
    assert not (tmp_path / "o.parquet").exists()


@pytest.mark.parametrize("name", ["nothing.parquet", "cases.txt", "empty"])
def test_what_is_no_table_is_refused(name, tmp_path):
    (tmp_path / "cases.txt").write_text("x")
    (tmp_path / "empty").mkdir()

    assert "expected" in refused_file(tmp_path / name, "--out", tmp_path / "o.parquet")


def test_a_line_with_too_many_cells_is_told_by_its_number(tmp_path):
    (tmp_path / "in.csv").write_text("id,fever\na,true\nb,true,false,x\nc,perhaps\nd,false\n")

    done = CliRunner().invoke(app, ["batch", str(tmp_path / "in.csv"), "--out", str(tmp_path / "o.csv")])

    told = [json.loads(line) for line in (tmp_path / "o.csv.rejects.ndjson").read_text().splitlines()]
    assert [(each["row"], each["where"]) for each in told] == [(2, "the row"), (3, "column fever (fever)")]
    assert "4 rows, 2 of them could not be assessed." in done.output
    assert done.exit_code == 2


NO_ROOM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
from pygalgia.cli import main
sys.argv = ["pygalgia", "batch", *sys.argv[1:]]
main()
"""


@pytest.mark.slow
def test_no_space_left_is_said_and_can_be_gone_on_from(tmp_path):
    pq.write_table(
        pa.table({"id": [str(n) * 20 for n in range(5000)], "fever": [True] * 5000}), tmp_path / "in.parquet"
    )
    words = [str(tmp_path / "in.parquet"), "--out", str(tmp_path / "o.csv")]

    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, *words], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert "no space left" in done.stderr
    assert "--resume" in done.stderr
    assert not (tmp_path / "o.csv").exists()
    assert CliRunner().invoke(app, ["batch", *words, "--resume"]).exit_code == 0
    assert len((tmp_path / "o.csv").read_text().splitlines()) == 5001


@pytest.mark.slow
def test_a_reader_that_goes_away_ends_the_run_quietly(tmp_path):
    pq.write_table(pa.table({"fever": [True] * 3000}), tmp_path / "in.parquet")
    words = [
        sys.executable,
        "-c",
        "from pygalgia.cli import main; main()",
        "batch",
        str(tmp_path / "in.parquet"),
        "--out",
        "-",
    ]

    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline().startswith(b'{"id":"row-1"')
        process.stdout.close()
        said = process.stderr.read()

    assert process.returncode == 0
    assert said == b""


def test_what_others_call_the_persons_columns_is_known(knowledge):
    said = refused(pa.table({"age": [40], "gender": ["male"], "fever": [True]}), knowledge)

    assert "did you mean 'age_years'?" in said
    assert "did you mean 'sex'?" in said


def test_a_unit_in_other_letters_is_corrected(knowledge):
    said = refused(pa.table({"temperature[cel]": [38.0]}), knowledge)

    assert "did you mean 'Cel'?" in said


def test_numbers_for_words_are_refused_with_how_to_explain_them(knowledge):
    told = assess_table(pa.table({"fever": [1.0, None]}), knowledge).to_pylist()

    assert "the number 1" in told[0]["problem"]
    assert "--columns" in told[0]["problem"]
    assert told[1]["problem"] is None


@pytest.mark.parametrize("text", ["id,fever\nm\xfcller,yes\n", "id,f\xe9ver\na,yes\n"])
def test_a_text_in_another_encoding_is_told_as_that(text, tmp_path):
    (tmp_path / "in.csv").write_bytes(text.encode("latin-1"))

    said = refused_file(tmp_path / "in.csv", "--out", tmp_path / "o.parquet")

    assert "save it as UTF-8" in said


def test_a_line_that_is_refused_keeps_its_id(tmp_path):
    line = {"schema": "pygalgia/case/1", "id": "p7", "answers": {"fever": "perhaps"}}
    (tmp_path / "in.ndjson").write_text(json.dumps(line) + "\n[1]\n")

    CliRunner().invoke(app, ["batch", str(tmp_path / "in.ndjson"), "--out", str(tmp_path / "o.ndjson")])

    told = [json.loads(each) for each in (tmp_path / "o.ndjson").read_text().splitlines()]
    rejects = [json.loads(each) for each in (tmp_path / "o.ndjson.rejects.ndjson").read_text().splitlines()]
    assert [each["id"] for each in told] == ["p7", "row-2"]
    assert [each["where"] for each in rejects] == ["/answers/fever (fever)", "the row"]
