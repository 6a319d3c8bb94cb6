"""`pygalgia assess` in every form, to the screen and into a file."""

import json
import sys

import pytest

from pygalgia.cli import main


@pytest.fixture
def case(tmp_path):
    """A case file."""
    path = tmp_path / "case.json"
    row = {"schema": "pygalgia/case/1", "id": "f1", "age_years": 40, "sex": "male", "setting": "self"}
    path.write_text(json.dumps({**row, "answers": {"pain-site": ["buttock-left"]}}), encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch, capfdbinary, case):
    """Run `pygalgia assess`; return exit code, standard output and standard error, as bytes."""

    def run_(*arguments):
        monkeypatch.setattr(sys, "argv", ["pygalgia", "assess", str(case), *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        written = capfdbinary.readouterr()
        return stopped.value.code or 0, written.out, written.err

    return run_


BEGINS = {
    "pdf": b"%PDF",
    "html": b"<!doctype html>",
    "json": b"{",
    "text": b"=====",
    "terminal": b"\xe2\x94\x8c",
}


@pytest.mark.parametrize("format_", BEGINS)
def test_every_form_goes_into_a_file(run, tmp_path, format_):
    out = tmp_path / "report"
    code, said, _ = run("--format", format_, "--out", out)

    assert code == 0
    assert said.startswith(b"Written: ")
    assert out.read_bytes().startswith(BEGINS[format_])


@pytest.mark.parametrize("format_", ["pdf", "html", "json", "text"])
def test_every_form_can_be_piped(run, format_):
    code, written, _ = run("--format", format_)

    assert code == 0
    assert written.startswith(BEGINS[format_])


def test_the_same_case_gives_the_same_paper(run):
    assert run("--format", "pdf")[1] == run("--format", "pdf")[1]


def test_a_place_that_cannot_be_written_to_is_refused(run, tmp_path):
    code, out, err = run("--format", "html", "--out", tmp_path / "nowhere" / "x.html")

    assert (code, out) == (2, b"")
    assert b"cannot be written to" in err
    assert b"Traceback" not in err


def test_an_unknown_form_names_those_there_are(run):
    code, _, err = run("--format", "docx")

    assert code == 2
    assert b"pdf" in err
