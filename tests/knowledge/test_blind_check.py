"""What was read again from its source, blind, still stands in the files as it was read."""

import csv
from pathlib import Path

TABLE = Path(__file__).parents[2] / "benchmarks" / "blind_check.csv"


def test_every_figure_that_was_read_again_has_the_value_that_was_read(knowledge):
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 60
    read = [row for row in rows if row["read_again"]]
    assert len(read) >= 20
    for row in read:
        value = knowledge.base.figures[row["figure"]].value
        assert abs(value - float(row["read_again"])) < 0.005, row["figure"]
        assert row["outcome"] in {"agrees", "mended"}
