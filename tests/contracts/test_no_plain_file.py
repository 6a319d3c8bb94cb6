"""Whatever is read or written by a name: a pipe, a device, a folder or bytes that are no text are refused."""

import io
import json
import os
import stat
import sys

import pyarrow.csv as pacsv
import pytest
from typer.testing import CliRunner

from pygalgia.cli.app import app
from pygalgia.errors import RequestError
from pygalgia.records.bulk import bundles
from refusals import refused

TABLE = "id,fever\na,present\nb,absent\n"


@pytest.fixture
def pipe(tmp_path):
    """A pipe that nobody writes to: whoever opens it as a file waits for ever."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE)
    return path


def refusal(*words):
    done = CliRunner().invoke(app, list(map(str, words)))
    assert isinstance(done.exception, RequestError), done.output
    return str(done.exception)


@pytest.mark.parametrize("format_", ["csv", "ndjson", "parquet", "arrow", "fhir"])
def test_a_batch_waits_for_no_pipe(pipe, tmp_path, format_):
    said = refusal("batch", pipe, "--from", format_, "--out", tmp_path / "out.csv")

    assert "pipe" in said


def test_a_batch_reads_no_device(tmp_path):
    link = tmp_path / "endless.csv"
    link.symlink_to("/dev/zero")

    assert "device" in refusal("batch", link, "--out", tmp_path / "out.csv")


def test_a_line_of_names_without_end_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('"' + "x" * 200_000 + '",b\n1,2\n')

    assert "cannot be read" in refusal("batch", path, "--out", tmp_path / "out.csv")


@pytest.mark.parametrize("option", ["--out", "--rejects"])
def test_a_batch_replaces_no_pipe_or_folder(table, pipe, tmp_path, option):
    """A run once put a file in the place of a device."""
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    for place in (pipe, folder):
        rest = ["--out", tmp_path / "o.csv"] if option == "--rejects" else ["--to", "csv"]

        assert "not replaced" in refusal("batch", table, *rest, option, place, "--overwrite")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("option", ["--out", "--rejects"])
def test_a_batch_does_not_write_over_what_it_reads(table, tmp_path, option):
    link = tmp_path / "link.csv"
    link.symlink_to(table)
    rest = ["--out", tmp_path / "o.csv"] if option == "--rejects" else []

    assert "a file of the input" in refusal("batch", table, *rest, option, link, "--overwrite")
    assert table.read_text() == TABLE


def test_answers_and_refusals_have_two_names(table, tmp_path):
    one = tmp_path / "one.csv"

    assert "two names" in refusal("batch", table, "--out", one, "--rejects", one)


def test_a_spreadsheet_works_nothing_out_of_a_batch(tmp_path):
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    ids = ["=1+1", "@a", " +b", "-2", "+3.5", "-2+3", "plain"]
    path.write_text("id,fever\n" + "".join(f'"{name}",present\n' for name in ids))

    assert CliRunner().invoke(app, ["batch", str(path), "--out", str(out)]).exit_code == 0

    as_text = pacsv.ConvertOptions(column_types={"id": "string"})
    said = pacsv.read_csv(out, convert_options=as_text).column("id").to_pylist()
    assert said == ["'=1+1", "'@a", "' +b", "-2", "+3.5", "'-2+3", "plain"]


def test_a_backup_is_not_read_from_a_pipe(run, pipe, tmp_path, monkeypatch):
    monkeypatch.setenv("PYGALGIA_DATABASE_URL", f"sqlite:///{tmp_path / 'a.sqlite3'}")
    assert run("db", "upgrade")[0] == 0

    refused(run("db", "restore", pipe), "pipe")


def test_servers_and_keys_are_not_read_from_a_pipe_or_from_nothing(run, pipe, tmp_path):
    for path, said in ((pipe, "pipe"), (tmp_path / "none.json", "cannot be read")):
        refused(run("record", "a", "--servers", path, "--iss", "https://a.example", "--key", path), said)


def test_what_somebody_wrote_must_be_text(run, monkeypatch):
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"my \xff bottom"), errors="surrogateescape")
    )

    refused(run("read"), "UTF-8")


def test_lines_of_an_export_that_no_reader_can_take_stand_alone(tmp_path):
    path = tmp_path / "Patient.ndjson"
    deep = '{"resourceType": "Patient", "id": ' + "[" * 60_000 + "]" * 60_000 + "}"
    half = '{"resourceType": "Patient", "id": "\\ud800"}'
    whole = {"resourceType": "Patient", "id": "a"}
    path.write_text("\n".join((deep, half, json.dumps(whole))))
    scratch = tmp_path / "scratch"

    said = list(bundles((path,), scratch))

    assert len(said) == 3
    assert json.loads(said[0])["entry"][0]["resource"] == whole


def test_what_is_sorted_meanwhile_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "Patient.ndjson"
    path.write_text(json.dumps({"resourceType": "Patient", "id": "a"}))
    scratch = tmp_path / "scratch"
    gathered = bundles((path,), scratch)
    next(gathered)

    assert stat.S_IMODE(scratch.stat().st_mode) == 0o600


def test_a_translation_is_not_read_from_a_pipe(run, pipe):
    refused(run("texts", "import", pipe, "--language", "de"), "pipe")
