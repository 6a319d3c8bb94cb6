"""Calls made from our OpenAPI description, counted: what a short test does, at scale.

    python benchmarks/openapi.py --examples 2000 --seed 1

Every answer must have a status, a format and a shape that the description names, and none may be a fault.
"""

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pygalgia
from openapi_calls import application, called, operations


def main() -> None:
    """Call every operation and print what was answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--examples", type=int, default=200, help="of each operation")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    total = Counter()
    with tempfile.TemporaryDirectory() as folder:
        app = application(Path(folder), pygalgia.load())
        for each in operations(app):
            statuses = called(each, asked.examples, asked.seed)
            total += statuses
            print(f"{each.method} {each.path}: {dict(sorted(statuses.items()))}")
    print(f"{total.total():,} calls, as described: {dict(sorted(total.items()))}")


if __name__ == "__main__":
    main()
