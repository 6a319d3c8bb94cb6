"""What two questions together are worth: an answer may mean little alone and much with another."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.inference.model import DIRECT, IndexArray
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import Worth

FloatArray = NDArray[np.float64]
Places = NDArray[np.int64]


def best_pair(worth: Worth, *, most: int) -> tuple[float, str | None]:
    """Return the greatest saving expected of any pair of the `most` best questions, and its better half.

    Exact for the decision loss: every pair of states is followed to its posterior. For red flags the two
    single values are added, because each already counts what the other could complete.
    """
    here = worth.situation
    chosen = np.argsort(-worth.total, kind="stable")[:most]
    first, second = np.triu_indices(chosen.size, 1)
    if not first.size:
        return 0.0, None
    gain, log_common, owner = _together(here, chosen)
    # In one place in memory, first the joint probability of cause and answers, then the posterior.
    after = np.exp(gain, out=gain)
    after *= here.posterior.probability
    chance = after.sum(axis=1)
    after /= chance[:, None]
    chance *= np.exp(log_common)
    now = here.loss.of(here.posterior.probability[None, :])[0]
    saved = chance * (now - here.loss.of(after))
    by_pair = np.bincount(owner, weights=saved, minlength=first.size)
    others = (worth.flags + worth.floors)[chosen]
    total = by_pair + others[first] + others[second]
    best = int(total.argmax())
    halves = chosen[first[best]], chosen[second[best]]
    better = max(halves, key=lambda place: float(worth.per_cost[place]))
    return float(total[best]), here.askable[better].id


def _together(here: Situation, chosen: Places) -> tuple[FloatArray, FloatArray, Places]:
    """Return what every two answers to two of the chosen questions (places on q) do together.

    Returns:
        (n, C) what they add to each log score; (n,) the part that all conditions share; (n,) the pair of
        questions that they belong to, in the order of `triu_indices`.
    """
    model, count = here.model, chosen.size
    sizes = here.menu.sizes[here.places[chosen]]
    question = np.repeat(np.arange(count), sizes)
    first = np.cumsum(sizes) - sizes
    rows = here.rows[here.starts[chosen][question] + np.arange(question.size) - first[question]]
    left, right = np.triu_indices(rows.size, 1)
    a, b = question[left], question[right]
    # The place of the pair (a, b) in a table's upper half, told row by row.
    owner = a * (2 * count - a - 1) // 2 + b - a - 1
    order = np.argsort(owner, kind="stable")
    order = order[(a != b)[order]]
    left, right, owner = left[order], right[order], owner[order]
    alone, common = _each_gain(here, rows)
    gain = alone[left]
    gain += alone[right]
    # Two findings of one mechanism speak through one bracket: their ratios add inside it.
    mechanism = model.parent[rows]
    same = (mechanism[left] == mechanism[right]) & (mechanism[left] != DIRECT)
    ratio = model.log_ratio[rows]
    gain[same] = _bracket(here, mechanism[left[same]], ratio[left[same]] + ratio[right[same]])
    return gain, common[left] + common[right], owner


def _each_gain(here: Situation, rows: IndexArray) -> tuple[FloatArray, FloatArray]:
    """Return (n, C) what each answer adds to each log score, and (n,) the part that all conditions share."""
    model = here.model
    parent, gain, common = model.parent[rows], model.log_direct[rows], np.zeros(rows.size)
    shared = np.flatnonzero(parent != DIRECT)
    gain[shared] = _bracket(here, parent[shared], model.log_ratio[rows[shared]])
    common[shared] = np.log(model.p_if_absent[rows[shared]])
    return gain, common


def _bracket(here: Situation, mechanism: IndexArray, added: FloatArray) -> FloatArray:
    before = here.posterior.log_ratio[mechanism]
    q = here.model.q[mechanism]
    result: FloatArray = np.log1p(q * np.expm1(before + added)[:, None]) - np.log1p(
        q * np.expm1(before)[:, None]
    )
    return result
