"""The words of the levels of urgency stand in one table."""

import ast
from pathlib import Path

import pygalgia
from pygalgia.domain.urgency import Urgency
from pygalgia.report.words import URGENCY

SOURCE = Path(pygalgia.__file__).parent
LEVELS = {each.id for each in Urgency} | {each.name for each in Urgency}


def keys_of(table):
    """Return the keys of a dictionary as the source writes them: a text, or the last part of a name."""
    return {getattr(key, "value" if isinstance(key, ast.Constant) else "attr", None) for key in table.keys}


def tables_of_levels(path):
    """Yield the module once for each dictionary that gives words for every level.

    Whole sentences with a place for something else are no words for a level: they cannot be glued from them.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Dict) and len(keys_of(node) & LEVELS) == len(Urgency):
            named = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
            said = "".join(str(each.value) for each in ast.walk(node) if isinstance(each, ast.Constant))
            if "later" in named and "%(" not in said:
                yield path.relative_to(SOURCE).as_posix()


def test_no_second_table_puts_levels_into_words():
    """A trend and the reader's pages had tables of their own, and said "same day" and "same-day"."""
    found = [name for path in SOURCE.rglob("*.py") for name in tables_of_levels(path)]

    assert found == ["report/words.py"]


def test_every_level_has_its_words():
    for level in Urgency:
        words = URGENCY[level]
        assert all((words.name, words.headline, words.deed, words.why, words.in_short, words.in_general))
