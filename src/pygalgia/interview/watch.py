"""What the answers that could come next would do to the red flags, weighed all at once."""

import numpy as np
from numpy.typing import NDArray

from pygalgia.redflags import Standing

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int64]


def path_urgency(standing: Standing) -> IndexArray:
    """Return (P,) the urgency of the flag that each path raises."""
    result: IndexArray = standing.judge.urgency[standing.judge.rules.test]
    return result


def paths_above(standing: Standing, level: int) -> BoolArray:
    """Return (P,) whether a path could still raise a flag above this urgency."""
    settled = standing.raised[standing.judge.rules.test]
    result: BoolArray = (standing.remaining > 0) & ~settled & (path_urgency(standing) > level)
    return result


def urgency_if(standing: Standing, level: int) -> IndexArray:
    """Return (A,) the urgency that each single answer would lift the advice to, at least `level`."""
    judge = standing.judge
    above = paths_above(standing, level)
    one_left = above & (standing.remaining == 1)
    reach = np.full(judge.starts.size, level)
    last = judge.rules.clauses[one_left][standing.undecided[one_left]]
    np.maximum.at(reach, last, path_urgency(standing)[one_left])
    lifted = np.full(standing.possible.size, level)
    np.maximum.at(lifted, judge.holds_atom, reach[judge.holds_clause])
    path, atom = judge.shared.T
    settles = (standing.undecided[path] & judge.sharing).sum(axis=1)
    all_left = above[path] & (settles == standing.remaining[path])
    np.maximum.at(lifted, atom[all_left], path_urgency(standing)[path][all_left])
    lifted[~standing.possible] = level
    atoms = judge.atoms
    timed = lifted[atoms.first_timed :][: len(atoms.timed)]
    # Saying that a sign is there raises what presumes its time; what does not needs a further answer.
    np.maximum.at(lifted, atoms.timed_state, np.where(atoms.is_presumed, timed, level))
    return lifted


def may_reach(standing: Standing, level: int) -> BoolArray:
    """Return (A,) whether each answer alone may raise a flag, or bring a floor into force, of this urgency.

    At least all that can: what the last clause of a path asks for, and all that the test of such a floor
    asks for, though it may need more than one answer; and what is not possible any more: nobody is asked it.
    """
    judge, floors = standing.judge, standing.judge.floors
    few_left = standing.remaining == 1
    few_left[judge.shared[:, 0]] = True
    raising = few_left & paths_above(standing, level - 1)
    waiting = (floors.urgency >= level) & standing.open[floors.flag]
    awaited = np.zeros(floors.rules.starts.size + 2, dtype=np.bool_)
    awaited[floors.only_if[waiting]] = True
    clauses = np.zeros(judge.starts.size, dtype=np.bool_)
    clauses[judge.rules.clauses[raising][standing.undecided[raising]]] = True
    clauses[floors.rules.clauses[awaited[floors.rules.test]]] = True
    result = ~standing.possible
    result[judge.holds_atom[clauses[judge.holds_clause]]] = True
    return result


def expected(standing: Standing, chance: FloatArray, averted: FloatArray, *, together: float) -> FloatArray:
    """Return (A,) the loss that each answer is expected to avert by raising a flag, alone or with others.

    Args:
        standing: Where the flags stand.
        chance: (A,) probability of each answer; 0 where nobody is asked.
        averted: (P,) loss that raising each path's flag averts; 0 for paths of no interest.
        together: The power that the chance of every further clause is raised to, 0 to 1.
    """
    judge = standing.judge
    interesting = np.flatnonzero((averted > 0) & (standing.remaining > 0))
    if not interesting.size:
        return np.zeros(chance.size)
    clauses, undecided = judge.rules.clauses[interesting], standing.undecided[interesting]
    atoms = judge.atoms
    timed = slice(atoms.first_timed, atoms.first_timed + len(atoms.timed))
    chance = chance.copy()
    chance[timed] = chance[atoms.timed_state]
    pair_chance = np.where(standing.possible, chance, 0.0)[judge.holds_atom]
    likely: FloatArray = np.minimum(np.add.reduceat(pair_chance, judge.starts), 1.0)
    each = np.where(undecided, (likely**together)[clauses], 1.0)
    path, _ = np.nonzero(undecided)
    clause, most_averted = clauses[undecided], averted[interesting]
    saved = most_averted[path] * _others(each)[undecided]
    credit = np.bincount(clause, weights=saved, minlength=likely.size)
    # Ten flags raised by one answer avert no more than the gravest of them.
    cap = np.zeros(likely.size)
    np.maximum.at(cap, clause, most_averted[path])
    total = np.bincount(judge.holds_atom, weights=credit[judge.holds_clause], minlength=chance.size)
    most = np.zeros(chance.size)
    np.maximum.at(most, judge.holds_atom, cap[judge.holds_clause])
    # Where a sign is there, its time is asked next: the answer is worth what its time can raise.
    np.add.at(total, atoms.timed_state, total[timed])
    np.maximum.at(most, atoms.timed_state, most[timed])
    result: FloatArray = np.where(standing.possible, np.minimum(total, most), 0.0)
    return result


def _others(each: FloatArray) -> FloatArray:
    """Return (P, L) the product of each row without its own entry."""
    one = np.ones((len(each), 1), dtype=np.float64)
    before = np.hstack([one, each[:, :-1]]).cumprod(axis=1)
    after = np.hstack([one, each[:, :0:-1]]).cumprod(axis=1)[:, ::-1]
    result: FloatArray = before * after
    return result
