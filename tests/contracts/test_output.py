"""No traceback of the command line: a full output, ends of the calendar, bytes that are no text."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = [sys.executable, "-c", "from pygalgia.cli import main; main()"]
CASE = Path(__file__).parents[2] / "cases" / "dev" / "s058.yaml"
ENVIRONMENT = os.environ | {"PYTHONWARNINGS": "ignore"}
FULL = Path("/dev/full")


def run(*arguments, **options):
    done = subprocess.run(
        [*RUN, *arguments], env=ENVIRONMENT, stderr=subprocess.PIPE, timeout=120, check=False, **options
    )
    assert b"Traceback" not in done.stderr
    return done.returncode, done.stderr.decode("utf-8", "replace")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [["assess", "--example"], ["assess", "--example", "--format", "html"], ["--help"], ["--version"]],
)
def test_a_full_standard_output_is_one_line_and_an_exit_code(arguments):
    with FULL.open("wb") as full:
        code, said = run(*arguments, stdout=full)
    assert code == 2
    assert "No space left on device" in said
    assert len(said.splitlines()) == 2


def test_of_a_reader_that_leaves_nothing_is_said():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        _, said = run("assess", "--example", "--format", "html", stdout=pipe)
    assert said == ""


def test_a_negative_seed_is_refused():
    code, said = run("assess", "--example", "--seed", "-1", stdout=subprocess.DEVNULL)
    assert code == 2
    assert "--seed" in said


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_plan_that_would_leave_the_calendar_is_refused(tmp_path, day):
    code, said = run("diary", "plan", CASE, "--start", day, "--folder", tmp_path, stdout=subprocess.DEVNULL)
    assert code == 2
    assert "from 1900 to 2199" in said


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_a_note_from_an_end_of_the_calendar_is_refused(tmp_path, at):
    wanted = ["diary", "add", CASE, "--worst", "5", "--at", at, "--folder", tmp_path]
    code, said = run(*wanted, stdout=subprocess.DEVNULL)
    assert code == 2
    assert "--at" in said
    assert list(tmp_path.iterdir()) == []


def test_a_note_from_an_end_of_the_calendar_in_a_file_is_damage(tmp_path):
    (tmp_path / "s058.jsonl").write_text(
        '{"schema": "pygalgia/diary/1", "case_id": "s058"}\n'
        '{"at": "0001-01-01T00:00:00+14:00", "worst": 5}\n{"at": "9999-12-31T23:59:59-12:00", "worst": 5}\n'
    )
    shown = tmp_path / "shown"
    with shown.open("wb") as file:
        code, _ = run("diary", "show", CASE, "--folder", tmp_path, stdout=file)
    assert code == 0
    assert shown.read_text(encoding="utf-8").count("a damaged line") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
@pytest.mark.parametrize("option", ["--note", "--function"])
def test_own_words_that_are_no_text_are_refused_and_nothing_is_written(tmp_path, option):
    wanted = ["diary", "add", CASE, "--worst", "5", "--folder", tmp_path, option, b"\xff\xfe=1"]
    code, said = run(*map(os.fsencode, wanted), stdout=subprocess.DEVNULL)
    assert code == 2
    assert "not UTF-8" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="names are text there")
@pytest.mark.parametrize("command", ["assess", "evaluate", "db"])
def test_a_name_that_is_no_text_is_printed_as_well_as_can_be(tmp_path, command):
    name = os.fsencode(tmp_path) + b"/\xff"
    rest = {"assess": [name], "evaluate": [name, "--report", name], "db": ["restore", name]}[command]
    code, said = run(*map(os.fsencode, [command, *rest]), stdout=subprocess.DEVNULL)
    assert code == 2
    assert "\\udcff" in said
