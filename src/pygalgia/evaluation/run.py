"""One whole evaluation: every case through the one door, then every measurement on what came out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pygalgia import assessing
from pygalgia.domain.case import Case
from pygalgia.evaluation.comparators.draws import drawn
from pygalgia.evaluation.comparators.mixes import mixed
from pygalgia.evaluation.comparators.orders import orders
from pygalgia.evaluation.comparators.readings import Beside, beside, slug_of
from pygalgia.evaluation.comparators.systems import PYGALGIA, compared
from pygalgia.evaluation.measures.calibration import calibration_metrics
from pygalgia.evaluation.measures.capability import capability_scores
from pygalgia.evaluation.measures.measure import Measure, count, share
from pygalgia.evaluation.measures.ranking import ranking_metrics, ranks
from pygalgia.evaluation.measures.strata import Stratum, strata
from pygalgia.evaluation.measures.urgency import exact, urgency_metrics
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.folder import CaseSet
from pygalgia.evaluation.sets.truth import Answers, Flags, Truth, truth
from pygalgia.evaluation.studies.robustness import Robustness, robustness
from pygalgia.evaluation.studies.sensitivity import Sensitivity, sensitivity
from pygalgia.evaluation.studies.simulated.study import Study, study
from pygalgia.inference.model import FloatArray, IndexArray
from pygalgia.triage import Triage


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What to measure beside the cases themselves.

    Attributes:
        seed: Of everything that is drawn.
        simulated: Patients in each world of the simulated study; 0 leaves it out.
        perturb: Whether to measure sensitivity and robustness.
        mix: Id of the case mix that the probabilities assume; empty for the default one.
    """

    seed: int = 0
    simulated: int = 20_000
    perturb: bool = True
    mix: str = ""


@dataclass(slots=True, kw_only=True)
class Evaluation:
    """Everything that was measured.

    Attributes:
        cases: The cases, and what was left out.
        truth: Their keys as arrays.
        systems: What pygalgia, then each comparator, answered.
        triages: Urgency of each case, with reasons.
        known: (E,) scored answers of each case.
        metrics: Flat, by name.
        orders: The same causes in other orders.
        beside: Blind readings of the same accounts, where the set has some.
    """

    cases: CaseSet
    knowledge: assessing.Knowledge
    options: Options
    truth: Truth
    systems: tuple[Answers, ...]
    triages: tuple[Triage, ...]
    known: IndexArray
    metrics: dict[str, Measure] = field(default_factory=dict)
    strata: list[Stratum] = field(default_factory=list)
    sensitivity: Sensitivity | None = None
    robustness: Robustness | None = None
    study: Study | None = None
    orders: tuple[Answers, ...] = ()
    beside: tuple[Beside, ...] = ()

    @property
    def own(self) -> Answers:
        """What pygalgia answered."""
        return self.systems[0]


def evaluate(
    cases: CaseSet,
    knowledge: assessing.Knowledge,
    *,
    options: Options | None = None,
    progress: Progress = silent,
) -> Evaluation:
    """Return the evaluation of a set of cases.

    The same cases, knowledge and options give the same numbers, everywhere.
    """
    options = options or Options()
    knowledge = mixed(knowledge, options.mix)
    persons = [each.case for each in cases.cases]
    draws = drawn(persons, knowledge, seed=options.seed, progress=progress)
    told = [
        assessing.urgency_and_probability(case, knowledge)
        for case in progress(persons, "Assessing the cases", len(persons))
    ]
    own = Answers(
        name=PYGALGIA,
        probability=np.array([probability for _, probability in told]),
        urgency=np.array([int(triage.urgency) for triage, _ in told], dtype=np.int8),
    )
    result = Evaluation(
        cases=cases,
        knowledge=knowledge,
        options=options,
        truth=truth([each.expected for each in cases.cases], knowledge.model.conditions),
        systems=(own, *compared(persons, knowledge, draws=draws, progress=progress)),
        triages=tuple(triage for triage, _ in told),
        known=np.array([_known(case, knowledge) for case in persons], dtype=np.int32),
    )
    result.metrics = metrics(result)
    _compare_readings(result)
    result.orders = orders(persons, _probability(own), knowledge)
    result.metrics |= _order_metrics(result)
    result.strata = strata(cases.cases, result.known, own, result.truth)
    if options.perturb:
        result.sensitivity = sensitivity(
            persons, knowledge, result.truth, draws=draws, seed=options.seed, progress=progress
        )
        result.robustness = robustness(persons, knowledge, result.truth, seed=options.seed, progress=progress)
        result.metrics |= result.robustness.metrics() | result.sensitivity.metrics()
    if options.simulated:
        result.study = study(knowledge, options.simulated, seed=options.seed, progress=progress)
        result.metrics |= result.study.metrics()
    return result


