"""The plain forms of a command mean what they mean when all forms are read."""

import pytest
from typer.testing import CliRunner

from pygalgia.cli import assess as whole
from pygalgia.cli.app import app, app_for
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


@pytest.mark.parametrize(
    "arguments", [["--help"], [], ["asess"], ["--lang", "es"], ["--help", "diary"], ["--version"]]
)
def test_commands_that_are_not_named_are_listed_as_if_they_were_read(arguments):
    whole_app, light = (CliRunner().invoke(each, arguments) for each in (app, app_for(arguments)))
    assert (light.output, light.exit_code) == (whole_app.output, whole_app.exit_code)


@pytest.mark.parametrize(
    "arguments", [["diary", "--help"], ["db", "upgrade", "--help"], ["--lang", "es", "codes", "--help"]]
)
def test_a_command_that_is_named_is_read_whole(arguments):
    whole_app, light = (CliRunner().invoke(each, arguments) for each in (app, app_for(arguments)))
    assert light.exit_code == 0
    assert light.output == whole_app.output
