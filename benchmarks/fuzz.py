"""Random and mutated cases for as long as wanted, counted: what a short test does, at scale.

    python benchmarks/fuzz.py --minutes 10 --seed 1
    python benchmarks/fuzz.py --cases 250000 --seed 21
    python benchmarks/fuzz.py --cases 250000 --seed 31 --alone 10

Every case holds random answers; four in ten are then spoilt, in an answer or in the text. Each
is read and assessed, or refused in our words: anything else ends the run. For each that is assessed: no
probability outside [0, 1] or NaN, no raised flag outvoted, one more danger sign lowers no flag, in one of
twenty the plain judge says the same of every flag, and a batch says the same urgency, flags and greatest
probability of the same case as a row of a table (those spoilt are none). The same seed gives the same cases.

With `--alone 10` a batch judges every case that is not spoilt, and the same with one more danger sign; one in
ten, and each that is spoilt, is read and assessed alone as well. That is twice as fast.
"""

import argparse
import json
import math
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import pygalgia
import tables
import verdict_oracle
from pygalgia.assessing import urgency_and_probability
from pygalgia.batch import assess_table
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import PygalgiaError

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
    raised = [each.flag.id for each in standing.verdicts if each.verdict == "raised"]
    return Told(triage.urgency, raised, max(probability))


@dataclass(frozen=True)
class Told:
    """What is said of a case in both faces: urgency, raised flags, the greatest probability."""

    urgency: Urgency
    raised: list[str]
    greatest: float


@dataclass
class Rows:
    """Cases that wait to be said by a batch too; None: they were refused."""

    knowledge: pygalgia.Knowledge
    documents: list = field(default_factory=list)
    told: list[Told | None] = field(default_factory=list)
    compared: int = 0

    def add(self, document, told, *, most=2000):
        """Keep one more, and compare when there are many."""
        self.documents.append(document)
        self.told.append(told)
        if len(self.documents) >= most:
            self.compare()

    def hold(self, document, row):
        """Raise where one case alone is told otherwise than a row of a batch."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                case = read(json.dumps(document), Path(folder), self.knowledge)
            except PygalgiaError:
                told = None
            else:
                told = check(case, self.knowledge, plainly=self.compared % 10 == 0)
        self._refuse_other(row, told)
        self.compared += 1

    def _refuse_other(self, row, told):
        if not same(row, told):
            msg = f"a batch says otherwise: {row['id']}: {row}, and alone: {told}"
            raise FoundError(msg)

    def compare(self):
        """Raise where a batch says otherwise."""
        if not self.documents:
            return
        rows = assess_table(tables.table_of(self.documents), self.knowledge).to_pylist()
        for row, told in zip(rows, self.told, strict=True):
            self._refuse_other(row, told)
        self.compared += len(rows)
        self.documents, self.told = [], []


def same(row, told):
    """Return whether a row of a batch says what was said of its case alone."""
    if told is None:
        return row["problem"] is not None and row["urgency"] is None
    words = (row["urgency"], sorted(row["flags_raised"]), row["problem"])
    return words == (told.urgency.id, sorted(told.raised), None) and math.isclose(
        row["probability_1"], told.greatest, rel_tol=1e-9
    )


def main():
    """Run what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=1, help="of the processor")
    parser.add_argument("--cases", type=int, help="so many instead, however long it takes")
    parser.add_argument("--alone", type=int, default=0, help="only one in so many is assessed alone too")
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    counts = by_batches(wanted) if wanted.alone else each_alone(wanted)
    for name, count in sorted(counts.items()):
        print(f"{name}: {count:,}")


def by_batches(wanted):
    """Judge cases by batches, and some of them alone."""
    knowledge, rng, counts = pygalgia.load(), random.Random(wanted.seed), Counter()
    folder = Path(tempfile.mkdtemp())
    while counts["cases"] < wanted.cases:
        documents = []
        for _ in range(min(20_000, wanted.cases - counts["cases"])):
            counts["cases"] += 1
            document = tables.random_document(rng, knowledge, f"fuzz-{counts['cases']}")
            if rng.random() >= SOME:
                documents.append(document)
                continue
            try:
                case = read(spoilt(rng, document), folder, knowledge)
            except PygalgiaError:
                counts["refused in our words"] += 1
            else:
                check(case, knowledge, plainly=counts["cases"] % 20 == 0)
                counts["assessed"] += 1
        judge_batch(rng, documents, knowledge, counts, alone=wanted.alone)
    return counts


