"""How far the ranking depends on numbers that nobody knows exactly: the priors, and every belief."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.evaluation.comparators.draws import Drawn
from pygalgia.evaluation.measures.measure import Measure, mean
from pygalgia.evaluation.measures.ranking import ranks
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.truth import Truth
from pygalgia.evaluation.studies.belief_bounds import bounds, deciding
from pygalgia.inference.model import FloatArray
from pygalgia.knowledge.coverage import BeliefName

#: What each prior is multiplied by, one condition at a time.
FACTORS = (0.5, 2.0)
TOP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorEffect:
    """What changes when one condition's prior is multiplied.

    Attributes:
        first_moved: Number of cases in which another condition then leads.
        top1: Share of cases whose right condition then leads.
        top3: Share of cases whose right condition is then among the first three.
    """

    condition: str
    factor: float
    first_moved: int
    top1: float
    top3: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Dependence on priors and beliefs.

    Attributes:
        priors: One entry for each condition and factor.
        prior_moved: Share of (condition, factor) pairs that change who leads, over cases.
        beliefs: How many cases each belief decides, the most first.
        decided: Share of cases in which some single belief, within its interval, decides who leads.
        leading_kept: Share of draws of all beliefs together in which the same condition leads.
        right_kept: Share of draws in which the right condition is among the first three.
        width: Mean width of the leading condition's 95 % interval.
        n: Cases.
    """

    priors: tuple[PriorEffect, ...]
    prior_moved: Measure
    beliefs: tuple[tuple[BeliefName, int], ...]
    decided: Measure
    leading_kept: Measure
    right_kept: Measure
    width: Measure
    n: int

    def metrics(self) -> dict[str, Measure]:
        """Return them flat."""
        return {
            "prior_halved_or_doubled_first_moved": self.prior_moved,
            "one_belief_decides_first": self.decided,
            "beliefs_drawn_first_kept": self.leading_kept,
            "beliefs_drawn_right_in_top3": self.right_kept,
            "interval_width_of_leading": self.width,
        }


def sensitivity(
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    truth: Truth,
    *,
    draws: Sequence[Drawn],
    seed: int = 0,
    progress: Progress = silent,
) -> Sensitivity:
    """Return how the ranking depends on each prior, on each belief, and on all beliefs drawn together.

    Args:
        cases: E cases.
        knowledge: Whose beliefs are moved.
        truth: Of the cases.
        draws: The cases under drawn tables.
        seed: Of the intervals.
        progress: Told of every case.
    """
    ends = {id(model): bounds(model) for model in (knowledge.model, knowledge.child_model)}
    counted: Counter[BeliefName] = Counter()
    decided, kept, right, width, posteriors = [], [], [], [], []
    for row, case in enumerate(progress(cases, "Moving beliefs", len(cases))):
        model = knowledge.model_for(case)
        log_prior, rows = model.priors.log_prior(case), model.rows(case, knowledge.base.findings)
        probability = inference.posterior(model, log_prior, rows).probability
        posteriors.append(probability)
        found = deciding(model, ends[id(model)], log_prior, rows)
        counted += found
        decided.append(float(bool(found)))
        first = int(probability.argmax())
        kept.append(float((draws[row].first[:, 0] == first).mean()))
        right.append(float(truth.right[row][draws[row].first].any(axis=1).mean()))
        width.append(float(np.ptp(draws[row].interval[first])))
    priors, moved = _prior_effects(np.array(posteriors), knowledge.model.conditions, truth)
    return Sensitivity(
        priors=priors,
        prior_moved=mean(moved, seed=seed),
        beliefs=tuple(counted.most_common()),
        decided=mean(decided, seed=seed),
        leading_kept=mean(kept, seed=seed),
        right_kept=mean(right, seed=seed),
        width=mean(width, seed=seed),
        n=len(cases),
    )


def with_prior_times(probability: FloatArray, column: int, factor: float) -> FloatArray:
    """Return (E, C) posteriors as they would be with one condition's prior multiplied.

    The likelihoods stay, so the odds of that condition against all others are multiplied by the factor.
    """
    weighted = probability.copy()
    weighted[:, column] *= factor
    result: FloatArray = weighted / weighted.sum(axis=1, keepdims=True)
    return result


def _prior_effects(
    probability: FloatArray, conditions: Sequence[str], truth: Truth
) -> tuple[tuple[PriorEffect, ...], FloatArray]:
    first = probability.argmax(axis=1)
    effects, moved = [], np.zeros(first.size)
    for column, condition in enumerate(conditions):
        for factor in FACTORS:
            changed = with_prior_times(probability, column, factor)
            is_moved = changed.argmax(axis=1) != first
            place = ranks(changed, truth)
            moved += is_moved
            effects.append(
                PriorEffect(
                    condition=condition,
                    factor=factor,
                    first_moved=int(is_moved.sum()),
                    top1=float((place <= 1).mean()),
                    top3=float((place <= TOP).mean()),
                )
            )
    return tuple(effects), moved / (len(conditions) * len(FACTORS))
