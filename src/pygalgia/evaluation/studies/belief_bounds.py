"""Each belief moved to the ends of its own 95 % interval, one at a time: which of them decide who leads?

Nothing is inferred anew: moving one number changes the score of one condition, or of all those that
share it, by an amount that is known in closed form.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pygalgia import inference
from pygalgia.evaluation.extra import extra
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model
from pygalgia.knowledge.coverage import BeliefName, Kind

TAILS = (0.025, 0.975)
#: A bound is kept this far from 0 and 1, where a log would be infinite.
_EDGE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The ends of the 95 % interval of every belief; the last axis holds low and high.

    Attributes:
        direct: (S, C, 2) of P(state | condition).
        q: (M, C, 2) of P(mechanism | condition).
        present: (S, 2) of P(state | mechanism at work).
        absent: (S, 2) of P(state | mechanism not at work).
    """

    direct: FloatArray
    q: FloatArray
    present: FloatArray
    absent: FloatArray


def bounds(model: Model) -> Bounds:
    """Return the ends of the 95 % interval of every belief: quantiles of its Beta distribution."""
    direct = model.parent == DIRECT
    rates = np.full((*model.log_direct.shape, 2), 0.5)
    rates[direct] = _ends(np.exp(model.log_direct[direct]), model.direct_n[direct])
    present, absent = np.full((direct.size, 2), 0.5), np.full((direct.size, 2), 0.5)
    present[~direct] = _ends(model.p_if_present[~direct], model.n_if_present[~direct])
    absent[~direct] = _ends(model.p_if_absent[~direct], model.n_if_absent[~direct])
    return Bounds(direct=rates, q=_ends(model.q, model.q_n), present=present, absent=absent)


def _ends(p: FloatArray, n: FloatArray) -> FloatArray:
    with extra():
        from scipy import stats
    ends = np.stack([stats.beta.ppf(tail, p * n, (1 - p) * n) for tail in TAILS], axis=-1)
    result: FloatArray = np.clip(ends, _EDGE, 1 - _EDGE)
    return result


def deciding(model: Model, ends: Bounds, log_prior: FloatArray, rows: IndexArray) -> Counter[BeliefName]:
    """Return the beliefs that, moved to an end of their interval alone, let another condition lead.

    Args:
        model: The compiled arrays.
        ends: Of the same model.
        log_prior: (C,) of the case.
        rows: S rows that its answers select.
    """
    found = inference.posterior(model, log_prior, rows)
    first = int(found.log_score.argmax())
    names = {row: finding for (finding, _), row in model.state_row.items()}
    found_names = [
        name
        for name, shift in shifts(model, ends, found, rows, names)
        if _moves(found.log_score, shift, first)
    ]
    return Counter(dict.fromkeys(found_names, 1))


def _moves(score: FloatArray, shift: FloatArray, first: int) -> bool:
    """Return whether one of the (2, C) shifts lets another condition lead."""
    return bool(((score + shift).argmax(axis=1) != first).any())


def shifts(
    model: Model, ends: Bounds, found: inference.Posterior, rows: IndexArray, names: dict[int, str]
) -> Iterator[tuple[BeliefName, FloatArray]]:
    """Yield each belief that a case meets with the (2, C) by which its two ends change the scores.

    Args:
        model: The compiled arrays.
        ends: Of the same model.
        found: The posterior of the case.
        rows: S rows that its answers select.
        names: Row to finding.
    """
    parent = model.parent[rows]
    for row in rows[parent == DIRECT].tolist():
        yield from _direct_shifts(model, ends, row, names[row])
    for mechanism in np.unique(parent[parent != DIRECT]).tolist():
        yield from _mechanism_shifts(model, ends, found, mechanism)
    for row in rows[parent != DIRECT].tolist():
        yield from _manifestation_shifts(model, ends, found, row, names[row])


def _direct_shifts(
    model: Model, ends: Bounds, row: int, name: str
) -> Iterator[tuple[BeliefName, FloatArray]]:
    moved = np.log(ends.direct[row]) - model.log_direct[row][:, None]
    own = model.own[row]
    for column in np.flatnonzero(own).tolist():
        yield (
            BeliefName(kind="finding in condition", of=name, given=model.conditions[column]),
            _only(column, moved[column], own.size),
        )
    if not own.all():
        yield BeliefName(kind="background of finding", of=name, given=""), np.where(own, 0.0, moved.T)


def _mechanism_shifts(
    model: Model, ends: Bounds, found: inference.Posterior, mechanism: int
) -> Iterator[tuple[BeliefName, FloatArray]]:
    growth = np.expm1(found.log_ratio[mechanism])
    moved = np.log1p(ends.q[mechanism] * growth) - np.log1p(model.q[mechanism] * growth)[:, None]
    own, name = model.q_own[mechanism], model.mechanisms[mechanism]
    for column in np.flatnonzero(own).tolist():
        yield (
            BeliefName(kind="mechanism in condition", of=name, given=model.conditions[column]),
            _only(column, moved[column], own.size),
        )
    if not own.all():
        yield BeliefName(kind="background of mechanism", of=name, given=""), np.where(own, 0.0, moved.T)


def _manifestation_shifts(
    model: Model, ends: Bounds, found: inference.Posterior, row: int, name: str
) -> Iterator[tuple[BeliefName, FloatArray]]:
    mechanism = int(model.parent[row])
    q, before = model.q[mechanism], found.log_ratio[mechanism]
    told = np.log1p(q * np.expm1(before))
    # A rate below its stated one makes the ratio smaller where the mechanism is at work, larger where not.
    present = before + np.log(ends.present[row]) - np.log(model.p_if_present[row])
    absent = before - np.log(ends.absent[row]) + np.log(model.p_if_absent[row])
    kinds: tuple[tuple[Kind, FloatArray], ...] = (
        ("finding with mechanism", present),
        ("finding without mechanism", absent),
    )
    for kind, after in kinds:
        shift = np.log1p(q[None, :] * np.expm1(after)[:, None]) - told
        yield BeliefName(kind=kind, of=name, given=model.mechanisms[mechanism]), shift


def _only(column: int, moved: FloatArray, size: int) -> FloatArray:
    shift = np.zeros((2, size))
    shift[:, column] = moved
    return shift
