"""Which beliefs move a result most, whoever believes them: each one's odds halved and doubled, in real cases.

A belief's own interval would say how much it is doubted; here every belief is moved by the same, so that what
is measured counts as much as what is judged, and the two can be compared.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.studies.belief_bounds import Bounds, shifts
from pygalgia.inference.model import DIRECT, FloatArray, Model
from pygalgia.knowledge.coverage import BeliefName

#: What the odds of each belief are multiplied by.
FACTORS = (0.5, 2.0)


def influence(
    cases: Sequence[Case], knowledge: assessing.Knowledge, *, progress: Progress = silent
) -> dict[BeliefName, float]:
    """Return how much each belief moves the results of these cases, the most first.

    The greater of its two moves counts: the probability that changes its cause, plus the probability that
    changes its level of urgency (each half of the sum of absolute differences, 0 to 1), averaged over all
    cases. A belief that no case meets is not named.

    Args:
        cases: E cases, of any population.
        knowledge: Whose beliefs are moved.
        progress: Told of every case.
    """
    ends = {id(model): halved_and_doubled(model) for model in (knowledge.model, knowledge.child_model)}
    levels = _levels(knowledge.base)
    total: defaultdict[BeliefName, float] = defaultdict(float)
    for case in progress(cases, "Moving beliefs", len(cases)):
        model = knowledge.model_for(case)
        log_prior, rows = model.priors.log_prior(case), model.rows(case, knowledge.base.findings)
        found = inference.posterior(model, log_prior, rows)
        names = {row: finding for (finding, _), row in model.state_row.items()}
        named = list(shifts(model, ends[id(model)], found, rows, names))
        if not named:
            continue
        moved = moves(found.probability, np.array([shift for _, shift in named]), levels)
        # A finding with several states is one belief, told by one of its rows in a case.
        for (name, _), size in zip(named, moved.tolist(), strict=True):
            total[name] += size / len(cases)
    return dict(sorted(total.items(), key=lambda pair: -pair[1]))


def moves(probability: FloatArray, shift: FloatArray, levels: FloatArray) -> FloatArray:
    """Return (K,) how much probability each of K pairs of shifts moves between causes and between levels.

    Args:
        probability: (C,) before.
        shift: (K, 2, C) what is added to the log of each.
        levels: (C, L) one where a cause has this level of urgency.
    """
    after = probability * np.exp(shift)
    after /= after.sum(axis=-1, keepdims=True)
    change = after - probability
    causes = np.abs(change).sum(axis=-1) / 2
    urgency = np.abs(change @ levels).sum(axis=-1) / 2
    result: FloatArray = (causes + urgency).max(axis=-1)
    return result


def halved_and_doubled(model: Model) -> Bounds:
    """Return every belief with its odds halved and doubled, in place of the ends of an interval."""
    direct = model.parent == DIRECT
    rates = np.full((*model.log_direct.shape, 2), 0.5)
    rates[direct] = _times_odds(np.exp(model.log_direct[direct]))
    return Bounds(
        direct=rates,
        q=_times_odds(model.q),
        present=_times_odds(model.p_if_present),
        absent=_times_odds(model.p_if_absent),
    )


def _times_odds(p: FloatArray) -> FloatArray:
    factors = np.array(FACTORS)
    raised = p[..., None] * factors
    result: FloatArray = raised / (raised + 1 - p[..., None])
    return result


def _levels(base: KnowledgeBase) -> FloatArray:
    urgency = [condition.action.urgency for condition in base.conditions.values()]
    known = sorted(set(urgency))
    return np.array([[each is level for level in known] for each in urgency], dtype=float)
