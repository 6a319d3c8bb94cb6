"""A world to draw patients from: the rates as believed, or drawn from what is believed possible.

Axes as in `pygalgia.inference.model`: **C** conditions, **M** mechanisms, **S** states.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.finding import Finding
from pygalgia.encoding import Network
from pygalgia.evaluation.comparators.systems import without_mechanisms
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the states of each scored finding stand on the S axis.

    Attributes:
        findings: F ids, in order of their rows.
        first: (F,) row of the first state.
        size: (F,) number of states.
        plain: All rows of `size` states of each finding, one finding after another.
    """

    findings: tuple[str, ...]
    first: IndexArray
    size: IndexArray
    plain: IndexArray

    @property
    def starts(self) -> NDArray[np.intp]:
        """Where each finding begins in `plain`."""
        return np.concatenate([[0], np.cumsum(self.size)[:-1]]).astype(np.intp)


def layout(model: Network, findings: Mapping[str, Finding]) -> Layout:
    """Return where the states stand. A finding's states stand in consecutive rows."""
    names = tuple(dict.fromkeys(name for name, _ in model.state_row))
    first = [model.state_row[name, findings[name].states[0]] for name in names]
    size = [len(findings[name].states) for name in names]
    plain = np.concatenate([np.arange(start, start + many) for start, many in zip(first, size, strict=True)])
    return Layout(
        findings=names,
        first=np.array(first, dtype=np.int32),
        size=np.array(size, dtype=np.int32),
        plain=plain.astype(np.int32),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Rates to draw patients with.

    Attributes:
        rates: (S, C) P(state | condition), in rows that have no mechanism.
        q: (M, C) P(mechanism | condition).
        present: (S,) P(state | mechanism at work).
        absent: (S,) P(state | mechanism not at work).
        share_times: (K, C) what the shares of each table of priors are multiplied by.
        parent: (S,) the row's mechanism, or DIRECT.
    """

    rates: FloatArray
    q: FloatArray
    present: FloatArray
    absent: FloatArray
    share_times: Mapping[tuple[str, str], FloatArray]
    parent: IndexArray


def as_believed(model: Network) -> World:
    """Return the world in which every belief is exactly right."""
    return World(
        rates=np.exp(model.log_direct),
        q=model.q,
        present=model.p_if_present,
        absent=model.p_if_absent,
        share_times={key: np.ones(len(model.conditions)) for key in model.priors.share},
        parent=model.parent,
    )


def with_mechanisms_off(model: Network) -> World:
    """Return the world in which every belief is right, but findings of one mechanism come independently."""
    naive = without_mechanisms(model)
    return replace(as_believed(model), rates=np.exp(naive.log_direct), parent=naive.parent)


def drawn(model: Network, where: Layout, rng: np.random.Generator) -> World:
    """Return a world drawn from what is believed possible.

    The states of a finding are Dirichlet with mean p and effective sample size n, a mechanism's rate is
    Beta, a prior share lognormal with the stated mean. A background is drawn once and shared by the
    conditions that rest on it.
    """
    rates = np.exp(model.log_direct)
    direct = model.parent[where.plain] == DIRECT
    rates[where.plain] = np.where(direct[:, None], _direct(model, where, rng), rates[where.plain])
    present, absent = model.p_if_present.copy(), model.p_if_absent.copy()
    for rate, size in ((present, model.n_if_present), (absent, model.n_if_absent)):
        weight = rng.standard_gamma(np.maximum(rate * size, _LEAST)[where.plain])
        total = np.repeat(np.add.reduceat(weight, where.starts), where.size)
        rate[where.plain] = np.where(direct, rate[where.plain], weight / total)
    return World(
        rates=rates,
        q=_mechanisms(model, rng),
        present=present,
        absent=absent,
        share_times={
            # Minus half the variance: the mean of a lognormal is then the stated share.
            key: np.exp(rng.standard_normal(spread.size) * spread - spread**2 / 2)
            for key, spread in model.priors.spread.items()
        },
        parent=model.parent,
    )


#: Least shape of a gamma draw: below it every draw is 0 in double precision.
_LEAST = 1e-3


def _direct(model: Network, where: Layout, rng: np.random.Generator) -> FloatArray:
    p, n, own = (array[where.plain] for array in (np.exp(model.log_direct), model.direct_n, model.own))
    weight = rng.standard_gamma(np.maximum(p * n, _LEAST))
    # Conditions that rest on the background share one draw of it: that of the first of them.
    shared = np.take_along_axis(weight, np.logical_not(own).argmax(axis=1)[:, None], axis=1)
    weight = np.where(own, weight, shared)
    total = np.repeat(np.add.reduceat(weight, where.starts, axis=0), where.size, axis=0)
    result: FloatArray = weight / total
    return result


def _mechanisms(model: Network, rng: np.random.Generator) -> FloatArray:
    q = rng.beta(model.q * model.q_n, (1 - model.q) * model.q_n)
    shared = np.take_along_axis(q, np.logical_not(model.q_own).argmax(axis=1)[:, None], axis=1)
    result: FloatArray = np.where(model.q_own, q, shared)
    return result
