"""What the plain installation leaves out is known by name, so that a command says what to install."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires
from pathlib import Path

from pygalgia.extras import EXTRA_OF

ROOT = Path(__file__).parents[2]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


def with_what_it_needs(names):
    """Return the distributions with all that they need, extras aside."""
    found, waiting = set(), set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        needed = {named(each) for each in requires(name) or () if "extra ==" not in each}
        waiting |= {each for each in needed - found if is_installed(each)}
    return found


def named(requirement):
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def is_installed(name):
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def test_every_library_that_is_imported_comes_with_the_plain_installation_or_has_its_extra():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = with_what_it_needs(map(named, project["dependencies"]))
    comes_from = packages_distributions()
    # What type checkers alone see is never loaded.
    ours = {"pygalgia", "_typeshed", *sys.stdlib_module_names, *EXTRA_OF}

    foreign = {
        (name, str(path.relative_to(ROOT)))
        for path in (ROOT / "src").rglob("*.py")
        for name in imported(path)
        if name not in ours and not plain & set(map(named, comes_from.get(name, ())))
    }

    assert foreign == set()
