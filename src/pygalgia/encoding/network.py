"""The knowledge base compiled once into the arrays that inference works on."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.belief import Belief
from pygalgia.domain.case import Case
from pygalgia.domain.condition import Population
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.telling import Marking, Telling
from pygalgia.domain.timing import Calming
from pygalgia.encoding.priors import Priors, compile_priors
from pygalgia.encoding.rows import UNMARKED, selected
from pygalgia.errors import ModelError
from pygalgia.frozen import Frozen
from pygalgia.inference.model import DIRECT, FloatArray, IndexArray, Model

Arrays = dict[str, NDArray[Any]]


class Network(Model):
    """The arrays of a knowledge base, its priors, and how a case selects rows.

    Attributes:
        priors: For the ranking, of the case mix that is told.
        harm_priors: For the expected harm, of the one mix by which it is weighed.
        calming: When the known time of a danger sign calms it.
    """

    priors: Priors
    harm_priors: Priors
    calming: tuple[Calming, ...] = ()

    def rows(self, case: Case, findings: Mapping[str, Finding]) -> IndexArray:
        """Return the S rows that a case's known answers select; an unknown finding selects none.

        A finding is left out where its parent answer does not hold, or a more exact one is known.
        """
        return np.array([row for _, row in self.selected(case, findings)], dtype=np.int32)

    def selected(self, case: Case, findings: Mapping[str, Finding]) -> list[tuple[str, int]]:
        """Return each scored answer's finding and the S row that it selects."""
        return selected(case, findings, self.state_row, self.calming)


def compile_network(base: KnowledgeBase, who: Population = "adults", *, mix: str | None = None) -> Network:
    """Return the arrays of a knowledge base, with the beliefs of one population.

    The priors are those of a case mix, by its id; of the default one where none is named.
    Both populations have the same rows and columns, so that answers select the same rows in either.
    """
    scored = [finding for finding in base.findings.values() if finding.scored]
    keys = [(finding.id, state) for finding in scored for state in _row_states(finding)]
    state_row = {key: row for row, key in enumerate(keys)}
    if len(state_row) > np.iinfo(np.int16).max:
        msg = f"{len(state_row)} states: more than an encoded case can name"
        raise ModelError(msg)
    conditions = tuple(base.conditions)
    mechanisms = tuple(base.mechanisms)
    direct = _direct(scored, base, state_row, who)
    shared = _shared(base, state_row)
    q, q_n, q_own, q_background = _mechanism_rates(base, who)
    with np.errstate(divide="ignore"):
        log_ratio = np.log(shared["p_if_present"]) - np.log(shared["p_if_absent"])
    arrays = {**direct, **shared, "q": q, "q_n": q_n, "q_own": q_own, "q_background": q_background}
    arrays["log_ratio"] = log_ratio
    for array in arrays.values():
        array.setflags(write=False)
    return Network(
        conditions=conditions,
        mechanisms=mechanisms,
        state_row=state_row,
        priors=compile_priors(base, mix=mix),
        harm_priors=compile_priors(base, mix=base.case_mixes.harm),
        calming=tuple(base.calming.values()),
        **arrays,
    )


def _row_states(finding: Finding) -> tuple[str, ...]:
    return finding.states if finding.fallback is None else (*finding.states, UNMARKED)


class _Told(Frozen):
    """How the states of a finding are told.

    A state that says "there is no such thing" is told where it is so, and where what is there is denied.
    Not marked is either the fallback itself, or another state that went unmentioned. A typical place hardly
    goes so, and how typical it is only the belief says: it is no share of all places.
    """

    denial: str | None
    denied: float
    fallback: str | None
    marking: Marking

    @classmethod
    def of(cls, finding: Finding, telling: Telling) -> "_Told":
        denial = finding.denial
        return cls(
            denial=denial,
            denied=0.0 if denial is None else telling.p_denied(finding),
            fallback=finding.fallback,
            marking=telling.marking,
        )

    def rates(self, states: Mapping[str, float]) -> dict[str, float]:
        """Return P(a state is told), with the chance of "not marked" where a list of regions fills it."""
        denied = self.denied
        told = {
            state: p + denied * (1 - p) if state == self.denial else p * (1 - denied)
            for state, p in states.items()
        }
        if self.fallback is None:
            return told
        there = 1 - states[self.fallback]
        return {**told, UNMARKED: 1 - self.marking.p_marked(there) * there}


def _rates(finding: Finding, belief: Belief, telling: Telling) -> dict[str, float]:
    return _Told.of(finding, telling).rates(belief.states)


def _direct(
    scored: list[Finding], base: KnowledgeBase, state_row: Mapping[tuple[str, str], int], who: Population
) -> Arrays:
    shape = (len(state_row), len(base.conditions))
    log_direct, direct_n, own = np.zeros(shape), np.ones(shape), np.zeros(shape, dtype=np.bool_)
    log_background = np.zeros(shape[0])
    for finding in scored:
        if finding.background is not None:
            for state, p in _rates(finding, finding.background, base.telling).items():
                row = state_row[finding.id, state]
                log_background[row] = np.log(p)
                log_direct[row] = np.log(p)
                direct_n[row] = finding.background.n
    tellings = {finding.id: _Told.of(finding, base.telling) for finding in scored}
    places, rates, sizes = list[tuple[int, int]](), list[float](), list[float]()
    for column, condition in enumerate(base.conditions.values()):
        for name, states, n in condition.finding_rates(who):
            for state, p in tellings[name].rates(states).items():
                places.append((state_row[name, state], column))
                rates.append(p)
                sizes.append(n)
    rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    log_direct[rows, columns] = np.log(rates)
    direct_n[rows, columns] = sizes
    own[rows, columns] = True
    return {"log_direct": log_direct, "direct_n": direct_n, "own": own, "log_background": log_background}


def _shared(base: KnowledgeBase, state_row: Mapping[tuple[str, str], int]) -> Arrays:
    size = len(state_row)
    result = {name: np.ones(size) for name in ("p_if_present", "p_if_absent", "n_if_present", "n_if_absent")}
    parent = np.full(size, DIRECT, dtype=np.int32)
    for index, mechanism in enumerate(base.mechanisms.values()):
        for each in mechanism.manifestations:
            finding = base.findings[each.finding]
            absent = _rates(finding, each.absent, base.telling)
            for state, p in _rates(finding, each.present, base.telling).items():
                row = state_row[each.finding, state]
                parent[row] = index
                result["p_if_present"][row] = p
                result["p_if_absent"][row] = absent[state]
                result["n_if_present"][row] = each.present.n
                result["n_if_absent"][row] = each.absent.n
    return {**result, "parent": parent}


def _mechanism_rates(
    base: KnowledgeBase, who: Population
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_], FloatArray]:
    shape = (len(base.mechanisms), len(base.conditions))
    index = {name: row for row, name in enumerate(base.mechanisms)}
    backgrounds: list[Belief] = [mechanism.background for mechanism in base.mechanisms.values()]
    background = np.array([belief.present for belief in backgrounds])
    q = np.repeat(background[:, None], shape[1], axis=1)
    q_n = np.repeat(np.array([belief.n for belief in backgrounds])[:, None], shape[1], axis=1)
    own = np.zeros(shape, dtype=np.bool_)
    for column, condition in enumerate(base.conditions.values()):
        for link in condition.mechanisms_in(who):
            row = index[link.target]
            q[row, column], q_n[row, column], own[row, column] = link.belief.present, link.belief.n, True
    return q, q_n, own, background