def judge_batch(rng, documents, knowledge, counts, *, alone):
    """Hold rows of a batch against what must hold, one more danger sign, and some against the case alone."""
    danger, findings = knowledge.base.triage.danger_signs, knowledge.base.findings
    more = []
    for document in documents:
        told = document["answers"]
        name = rng.choice([name for name in danger if name not in told and findings[name].asked_if is None])
        more.append({**document, "answers": {**told, name: rng.choice(sorted(danger[name]))}})
    rows = assess_table(tables.table_of(documents), knowledge).to_pylist()
    after = assess_table(tables.table_of(more), knowledge).to_pylist()
    counts["judged by a batch"] += len(rows) + len(after)
    rows_alone = Rows(knowledge)
    for number, (document, row, then) in enumerate(zip(documents, rows, after, strict=True)):
        if row["problem"] is not None:
            counts["refused in our words"] += 1
        else:
            check_row(row, knowledge)
            counts["assessed"] += 1
            counts[f"assessed as {row['urgency']}"] += 1
            if then["problem"] is None:
                check_row(then, knowledge)
                counts["with one more danger sign"] += 1
                if Urgency.from_id(then["urgency"]) < Urgency.from_id(row["urgency"]):
                    counts["one more danger sign lowered the urgency"] += 1
                    print("urgency lowered:", json.dumps(document), "by", then["id"])
        if number % alone == 0:
            rows_alone.hold(document, row)
    counts["compared with the case alone"] += rows_alone.compared


def check_row(row, knowledge):
    """Raise where a promise does not hold for a row of a batch."""
    shares = [row[f"probability_{place}"] for place in range(1, 6)]
    shares = [each for each in shares if each is not None]
    if not all(math.isfinite(each) and 0 <= each <= 1 for each in shares) or sum(shares) > 1 + 1e-9:
        msg = f"a probability outside [0, 1]: {row}"
        raise FoundError(msg)
    flags = knowledge.base.red_flags
    if any(
        Urgency.from_id(flags[each].urgency) > Urgency.from_id(row["urgency"]) for each in row["flags_raised"]
    ):
        msg = f"a flag was outvoted: {row}"
        raise FoundError(msg)


def each_alone(wanted):
    """Read and assess each case alone until the time is over or the cases are through."""
    knowledge, rng, counts = pygalgia.load(), random.Random(wanted.seed), Counter()
    danger, findings = knowledge.base.triage.danger_signs, knowledge.base.findings
    folder = Path(tempfile.mkdtemp())
    rows, until = Rows(knowledge), time.process_time() + 60 * wanted.minutes
    while counts["cases"] < wanted.cases if wanted.cases else time.process_time() < until:
        counts["cases"] += 1
        document = tables.random_document(rng, knowledge, f"fuzz-{counts['cases']}")
        is_spoilt = rng.random() < SOME
        text = spoilt(rng, document) if is_spoilt else json.dumps(document)
        try:
            case = read(text, folder, knowledge)
        except PygalgiaError:
            counts["refused in our words"] += 1
            if not is_spoilt:
                rows.add(document, None)
            continue
        before = check(case, knowledge, plainly=counts["cases"] % 20 == 0)
        if not is_spoilt:
            rows.add(document, before)
        counts["assessed"] += 1
        counts[f"assessed as {before.urgency.id}"] += 1
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
        if urgency_and_probability(case, knowledge)[0].urgency < before.urgency:
            counts["one more danger sign lowered the urgency"] += 1
            print("urgency lowered:", json.dumps(more), name)
    rows.compare()
    counts["compared with a batch"] = rows.compared
    return counts


if __name__ == "__main__":
    main()
