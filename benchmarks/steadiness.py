"""Count how often urgency keeps its promises when one thing about a case is different.

python benchmarks/steadiness.py cases/dev cases/second cases/third cases/fourth --simulated 2000

Every case and every simulated patient is changed in every way (`pygalgia.evaluation.studies.steadiness`).
With --show the broken promises are listed, one a line.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

import pygalgia
from pygalgia.evaluation.studies.simulated.design import design
from pygalgia.evaluation.studies.simulated.patients import Source, cases
from pygalgia.evaluation.studies.simulated.world import as_believed
from pygalgia.evaluation.studies.steadiness import Trial, trials


def main() -> None:
    """Count, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, help="folders of case files")
    options.add_argument("--simulated", type=int, default=0, help="simulated patients")
    options.add_argument("--asked", type=int, help="findings tried on each case and patient; all if left out")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--show", action="store_true", help="list what was broken")
    given = options.parse_args()
    knowledge = pygalgia.load()
    for folder in given.folders:
        found = [pygalgia.read_case(path, knowledge) for path in sorted(folder.glob("*.yaml"))]
        report(str(folder), trials(found, knowledge, asked=given.asked, seed=given.seed), show=given.show)
    if given.simulated:
        source = Source(knowledge=knowledge, design=design())
        patients = source.draw(
            given.simulated, as_believed(knowledge.model), np.random.default_rng(given.seed)
        )
        people = list(cases(source, patients))
        report("simulated", trials(people, knowledge, asked=given.asked, seed=given.seed), show=given.show)


def report(name: str, found: Iterable[Trial], *, show: bool) -> None:
    """Print how often each promise was tried, broken, and kept only by a flag."""
    tried: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    flagged: Counter[str] = Counter()
    for each in found:
        tried[each.promise] += 1
        broken[each.promise] += not each.kept
        flagged[each.promise] += each.by_flag
        if show and not each.kept:
            print(
                f"  {each.promise:10s} {each.case:16s} {each.change:45s} {each.before.id} -> {each.after.id}",
                flush=True,
            )
    for promise, number in tried.items():
        counts = f"{number:8d} tried {broken[promise]:6d} broken {flagged[promise]:6d} kept by a flag"
        print(f"{name:14s} {promise:10s} {counts}", flush=True)


if __name__ == "__main__":
    main()