def _probability(answers: Answers) -> FloatArray:
    assert answers.probability is not None  # noqa: S101 - pygalgia ranks
    return answers.probability


def _compare_readings(result: Evaluation) -> None:
    ids = [each.case.id for each in result.cases.cases]
    found = [
        beside(
            reading,
            ids,
            result.own,
            result.truth,
            conditions=result.knowledge.model.conditions,
            seed=result.options.seed,
        )
        for reading in result.cases.readings.readings
    ]
    result.beside = tuple(each for each in found if each is not None)
    for each in result.beside:
        result.metrics |= each.metrics()


def _order_metrics(result: Evaluation) -> dict[str, Measure]:
    flat: dict[str, Measure] = {}
    for each in result.orders:
        slug = slug_of(each.name)
        metrics_ = ranking_metrics(each, result.truth, seed=result.options.seed)
        flat |= {f"{slug}_{name}": measure for name, measure in metrics_.items()}
    return flat


def _known(case: Case, knowledge: assessing.Knowledge) -> int:
    return int(knowledge.model.rows(case, knowledge.base.findings).size)


def metrics(evaluation: Evaluation) -> dict[str, Measure]:
    """Return every metric of every system, flat: those of pygalgia under their plain names."""
    told, seed = evaluation.truth, evaluation.options.seed
    flat = {"n": count(told.size), "coverage": _coverage(evaluation)}
    flat |= _all(evaluation.own, told, seed=seed)
    flat |= {f"capability_{what}": each for what, each in _capability(evaluation)[PYGALGIA].items()}
    kept = ~told.public
    if told.public.any() and kept.any():
        apart = _all(evaluation.own.take(kept), told.take(kept), seed=seed)
        apart["n"] = count(int(kept.sum()))
        flat |= {f"{name}_without_public_benchmark": each for name, each in apart.items()}
    for system in evaluation.systems[1:]:
        slug = slug_of(system.name)
        flat |= {f"{slug}_{name}": each for name, each in _all(system, told, seed=seed).items()}
        scores = _capability(evaluation).get(system.name, {})
        flat |= {f"{slug}_capability_{what}": each for what, each in scores.items()}
    return flat


def _all(answers: Answers, told: Truth, *, seed: int) -> dict[str, Measure]:
    return {
        **ranking_metrics(answers, told, seed=seed),
        **urgency_metrics(answers, told),
        **calibration_metrics(answers, told, seed=seed),
    }


def _coverage(evaluation: Evaluation) -> Measure:
    """Return the share of cases that are ranked, with the condition not excluded by age or sex."""
    model, enough = evaluation.knowledge.model, evaluation.knowledge.base.triage.enough_answers
    possible = [
        bool(np.isfinite(model.priors.log_prior(each.case)[right]).any())
        for each, right in zip(evaluation.cases.cases, evaluation.truth.right, strict=True)
    ]
    told = np.array([each.case.told for each in evaluation.cases.cases])
    return share(np.array(possible) & (told >= enough))


def _capability(evaluation: Evaluation) -> Mapping[str, dict[str, Measure]]:
    """Return system to its capability comparison scores for urgency and for naming the cause first."""
    told, seed = evaluation.truth, evaluation.options.seed
    urgency = {s.name: exact(s.urgency, told) for s in evaluation.systems if s.urgency is not None}
    first: Mapping[str, Flags] = {
        s.name: ranks(s.probability, told) == 1 for s in evaluation.systems if s.probability is not None
    }
    scores: dict[str, dict[str, Measure]] = {system.name: {} for system in evaluation.systems}
    for what, solved in (("urgency", urgency), ("top1", first)):
        for name, score in capability_scores(solved, seed=seed).items():
            scores[name][what] = score
    return scores


def leading_conditions(evaluation: Evaluation, row: int, count_: int) -> Sequence[tuple[str, float]]:
    """Return the first conditions of a case with their probabilities."""
    probability = evaluation.own.probability
    assert probability is not None  # noqa: S101 - pygalgia ranks
    order = np.argsort(-probability[row], kind="stable")[:count_]
    return [
        (evaluation.knowledge.model.conditions[column], float(probability[row, column])) for column in order
    ]
