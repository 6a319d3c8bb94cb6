"""The map of the code tells the truth: names stand in their files, and nothing is left out.

That its paths exist, as those of every document: `test_documents`.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: A file or folder in backticks, perhaps with `<id>` in it, perhaps with `::name`.
NAMED = re.compile(
    r"`((?:src|tests|docs|locks|benchmarks|cases|scripts)/[\w./<>-]*|[\w-]+\.toml)(?:::(\w+))?`"
)


def named_in(document):
    return NAMED.findall((ROOT / document).read_text(encoding="utf-8"))


def defined_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def test_every_function_on_the_map_stands_in_the_file_that_is_named():
    functions = [(path, name) for path, name in named_in("docs/architecture.md") if name]

    assert len(functions) > 20
    assert [f"{path}::{name}" for path, name in functions if name not in defined_in(ROOT / path)] == []


def test_the_map_shows_every_room():
    shown = {path.rstrip("/") for path, _ in named_in("docs/architecture.md")}
    rooms = {
        path.parent.relative_to(ROOT).as_posix() for path in (ROOT / "src/pygalgia").glob("*/__init__.py")
    }

    assert rooms - shown == set()


def test_the_map_shows_every_file_and_folder_of_the_knowledge():
    """Opinions, case mixes and what is told came in, and no newcomer was told where they are."""
    data = ROOT / "src/pygalgia/knowledge/data"
    shown = {path.rstrip("/") for path, _ in named_in("docs/architecture.md")}
    there = {each.relative_to(ROOT).as_posix() for each in data.iterdir()}
    is_shown = {name for name in there if any(path.startswith(name) for path in shown)}

    assert {name for name in there - is_shown if "/claims-" not in name} == set()
