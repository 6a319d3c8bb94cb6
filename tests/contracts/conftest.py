"""The command line, as a test runs it."""

import sys

import pytest

from pygalgia.cli import main


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command line; return exit code, standard output and standard error."""

    def run_(*arguments):
        monkeypatch.setattr(sys, "argv", ["pygalgia", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        written = capsys.readouterr()
        return stopped.value.code or 0, written.out, written.err

    return run_
