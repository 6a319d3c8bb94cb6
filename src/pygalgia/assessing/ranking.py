"""The ranking as a reader sees it: each cause with its interval and the answers for and against it."""

from collections.abc import Iterator

import numpy as np

from pygalgia import inference
from pygalgia.assessing.steps import Steps
from pygalgia.domain.assessment import Evidence, MechanismAtWork, Ranked
from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import UNLISTED
from pygalgia.encoding import population
from pygalgia.inference.model import FloatArray

#: Conditions below this probability are not listed.
SMALLEST_LISTED = 0.001
#: Weights below this many decibans (a factor of 1.1) are not told.
SMALLEST_TOLD = 0.4


def ranking(steps: Steps, *, draws: int, seed: int) -> tuple[Ranked, ...]:
    """Return every condition worth listing, the most probable first."""
    model, probability = steps.model, steps.posterior.probability
    drawer = steps.knowledge.drawer_for(steps.case, draws=draws, seed=seed)
    spread = model.priors.log_spread(steps.case)
    intervals = drawer.posteriors(steps.log_ranking_prior, spread, steps.rows).interval()
    weights = inference.weights(model, steps.posterior, steps.rows)
    order = np.argsort(-probability, kind="stable")
    return tuple(
        _ranked(steps, int(column), intervals[column], weights.decibans[:, column])
        for column in order
        if probability[column] >= SMALLEST_LISTED
    )


def fits_best(ranked: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
    """Return the same rows, those first that the answers fit best, however common each cause is.

    "None of these" fits everything a little and stands last.
    """
    return tuple(sorted(ranked, key=lambda each: (each.id == UNLISTED, -each.fit)))


def leads_clearly(ranked: tuple[Ranked, ...], *, at_least: float) -> bool:
    """Return whether one listed condition leads for certain: the low end of its interval leads as well.

    It leads there only above the high end of every other interval. A point of 0.99 in an interval from
    0.11 leads by the point alone, and that is not said.
    """
    leading, *others = ranked
    highest = max((each.interval[1] for each in others), default=0.0)
    return leading.id != UNLISTED and leading.probability >= at_least and leading.interval[0] > highest


def mechanisms(steps: Steps) -> tuple[MechanismAtWork, ...]:
    """Return the mechanisms that some answer speaks about, the most probable first."""
    probability = inference.mechanism_probability(steps.model, steps.posterior)
    known = [
        MechanismAtWork(
            id=name,
            name=steps.base.mechanisms[name].name,
            plain=steps.base.mechanisms[name].plain,
            probability=float(probability[index]),
        )
        for index, name in enumerate(steps.model.mechanisms)
        if steps.posterior.log_ratio[index] != 0
    ]
    return tuple(sorted(known, key=lambda each: -each.probability))


def _ranked(steps: Steps, column: int, interval: FloatArray, decibans: FloatArray) -> Ranked:
    condition = steps.base.conditions[steps.model.conditions[column]]
    told = sorted(_evidence(steps, condition.id, decibans), key=lambda each: -abs(each.decibans))
    point = float(steps.posterior.probability[column])
    return Ranked(
        id=condition.id,
        name=condition.name,
        plain_name=condition.plain_name,
        group=condition.group,
        split_from=condition.split_from,
        probability=point,
        # The point estimate is exact, the interval drawn: it must hold the point all the same.
        interval=(min(float(interval[0]), point), max(float(interval[1]), point)),
        prior=float(np.exp(steps.log_prior[column])),
        fit=float(decibans.sum()),
        evidence_for=tuple(each for each in told if each.decibans > 0),
        evidence_against=tuple(each for each in told if each.decibans < 0),
    )


def _evidence(steps: Steps, condition: str, decibans: FloatArray) -> Iterator[Evidence]:
    for (finding, state), weight in zip(steps.answers, decibans.tolist(), strict=True):
        if abs(weight) < SMALLEST_TOLD:
            continue
        mechanism = steps.base.findings[finding].mechanism
        expected, background = _rates(steps, condition, finding)
        figures = tuple(dict.fromkeys((*expected.figures, *background.figures)))
        yield Evidence(
            finding=finding,
            state=state,
            decibans=weight,
            mechanism=mechanism,
            expected=expected.states[state],
            background=background.states[state],
            basis=expected.basis,
            figures=figures,
            sources=tuple(dict.fromkeys(steps.base.figures[name].source for name in figures)),
            timing=steps.case.times.get(finding),
        )


def _rates(steps: Steps, condition: str, finding: str) -> tuple[Belief, Belief]:
    shared = steps.knowledge.manifestations.get(finding)
    if shared is not None:
        return shared.present, shared.absent
    background = steps.base.findings[finding].background
    assert background is not None  # noqa: S101 - coherence: one or the other
    own = steps.knowledge.direct[population(steps.case.age_years)]
    return own.get((condition, finding), background), background
