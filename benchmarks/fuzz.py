"""Random and mutated cases for as long as wanted, counted: what a short test does, at scale.

    python benchmarks/fuzz.py --minutes 10 --seed 1

Every case holds random answers; four in ten are then spoilt, in an answer or in the text. Each
is read and assessed, or refused in our words: anything else ends the run. For each that is assessed: no
probability outside [0, 1] or NaN, no raised flag outvoted, one more danger sign lowers no flag, and in one of
twenty the plain judge says the same of every flag. The same seed gives the same cases.
"""

import argparse
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pygalgia
import verdict_oracle
from pygalgia.assessing import urgency_and_probability
from pygalgia.errors import PygalgiaError
from tables import random_document

ODD = [
    None,
    True,
    [],
    {},
    "",
    "x" * 300,
    -1,
    1e308,
    10**30,
    "\u2028",
    {"value": -5, "unit": "Cel"},
    ["a"],
    "present",
]


class FoundError(AssertionError):
    """What must hold does not."""


SOME, FEW = 0.4, 0.2


def spoilt(rng, document):
    """Return the text of a case with something wrong in it."""
    answers = document["answers"]
    for _ in range(rng.randint(1, 3)):
        name = rng.choice([*answers, "no-such-finding", "", "saddle-numbness"]) if answers else "fever"
        answers[name] = rng.choice(ODD)
    if rng.random() < FEW:
        document[rng.choice(["age_years", "sex", "setting", "id", "schema", "more"])] = rng.choice(ODD)
    text = json.dumps(document)
    if rng.random() < FEW:
        place = rng.randrange(len(text))
        text = text[:place] + rng.choice(["", "{", '"', "\x00", "NaN", ",,", "\ud800"]) + text[place + 1 :]
    return text


def read(text, folder, knowledge):
    """Return the case of a text, by way of a file as a person hands it over."""
    path = folder / "case.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return pygalgia.read_case(path, knowledge)


def check(case, knowledge, *, plainly):
    """Raise where a promise does not hold for a case."""
    triage, probability = urgency_and_probability(case, knowledge)
    if not all(math.isfinite(each) and 0 <= each <= 1 for each in probability):
        msg = "a probability outside [0, 1]"
        raise FoundError(msg)
    standing = knowledge.judge.standing(case)
    if triage.urgency < standing.level:
        msg = "a flag was outvoted"
        raise FoundError(msg)
    if plainly:
        findings = knowledge.base.findings
        plain = [verdict_oracle.verdict(flag, case, findings)[0] for flag in standing.judge.flags]
        if plain != [each.verdict for each in standing.verdicts]:
            msg = "the plain judge differs"
            raise FoundError(msg)
    return triage.urgency


def main():
    """Run until the time is over, and print the counts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    knowledge, rng, counts = pygalgia.load(), random.Random(wanted.seed), Counter()
    danger, findings = knowledge.base.triage.danger_signs, knowledge.base.findings
    folder = Path(tempfile.mkdtemp())
    until = time.process_time() + 60 * wanted.minutes
    while time.process_time() < until:
        counts["cases"] += 1
        document = random_document(rng, knowledge, f"fuzz-{counts['cases']}")
        is_spoilt = rng.random() < SOME
        text = spoilt(rng, document) if is_spoilt else json.dumps(document)
        try:
            case = read(text, folder, knowledge)
        except PygalgiaError:
            counts["refused in our words"] += 1
            continue
        before = check(case, knowledge, plainly=counts["cases"] % 20 == 0)
        counts["assessed"] += 1
        counts[f"assessed as {before.id}"] += 1
        standing = knowledge.judge.standing(case).level
        told = set(document["answers"])
        name = rng.choice([name for name in danger if name not in told and findings[name].asked_if is None])
        more = {**document, "answers": {**document["answers"], name: rng.choice(sorted(danger[name]))}}
        try:
            case = read(json.dumps(more), folder, knowledge)
        except PygalgiaError:
            continue
        counts["with one more danger sign"] += 1
        if knowledge.judge.standing(case).level < standing:
            counts["one more danger sign lowered the flags"] += 1
            print("lowered:", json.dumps(more), name)
    for name, count in sorted(counts.items()):
        print(f"{name}: {count:,}")


if __name__ == "__main__":
    main()
