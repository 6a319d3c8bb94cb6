"""Records of strangers through `$assess`: none may fail, each unusable resource is named.

    python benchmarks/strangers.py [COUNT]

Bundles are made by a generator that is not ours (carebundle), whole and spoilt: by its own defects, and by
nonsense in place of elements. Told: how many were assessed, refused with an OperationOutcome, or failed, and
the time of one.
"""

import copy
import json
import random
import sys
import time
from datetime import UTC, date, datetime

import carebundle

from pygalgia import load
from pygalgia.errors import RequestError
from pygalgia.records import RecordReader, load_codes, operation_outcome
from pygalgia.records.assess import assess_record

NOW = datetime(2026, 6, 1, tzinfo=UTC)
#: How often a spoiler looks into an element instead of spoiling it.
DEEPER = 0.85
NONSENSE = (
    None,
    0,
    -1,
    "",
    "x" * 500,
    [],
    {},
    [None],
    {"coding": [{}]},
    {"reference": "Patient/x"},
    True,
    "2026-99",
)


def bundles(count):
    """Yield bundles; every second one is spoilt."""
    profiles = list(carebundle.PROFILES)
    for number in range(count):
        made = carebundle.generate_bundle(
            profile=profiles[number % len(profiles)],
            seed=number,
            sex="FM"[number % 2],
            age_range=(20, 90),
            reference_date=date(2026, 5, 31),
        )
        bundle = json.loads(carebundle.to_json(made))
        if number % 2:
            spoil(bundle, random.Random(number))
        yield bundle


def spoil(bundle, dice):
    """Put nonsense into a few places of a bundle."""
    for _ in range(dice.randint(1, 8)):
        place = bundle["entry"]
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            if not keys:
                break
            key = dice.choice(keys)
            below = place[key]
            if isinstance(below, dict | list) and below and dice.random() < DEEPER:
                place = below
                continue
            place[key] = copy.deepcopy(dice.choice(NONSENSE))
            break


def measure(count):
    """Return what became of so many bundles, and the seconds of each."""
    knowledge = load()
    reader = RecordReader(knowledge, load_codes(knowledge.base))
    outcome, seconds = {"assessed": 0, "refused": 0, "resources": 0, "named": 0}, []
    for bundle in bundles(count):
        start = time.perf_counter()
        try:
            document = assess_record(bundle, reader, now=NOW, with_pdf=False)
        except RequestError as error:
            outcome["refused"] += bool(error.problems)
        else:
            assert document["entry"][0]["resource"]["resourceType"] == "Composition"
            outcome["assessed"] += 1
            record = reader.read(bundle, today=NOW.date())
            assert operation_outcome(record.issues)["issue"]
            outcome["resources"] += len(bundle["entry"])
            outcome["named"] += len(record.issues)
        seconds.append(time.perf_counter() - start)
    return outcome, sorted(seconds)


if __name__ == "__main__":
    told, spent = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print(told)
    print(f"median {spent[len(spent) // 2]:.3f} s, p95 {spent[int(len(spent) * 0.95)]:.3f} s")
