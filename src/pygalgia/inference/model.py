"""The knowledge base compiled once into immutable arrays.

Axes, for the whole package: **C** conditions, **M** mechanisms, **S** states (one row for each state
of each scored finding), **D** draws.

This package holds no clinical word or number: it would give the same answers about engines that fail
to start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.belief import Belief
from pygalgia.domain.case import Case
from pygalgia.domain.condition import ADULT_AGE, AGE_BANDS, BASE_SETTING, CaseSetting, Condition, Population
from pygalgia.domain.finding import Finding
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.errors import ModelError

FloatArray = NDArray[np.float64]
IndexArray = NDArray[np.int32]
Arrays = dict[str, NDArray[Any]]

#: Stands for "this state has no mechanism: conditions produce it directly".
DIRECT = -1
#: The pseudo-state of a finding that was not marked on a list: it may be there all the same.
UNMARKED = "(not marked)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Immutable arrays; every array is read-only and C-contiguous.

    Attributes:
        conditions: (C,) condition ids, in the order of every C axis.
        mechanisms: (M,) mechanism ids, in the order of every M axis.
        state_row: (finding id, state) to its row on the S axis; only scored findings have rows. A finding
            that a list of regions fills has one more, for "not marked".
        parent: (S,) index of the state's mechanism, or DIRECT.
        log_direct: (S, C) natural log P(state | condition); 0 in rows that have a mechanism.
        log_background: (S,) natural log of the background rate; 0 in rows that have a mechanism.
        direct_n: (S, C) effective sample size of each direct belief.
        own: (S, C) whether the condition states this belief itself, or takes the background.
        p_if_present: (S,) P(state | mechanism at work); 1 in direct rows.
        p_if_absent: (S,) P(state | mechanism not at work); 1 in direct rows.
        n_if_present: (S,) effective sample size of `p_if_present`.
        n_if_absent: (S,) effective sample size of `p_if_absent`.
        q: (M, C) P(mechanism | condition), in (0, 1).
        q_n: (M, C) effective sample size of q.
        q_own: (M, C) whether the condition states q itself.
        q_background: (M,) P(mechanism) for a condition that states none.
    """

    conditions: tuple[str, ...]
    mechanisms: tuple[str, ...]
    state_row: Mapping[tuple[str, str], int]
    parent: IndexArray
    log_direct: FloatArray
    log_background: FloatArray
    direct_n: FloatArray
    own: NDArray[np.bool_]
    p_if_present: FloatArray
    p_if_absent: FloatArray
    n_if_present: FloatArray
    n_if_absent: FloatArray
    q: FloatArray
    q_n: FloatArray
    q_own: NDArray[np.bool_]
    q_background: FloatArray
    log_ratio: FloatArray
    priors: "Priors"

    def rows(self, case: Case, findings: Mapping[str, Finding]) -> IndexArray:
        """Return the S rows that a case's known answers select; an unknown finding selects none.

        A finding is left out where its parent answer does not hold, or a more exact one is known.
        """
        return np.array([row for _, row in self.selected(case, findings)], dtype=np.int32)

    def selected(self, case: Case, findings: Mapping[str, Finding]) -> list[tuple[str, int]]:
        """Return each scored answer's finding and the S row that it selects.

        A state that only follows from a region not being marked selects the weaker, unmarked row.
        """
        chosen = []
        for name, state in case.states.items():
            finding = findings[name]
            unmarked = state == finding.fallback and case.origins.get(name) == "from-regions"
            row = self.state_row.get((name, UNMARKED if unmarked else state))
            if row is not None and _is_asked(finding, case):
                chosen.append((name, row))
        return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """Prior shares by population and setting, and the factors that age and sex put on them."""

    share: Mapping[tuple[Population, CaseSetting], FloatArray]
    spread: Mapping[tuple[Population, CaseSetting], FloatArray]
    age_times: FloatArray
    sex_times: Mapping[str, FloatArray]
    only_sex: tuple[str | None, ...]
    min_age: FloatArray
    max_age: FloatArray

    def log_prior(self, case: Case) -> FloatArray:
        """Return (C,) natural log P(condition | age, sex, setting); -inf where excluded.

        Where the age is unknown the shares of adults hold, without an age factor; where the sex is
        unknown, the mean of both sexes' factors; where the setting is unknown, the shares of
        primary care, for which they are stated.

        Raises:
            ModelError: nothing is possible at this age and sex.
        """
        weight = self.share[population(case.age_years), case.setting] * self.sex_times[case.sex]
        if case.age_years is not None:
            weight = weight * self.age_times[age_band(case.age_years)]
            weight = np.where((case.age_years < self.min_age) | (case.age_years > self.max_age), 0.0, weight)
        total = weight.sum()
        if total <= 0:
            msg = "no condition is possible at this age and sex: the priors of this population are all zero"
            raise ModelError(msg)
        with np.errstate(divide="ignore"):
            result: FloatArray = np.log(weight / total)
        return result

    def log_spread(self, case: Case) -> FloatArray:
        """Return (C,) standard deviation of the log share."""
        return self.spread[population(case.age_years), case.setting]


