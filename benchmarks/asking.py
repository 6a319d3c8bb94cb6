"""Interview people of whom a case tells only a part, and judge the urgency against the key.

    python benchmarks/asking.py cases/people

Three rows a folder: what a case does not tell is unknown; what the emergency screen asks is denied;
everything is denied (`pygalgia.evaluation.replay.asking`). With --show the cases that are not exact are
listed.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import pygalgia
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.replay.asking import RESTS, Asked, asked
from pygalgia.evaluation.sets.folder import KeyedCase, read_folder


def main() -> None:
    """Interview, and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", type=Path, help="folders of cases with a key")
    options.add_argument("--every", type=int, default=1, help="only every so many cases")
    options.add_argument("--show", action="store_true", help="list what is not exact")
    given = options.parse_args()
    knowledge = pygalgia.load()
    for folder in given.folders:
        keyed = read_folder(folder, knowledge).cases[:: given.every]
        for rest in RESTS:
            found = asked([each.case for each in keyed], knowledge, rest=rest)
            print(f"{folder.name}, rest {rest}: {summary(found, keyed)}", flush=True)
            for one, key in zip(found, keyed, strict=True):
                if given.show and one.urgency not in due(key):
                    levels = f"{key.expected.urgency.id} due, {one.told.id} told, {one.urgency.id} asked"
                    print(f"  {one.case}: {levels}")


def summary(found: Sequence[Asked], keyed: Sequence[KeyedCase]) -> str:
    """Return the counts in one line."""
    right = [due(key) for key in keyed]
    pairs = list(zip(found, right, strict=True))
    low = sum(one.urgency < min(levels) for one, levels in pairs)
    high = sum(one.urgency > max(levels) for one, levels in pairs)
    exact = sum(one.urgency in levels for one, levels in pairs)
    below = sum(one.urgency < one.told for one in found)
    urgent = [one for one, levels in pairs if min(levels) is Urgency.EMERGENCY]
    caught = sum(one.urgency is Urgency.EMERGENCY for one in urgent)
    return (
        f"{len(found)} people, exact {exact / len(found):.0%}, too low {low}, too high {high}, "
        f"below what was told {below}, emergencies {caught} of {len(urgent)}, "
        f"statements {np.median([one.statements for one in found]):.0f}, "
        f"questions {np.median([one.questions for one in found]):.0f}"
    )


def due(key: KeyedCase) -> set[Urgency]:
    """Return the levels that count as exact."""
    return {key.expected.urgency, *key.expected.urgency_acceptable}


if __name__ == "__main__":
    main()
