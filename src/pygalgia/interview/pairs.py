"""What two questions together are worth: an answer may mean little alone and much with another."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.frozen import Frozen
from pygalgia.inference import bits
from pygalgia.inference.model import DIRECT, IndexArray
from pygalgia.inference.posterior import SMALLEST
from pygalgia.interview.situation import Situation
from pygalgia.interview.value import Worth

FloatArray = NDArray[np.float64]
Places = NDArray[np.int64]


def best_pair(
    worth: Worth, *, most: int, above: float, without: frozenset[str] = frozenset()
) -> tuple[float, tuple[str, ...]]:
    """Return the greatest saving expected of any pair of the `most` best questions, and what is due by it.

    That is the better half of this pair, then the halves of all pairs that are expected to save more than
    `above`, the most valuable first; nothing where the greatest saves no more than that.

    Exact for the decision loss: every pair of states is followed to its posterior. For red flags the two
    single values are added, because each already counts what the other could complete.
    """
    here = worth.situation
    order = np.argsort(-worth.total, kind="stable")
    if without:
        order = order[[here.askable[place].id not in without for place in order.tolist()]]
    chosen = order[:most]
    first, second = np.triu_indices(chosen.size, 1)
    if not first.size:
        return 0.0, ()
    together = _together(here, chosen)
    chance = together.joint.sum(axis=1)
    # No posterior is made: the least loss of advice is in proportion to what the probabilities add up to.
    advice = (together.joint @ here.loss.per_condition).min(axis=1)
    doubt = bits(together.joint, chance, together.log_joint)
    ranking = here.loss.ranking_of(together.joint.max(axis=1) / chance, doubt)
    now = here.loss.of(here.posterior.probability[None, :])[0]
    saved = (chance * (now - ranking) - advice) * np.exp(together.log_common)
    by_pair = np.bincount(together.owner, weights=saved, minlength=first.size)
    alone = (worth.flags + worth.floors)[chosen]
    total = by_pair + alone[first] + alone[second]
    best = int(total.argmax())
    if total[best] <= above:
        return float(total[best]), ()
    halves = chosen[[first[best], second[best]]].tolist()
    better = max(halves, key=lambda place: float(worth.per_cost[place]))
    telling = np.flatnonzero(total > above)
    others = np.union1d(first[telling], second[telling])
    due = dict.fromkeys([better, *chosen[others].tolist()])
    return float(total[best]), tuple(here.askable[place].id for place in due)


class _Together(Frozen):
    """What every two answers to two of some questions do together. Axis: n such pairs of answers.

    Attributes:
        joint: (n, C) P(condition and both answers), up to a factor of each row.
        log_joint: (n, C) its natural log, finite also for 0.
        log_common: (n,) natural log of that factor.
        owner: (n,) the pair of questions that they belong to, in the order of `triu_indices`.
    """

    joint: FloatArray
    log_joint: FloatArray
    log_common: FloatArray
    owner: Places


def _together(here: Situation, chosen: Places) -> _Together:
    """Return what every two answers to two of the chosen questions (places on q) do together."""
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
    gain, common = _each_gain(here, rows)
    now = here.posterior.probability
    log_now = np.log(np.maximum(now, SMALLEST))
    # What two answers do is what each does, one after the other: no exponential for each pair.
    factor = np.exp(gain)
    joint, log_joint = (factor * now)[left], (gain + log_now)[left]
    joint *= factor[right]
    log_joint += gain[right]
    # But two findings of one mechanism speak through one bracket: their ratios add inside it.
    mechanism = model.parent[rows]
    same = np.flatnonzero((mechanism[left] == mechanism[right]) & (mechanism[left] != DIRECT))
    ratio = model.log_ratio[rows]
    bracket = _bracket(here, mechanism[left[same]], ratio[left[same]] + ratio[right[same]])
    joint[same] = np.exp(bracket) * now
    log_joint[same] = bracket + log_now
    return _Together(joint=joint, log_joint=log_joint, log_common=common[left] + common[right], owner=owner)


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