def population(age_years: float | None) -> Population:
    """Return which table of priors holds at an age; adults where it is unknown."""
    return "children" if age_years is not None and age_years < ADULT_AGE else "adults"


def age_band(age_years: float) -> int:
    """Return the index of the band that an age in years falls into."""
    starts = [start for _, start in AGE_BANDS]
    return max(int(np.searchsorted(starts, age_years, side="right")) - 1, 0)


def compile_model(base: KnowledgeBase, who: Population = "adults") -> Model:
    """Return the arrays of a knowledge base, with the beliefs of one population.

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
    return Model(
        conditions=conditions, mechanisms=mechanisms, state_row=state_row, priors=_priors(base), **arrays
    )


def _row_states(finding: Finding) -> tuple[str, ...]:
    return finding.states if finding.fallback is None else (*finding.states, UNMARKED)


def _rates(finding: Finding, belief: Belief, base: KnowledgeBase) -> dict[str, float]:
    """Return P(state), with the chance of "not marked" where a list of regions fills the finding.

    Not marked is either the fallback itself, or another state that went unmentioned.
    """
    if finding.fallback is None:
        return belief.states
    fallback = belief.states[finding.fallback]
    return {**belief.states, UNMARKED: fallback + (1 - base.marking.present) * (1 - fallback)}


def _direct(
    scored: list[Finding], base: KnowledgeBase, state_row: Mapping[tuple[str, str], int], who: Population
) -> Arrays:
    shape = (len(state_row), len(base.conditions))
    log_direct, direct_n, own = np.zeros(shape), np.ones(shape), np.zeros(shape, dtype=np.bool_)
    log_background = np.zeros(shape[0])
    for finding in scored:
        if finding.background is not None:
            for state, p in _rates(finding, finding.background, base).items():
                row = state_row[finding.id, state]
                log_background[row] = np.log(p)
                log_direct[row] = np.log(p)
                direct_n[row] = finding.background.n
    for column, condition in enumerate(base.conditions.values()):
        for link in condition.findings_in(who):
            for state, p in _rates(base.findings[link.target], link.belief, base).items():
                row = state_row[link.target, state]
                log_direct[row, column] = np.log(p)
                direct_n[row, column] = link.belief.n
                own[row, column] = True
    return {"log_direct": log_direct, "direct_n": direct_n, "own": own, "log_background": log_background}


def _shared(base: KnowledgeBase, state_row: Mapping[tuple[str, str], int]) -> Arrays:
    size = len(state_row)
    result = {name: np.ones(size) for name in ("p_if_present", "p_if_absent", "n_if_present", "n_if_absent")}
    parent = np.full(size, DIRECT, dtype=np.int32)
    for index, mechanism in enumerate(base.mechanisms.values()):
        for each in mechanism.manifestations:
            finding = base.findings[each.finding]
            absent = _rates(finding, each.absent, base)
            for state, p in _rates(finding, each.present, base).items():
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


def _priors(base: KnowledgeBase) -> Priors:
    conditions = list(base.conditions.values())
    keys = sorted({(share.population, share.setting) for each in conditions for share in each.shares})
    share: dict[tuple[Population, CaseSetting], FloatArray] = {key: np.zeros(len(conditions)) for key in keys}
    spread: dict[tuple[Population, CaseSetting], FloatArray] = {
        key: np.zeros(len(conditions)) for key in keys
    }
    for column, condition in enumerate(conditions):
        for each in condition.shares:
            key = (each.population, each.setting)
            share[key][column] = each.p
            spread[key][column] = _log_spread(each.low, each.high)
    for who in {who for who, _ in keys}:
        share[who, "unknown"] = share[who, BASE_SETTING]
        spread[who, "unknown"] = spread[who, BASE_SETTING]
    return Priors(
        share=share,
        spread=spread,
        age_times=np.array([[_times(each.age, band) for each in conditions] for band, _ in AGE_BANDS]),
        sex_times=_sex_times(conditions),
        only_sex=tuple(each.only.sex for each in conditions),
        min_age=np.array(
            [-np.inf if each.only.min_age is None else each.only.min_age for each in conditions]
        ),
        max_age=np.array([np.inf if each.only.max_age is None else each.only.max_age for each in conditions]),
    )


def _log_spread(low: float, high: float) -> float:
    """Return the standard deviation of a lognormal whose middle 90 % is low to high; 0 where they are 0."""
    quantile_95 = 1.6448536269514722
    return 0.0 if low <= 0 else float(np.log(high / low) / (2 * quantile_95))


def _times(modifier: object, name: str) -> float:
    return 1.0 if modifier is None else float(modifier.times.get(name, 1.0))  # type: ignore[attr-defined]


def _sex_times(conditions: list[Condition]) -> dict[str, FloatArray]:
    by_sex = {
        sex: np.array(
            [0.0 if each.only.sex not in (None, sex) else _times(each.sex, sex) for each in conditions]
        )
        for sex in ("female", "male")
    }
    return {**by_sex, "unknown": (by_sex["female"] + by_sex["male"]) / 2}


def _is_asked(finding: Finding, case: Case) -> bool:
    parent = finding.asked_if
    return (parent is None or case.states.get(parent.finding) in parent.states) and not finding.is_superseded(
        case.states
    )
