"""How long a whole assessment takes, once everything is loaded: of published cases, each the best of three.

    python benchmarks/assessment.py [--every 11]

Processor time, one core. Next to it urgency and posterior alone, which is what the engine itself needs.
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

# As the command line and the web application have it: what a second thread waits is counted as work.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pygalgia
from pygalgia import assessing
from pygalgia.errors import CaseError

CASES = Path(__file__).parents[1] / "cases"
SETS = ("dev", "second", "third", "fourth")


def main() -> None:
    """Measure and print the middle and the slowest twentieth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--every", type=int, default=11)
    every = parser.parse_args().every
    knowledge = pygalgia.load()
    cases = []
    for path in sorted(path for name in SETS for path in (CASES / name).glob("*.yaml"))[::every]:
        try:
            cases.append(pygalgia.read_case(path, knowledge))
        except CaseError:
            continue
    for name, work in (
        ("a whole assessment", pygalgia.assess),
        ("urgency and posterior alone", assessing.urgency_and_probability),
    ):
        took = sorted(best(partial(work, case, knowledge)) for case in cases)
        middle, slow = took[len(took) // 2], took[int(0.95 * len(took))]
        print(f"{name:28} {len(took)} cases: median {middle:.2f} ms, 95th percentile {slow:.2f} ms")


def best(work: Callable[[], object]) -> float:
    """Return the least of three times in milliseconds, after one that nobody counts."""
    work()
    took = []
    for _ in range(3):
        start = time.process_time()
        work()
        took.append(1000 * (time.process_time() - start))
    return min(took)


if __name__ == "__main__":
    main()
