"""A plain assessment loads what it needs: no reader of forms, no pages, no tables, no other languages."""

import subprocess
import sys
from pathlib import Path

import pytest

CASE = Path(__file__).parents[2] / "cases" / "dev" / "s058.yaml"
HEAVY = {"babel", "fastapi", "jinja2", "numpy.ma", "pydantic", "rich", "scipy", "sqlalchemy", "typer"}
RUN = """
import sys
from pygalgia.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
sys.stderr.write(" ".join(sys.modules))
sys.exit(code)
"""


def loaded(*arguments):
    """Return the modules that a command has loaded when it is done."""
    command = [sys.executable, "-c", RUN, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout
    return set(done.stderr.split())


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_assessment_in_english_loads_nothing_heavy(form):
    # Once to read and keep the knowledge, which takes what reads forms.
    loaded("assess", str(CASE), "--format", form)
    assert loaded("assess", str(CASE), "--format", form) & HEAVY == set()


def test_importing_the_package_loads_no_arrays():
    listing = "import pygalgia, sys; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", listing], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & {*HEAVY, "numpy", "msgspec", "yaml"} == set()
