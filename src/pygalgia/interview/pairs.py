"""What two questions together are worth: an answer may mean little alone and much with another."""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from pygalgia.inference.model import DIRECT, IndexArray
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import Worth

FloatArray = NDArray[np.float64]


def best_pair(worth: Worth, *, most: int) -> tuple[float, str | None]:
    """Return the greatest saving expected of any pair of the `most` best questions, and its better half.

    Exact for the decision loss: every pair of states is followed to its posterior. For red flags the two
    single values are added, because each already counts what the other could complete.
    """
    here = worth.situation
    chosen = [int(place) for place in np.argsort(-worth.total, kind="stable")[:most]]
    pairs = list(combinations(chosen, 2))
    if not pairs:
        return 0.0, None
    left, right, owner = _states(here, pairs)
    gain, log_common = _joint_gain(here, left, right)
    joint = np.exp(gain) * here.posterior.probability
    chance = joint.sum(axis=1)
    after = joint / chance[:, None]
    chance *= np.exp(log_common)
    now = here.loss.of(here.posterior.probability[None, :])[0]
    saved = chance * (now - here.loss.of(after))
    by_pair = np.bincount(owner, weights=saved, minlength=len(pairs))
    others = worth.flags + worth.floors
    total = np.array([by_pair[n] + others[a] + others[b] for n, (a, b) in enumerate(pairs)])
    best = int(total.argmax())
    better = max(pairs[best], key=lambda place: float(worth.per_cost[place]))
    return float(total[best]), here.askable[better].id


def _states(here: Situation, pairs: list[tuple[int, int]]) -> tuple[IndexArray, IndexArray, IndexArray]:
    """Return the S rows of every pair of states, and the pair that each belongs to."""
    left, right, owner = [], [], []
    for number, (a, b) in enumerate(pairs):
        for first in _rows(here, a):
            for second in _rows(here, b):
                left.append(first)
                right.append(second)
                owner.append(number)
    return np.array(left), np.array(right), np.array(owner)


def _rows(here: Situation, place: int) -> list[int]:
    start = int(here.starts[place])
    rows: list[int] = here.rows[start : start + len(here.askable[place].states)].tolist()
    return rows


def _joint_gain(here: Situation, left: IndexArray, right: IndexArray) -> tuple[FloatArray, FloatArray]:
    """Return (n, C) what two answers add to each log score, and (n,) the part that all conditions share."""
    model = here.model
    first, second = model.parent[left], model.parent[right]
    gain = np.zeros((left.size, len(model.conditions)))
    common = np.zeros(left.size)
    same = (first == second) & (first != DIRECT)
    for rows, parent in ((left, first), (right, second)):
        direct = parent == DIRECT
        gain[direct] += model.log_direct[rows[direct]]
        alone = ~direct & ~same
        gain[alone] += _bracket(here, parent[alone], model.log_ratio[rows[alone]])
        common[~direct] += np.log(model.p_if_absent[rows[~direct]])
    # Two findings of one mechanism speak through one bracket: their ratios add inside it.
    together = model.log_ratio[left[same]] + model.log_ratio[right[same]]
    gain[same] += _bracket(here, first[same], together)
    return gain, common


def _bracket(here: Situation, mechanism: IndexArray, added: FloatArray) -> FloatArray:
    before = here.posterior.log_ratio[mechanism]
    q = here.model.q[mechanism]
    result: FloatArray = np.log1p(q * np.expm1(before + added)[:, None]) - np.log1p(
        q * np.expm1(before)[:, None]
    )
    return result
