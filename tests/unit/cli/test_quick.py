"""The plain forms of a command mean what they mean when all forms are read."""

import pytest
from typer.testing import CliRunner

from pygalgia.cli import assess as whole
from pygalgia.cli.app import app
from pygalgia.cli.quick import plain

PLAIN = (
    ["assess", "case.yaml"],
    ["assess", "case.yaml", "--format", "json"],
    ["assess", "--format", "text", "case.yaml"],
    ["assess", "--seed", "7", "case.yaml", "--all"],
    ["assess", "a folder/case.json", "--all", "--format", "terminal", "--seed", "0"],
)
NOT_PLAIN = (
    [],
    ["--help"],
    ["assess"],
    ["assess", "--help"],
    ["assess", "--example"],
    ["assess", "case.yaml", "other.yaml"],
    ["assess", "case.yaml", "--format"],
    ["assess", "case.yaml", "--format", "pdf"],
    ["assess", "case.yaml", "--format=json"],
    ["assess", "case.yaml", "--out", "report.txt"],
    ["assess", "case.yaml", "--seed", "-1"],
    ["assess", "case.yaml", "--seed", "\u0661"],
    ["assess", "-"],
    ["knowledge", "lint"],
)


@pytest.mark.parametrize("arguments", PLAIN)
def test_a_plain_form_asks_for_the_same_as_the_whole_reading(arguments, monkeypatch):
    called = []
    monkeypatch.setattr(whole, "assess_file", lambda case, **options: called.append((case, options)))
    assert CliRunner().invoke(app, arguments).exit_code == 0
    [(case, options)] = called
    read = plain(arguments)
    assert read is not None
    assert (case, options["format_"], options["everything"], options["seed"]) == tuple(read)
    rest = {name: value for name, value in options.items() if name not in ("format_", "everything", "seed")}
    assert rest == {"example": False, "out": None, "paper": "a4"}


@pytest.mark.parametrize("arguments", NOT_PLAIN)
def test_every_other_form_is_left_to_the_whole_reading(arguments):
    assert plain(arguments) is None
