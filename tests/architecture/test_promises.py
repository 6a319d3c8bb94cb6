"""Promises that reviews alone would not keep."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pygalgia

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "pygalgia"
#: Engine and flags may hold no clinical number: these literals are arithmetic, drawing or numerics.
ARITHMETIC = {0, 1, -1, 2, -1.0, 10}


def names_of_numbers(path):
    """Return the literals of a module that are not bound to a name in capitals, with their lines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        id(inner)
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for inner in ast.walk(node)
    }
    return [
        (node.value, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, int | float)
        and not isinstance(node.value, bool)
        and id(node) not in named
        and node.value not in ARITHMETIC
    ]


@pytest.mark.parametrize("package", ["inference", "redflags"])
def test_the_engine_holds_no_clinical_number(package):
    paths = sorted((SOURCE / package).glob("*.py"))
    assert paths
    allowed = {1.6448536269514722, 1e9, 1e-9, 1e-300}
    found = [
        (path.name, value, line)
        for path in paths
        for value, line in names_of_numbers(path)
        if value not in allowed
    ]
    assert found == []


def test_public_names_are_sorted_and_resolve():
    assert pygalgia.__all__ == sorted(pygalgia.__all__)
    for name in pygalgia.__all__:
        assert getattr(pygalgia, name) is not None


def test_the_door_is_one_screen_and_offers_what_it_shows():
    door = Path(pygalgia.__file__).read_text(encoding="utf-8")

    assert len(door.splitlines()) <= 100
    assert {"Assessment", "Case", "Interviewer", "assess", "load", "read_case"} <= set(pygalgia.__all__)
    assert set(pygalgia._HOMES) | {"__version__"} == set(pygalgia.__all__)


def test_importing_the_package_loads_no_library():
    code = (
        "import sys, pygalgia;"
        "print([m for m in ('numpy', 'yaml', 'pydantic', 'rich', 'typer') if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_assessing_loads_no_compiler_and_no_web():
    code = (
        "import sys, pygalgia; pygalgia.assess;"
        "heavy = ('numba', 'scipy', 'matplotlib', 'fastapi', 'sqlalchemy', 'textstat', 'typst');"
        "print([m for m in heavy if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"


def test_pytest_collects_every_file_that_holds_a_test():
    holding = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "tests").rglob("*.py")
        if re.search(r"^(async )?def test_|^    def test_", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    misnamed = {name for name in holding if not Path(name).name.startswith("test_")}
    assert holding
    assert misnamed == set()


def test_every_module_says_what_it_is_for():
    silent = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_error_is_in_the_tree():
    errors = importlib.import_module("pygalgia.errors")
    drawn = errors.__doc__
    for name in errors.__all__:
        assert name in drawn or name == "Problem", name


def test_no_file_names_the_place_it_was_written_in():
    words = re.compile(
        r"(?<![a-z0-9])/"
        r"work/|\bshared/(evidence|cases|DESIGN)|/"
        r"tmp/ext|pypi\.org|python"
        r"hosted"
    )
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    found = []
    for name in listed:
        path = ROOT / name
        if (
            path.suffix
            in {".py", ".md", ".yaml", ".toml", ".txt", ".lock", ".jsonl", ".html", ".js", ".css", ""}
            and path.is_file()
        ):
            text = path.read_text(encoding="utf-8", errors="ignore")
            if words.search(text):
                found.append(name)
    assert found == []
