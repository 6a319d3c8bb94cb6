"""The ranking as a reader sees it: each cause with its interval and the answers for and against it."""

import numpy as np

from pygalgia import inference
from pygalgia.assessing.steps import Steps
from pygalgia.domain.assessment import Evidence, MechanismAtWork, Ranked
from pygalgia.domain.belief import Belief
from pygalgia.domain.condition import UNLISTED
from pygalgia.domain.timing import Timing
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
    order = np.argsort(-probability, kind="stable")
    listed = order[probability[order] >= SMALLEST_LISTED]
    intervals = drawer.posteriors(steps.log_ranking_prior, spread, steps.rows).interval(listed)
    decibans = inference.weights(model, steps.posterior, steps.rows).decibans[:, listed]
    telling = _Telling(steps, decibans)
    priors = np.exp(steps.log_prior[listed])
    numbers = np.column_stack([probability[listed], intervals, priors, decibans.sum(axis=0)])
    return tuple(
        _ranked(steps, column, each, telling.of(place, column))
        for place, (column, each) in enumerate(zip(listed.tolist(), numbers.tolist(), strict=True))
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


def _ranked(
    steps: Steps, column: int, numbers: list[float], told: tuple[list[Evidence], list[Evidence]]
) -> Ranked:
    condition = steps.base.conditions[steps.model.conditions[column]]
    point, low, high, prior, fit = numbers
    speaking_for, speaking_against = told
    return Ranked(
        id=condition.id,
        name=condition.name,
        plain_name=condition.plain_name,
        group=condition.group,
        split_from=condition.split_from,
        probability=point,
        # The point estimate is exact, the interval drawn: it must hold the point all the same.
        interval=(min(low, point), max(high, point)),
        prior=prior,
        fit=fit,
        evidence_for=tuple(speaking_for),
        evidence_against=tuple(speaking_against),
    )


class _Telling:
    """The answers that tell something about each listed condition, the most telling first."""

    def __init__(self, steps: Steps, decibans: FloatArray) -> None:
        """Order the (answers, listed) weights once for all conditions."""
        self._steps = steps
        size = np.abs(decibans)
        order = np.argsort(-size, axis=0, kind="stable")
        self._order: list[list[int]] = order.T.tolist()
        self._weights: list[list[float]] = np.take_along_axis(decibans, order, axis=0).T.tolist()
        self._told: list[int] = np.count_nonzero(size >= SMALLEST_TOLD, axis=0).tolist()
        known = steps.knowledge.evidence_for(steps.case)
        self._known = [known.setdefault(answer, {}) for answer in steps.answers]
        self._timed = {place for place, (name, _) in enumerate(steps.answers) if name in steps.case.times}

    def of(self, place: int, column: int) -> tuple[list[Evidence], list[Evidence]]:
        """Return what speaks for the listed condition at a place, and what against it."""
        speaking_for: list[Evidence] = []
        speaking_against: list[Evidence] = []
        most, order = self._told[place], self._order[place]
        for answer, weight in zip(order[:most], self._weights[place], strict=False):
            told = self._known[answer].get(column)
            if told is None or told.decibans != weight or answer in self._timed:
                told = self._weighed(answer, column, weight)
            (speaking_for if weight > 0 else speaking_against).append(told)
        return speaking_for, speaking_against

    def _weighed(self, answer: int, column: int, weight: float) -> Evidence:
        """Return what an answer says; it stays the same, what it weighs beside other answers may not."""
        steps, known = self._steps, self._known[answer]
        finding, state = steps.answers[answer]
        kept = known.get(column)
        told = _told(steps, steps.model.conditions[column], finding, state) if kept is None else kept
        if kept is None:
            known[column] = told = _weighing(told, weight, None)
        timing = steps.case.times.get(finding)
        return told if told.decibans == weight and timing is None else _weighing(told, weight, timing)


def _weighing(told: Evidence, decibans: float, timing: Timing | None) -> Evidence:
    return Evidence(
        finding=told.finding,
        state=told.state,
        decibans=decibans,
        mechanism=told.mechanism,
        expected=told.expected,
        background=told.background,
        basis=told.basis,
        figures=told.figures,
        sources=told.sources,
        timing=timing,
    )


def _told(steps: Steps, condition: str, finding: str, state: str) -> Evidence:
    expected, background = _rates(steps, condition, finding)
    figures = tuple(dict.fromkeys((*expected.figures, *background.figures)))
    return Evidence(
        finding=finding,
        state=state,
        decibans=0.0,
        mechanism=steps.base.findings[finding].mechanism,
        expected=expected.states[state],
        background=background.states[state],
        basis=expected.basis,
        figures=figures,
        sources=tuple(dict.fromkeys(steps.base.figures[name].source for name in figures)),
    )


def _rates(steps: Steps, condition: str, finding: str) -> tuple[Belief, Belief]:
    shared = steps.knowledge.manifestations.get(finding)
    if shared is not None:
        return shared.present, shared.absent
    background = steps.base.findings[finding].background
    assert background is not None  # noqa: S101 - coherence: one or the other
    own = steps.base.conditions[condition].finding_belief(population(steps.case.age_years), finding)
    return (background if own is None else own), background
