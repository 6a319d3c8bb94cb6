"""The security table says something of every requirement, and every test that it names is there."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Requirements of levels 1 and 2 of ASVS 5.0.0, by chapter.
REQUIREMENTS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13,
    16: 16, 17: 7,
}  # fmt: skip
ROW = re.compile(
    r"^\| (V(\d+)\.\d+\.\d+) \| (holds|partly|missing|not here) \| (.*) \| (.*) \|$", re.MULTILINE
)
TABLE = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")


def test_every_requirement_of_level_2_stands_in_the_security_table_once():
    rows = ROW.findall(TABLE)
    assert len({row[0] for row in rows}) == len(rows)
    assert Counter(int(row[1]) for row in rows) == REQUIREMENTS
    told = dict(re.findall(r"^\| (holds|partly|missing|not here) \| (\d+) \|$", TABLE, re.MULTILINE))
    assert Counter(row[2] for row in rows) == {name: int(count) for name, count in told.items()}


def test_what_is_said_to_hold_names_a_test_and_what_does_not_says_why():
    rows = ROW.findall(TABLE)
    assert [row[0] for row in rows if row[2] in ("holds", "partly") and "::test_" not in row[4]] == []
    assert [row[0] for row in rows if row[2] in ("partly", "missing") and not row[3].strip()] == []


def test_every_test_of_the_security_table_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TABLE)
    assert len(named) > 150
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not (ROOT / file).is_file() or f"\ndef {name}(" not in (ROOT / file).read_text()
    ]
    assert missing == []
