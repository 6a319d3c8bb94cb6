"""A reader beside the program, on the accounts that both have answered."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia.evaluation.measures.measure import Measure, count, mean
from pygalgia.evaluation.measures.ranking import DEPTHS, places, ranking_metrics
from pygalgia.evaluation.measures.urgency import exact, urgency_metrics
from pygalgia.evaluation.sets.readings import LONGEST_LIST, Reading
from pygalgia.evaluation.sets.truth import Answers, Truth
from pygalgia.inference.model import FloatArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One reading, and the program on the same accounts.

    Attributes:
        name: Of the reading.
        n: Accounts that both have answered.
        own: Metrics of the program on these.
        reader: Metrics of the reading.
        ahead: How much better the reading is, in shares of accounts, with paired intervals.
    """

    name: str
    n: int
    own: dict[str, Measure]
    reader: dict[str, Measure]
    ahead: dict[str, Measure]

    def metrics(self) -> dict[str, Measure]:
        """Return them flat: the reading, the program on the same accounts (`beside_`), the difference."""
        slug = slug_of(self.name)
        flat = {f"reading_{slug}_n": count(self.n)}
        for prefix, each in (("reading", self.reader), ("beside", self.own), ("ahead", self.ahead)):
            flat |= {f"{prefix}_{slug}_{name}": measure for name, measure in each.items()}
        return flat


def slug_of(name: str) -> str:
    """Return a name as metrics and columns are prefixed with it.

    Examples:
        >>> slug_of("Two likeliest, then fits best")
        'two_likeliest_then_fits_best'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def beside(
    reading: Reading,
    ids: Sequence[str],
    own: Answers,
    truth: Truth,
    *,
    conditions: Sequence[str],
    seed: int = 0,
) -> Beside | None:
    """Return a reading beside the program; None where they share no account.

    Args:
        reading: What the reader named.
        ids: (E,) of the cases.
        own: What the program answered to the E cases.
        truth: Of the E cases.
        conditions: (C,) ids, in the order of the C axis.
        seed: Of the intervals.
    """
    shared = np.array([name in reading.rows for name in ids], dtype=np.bool_)
    if not shared.any():
        return None
    answers = _answers(reading, [name for name in ids if name in reading.rows], conditions)
    ours, part = own.take(shared), truth.take(shared)
    return Beside(
        name=reading.name,
        n=part.size,
        own=ranking_metrics(ours, part, seed=seed) | urgency_metrics(ours, part),
        reader=ranking_metrics(answers, part, seed=seed) | urgency_metrics(answers, part),
        ahead=_ahead(answers, ours, part, seed=seed),
    )


def _answers(reading: Reading, ids: Sequence[str], conditions: Sequence[str]) -> Answers:
    column: Mapping[str, int] = {name: index for index, name in enumerate(conditions)}
    order = np.full((len(ids), LONGEST_LIST), -1, dtype=np.int32)
    for row, name in enumerate(ids):
        causes = reading.rows[name].causes
        order[row, : len(causes)] = [column[cause] for cause in causes]
    urgency = np.array([int(reading.rows[name].urgency) for name in ids], dtype=np.int8)
    return Answers(name=reading.name, probability=None, urgency=urgency, order=order)


def _ahead(reader: Answers, own: Answers, truth: Truth, *, seed: int) -> dict[str, Measure]:
    """Return by how much the reading is ahead, account by account: what both miss cancels out."""
    theirs, ours = _hits(reader, truth), _hits(own, truth)
    return {name: mean(theirs[name] - ours[name], seed=seed) for name in theirs if name in ours}


def _hits(answers: Answers, truth: Truth) -> dict[str, FloatArray]:
    hits: dict[str, FloatArray] = {}
    place = places(answers, truth)
    if place is not None:
        hits |= {f"top{depth}": (place <= depth).astype(np.float64) for depth in DEPTHS}
    if answers.urgency is not None:
        hits["urgency_exact"] = exact(answers.urgency, truth).astype(np.float64)
    return hits
