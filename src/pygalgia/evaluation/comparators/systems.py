"""Systems to compare with, on the same cases: each lacks one part of the whole, or does one thing otherwise.

- *prior only*: age, sex and setting, and nothing that was answered.
- *equal priors*: every condition that age and sex allow is as common as any other before the first answer, as
  it nearly is among published cases.
- *naive Bayes*: the same beliefs, but every finding counts as a witness of its own.
- *averaged*: the mean of the posteriors under tables drawn from every belief's own uncertainty, which trusts
  strong evidence from weak beliefs less.
- *red flags alone*: the rules, and no probability.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pygalgia import assessing, inference
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.encoding import Network
from pygalgia.evaluation.comparators.draws import Drawn
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.sets.truth import Answers
from pygalgia.inference.model import DIRECT, FloatArray

PYGALGIA, PRIOR_ONLY, EQUAL_PRIORS = "pygalgia", "prior only", "equal priors"
NAIVE_BAYES, AVERAGED, RED_FLAGS = "naive Bayes", "averaged", "red flags alone"


def without_mechanisms(model: Network) -> Network:
    """Return the model in which every finding hangs from the conditions directly.

    A finding's rate in a condition is what the mechanism gives it on average: q·P(state | at work) +
    (1 − q)·P(state | not at work). Each single finding keeps its rate; only that they come together is lost.
    """
    shared = np.flatnonzero(model.parent != DIRECT)
    mechanism = model.parent[shared]
    present, absent = model.p_if_present[shared], model.p_if_absent[shared]
    log_direct, log_background = model.log_direct.copy(), model.log_background.copy()
    log_direct[shared] = np.log(_mixed(model.q[mechanism], present[:, None], absent[:, None]))
    log_background[shared] = np.log(_mixed(model.q_background[mechanism], present, absent))
    return replace(
        model,
        parent=np.full_like(model.parent, DIRECT),
        log_direct=log_direct,
        log_background=log_background,
        log_ratio=np.zeros_like(model.log_ratio),
    )


def _mixed(q: FloatArray, present: FloatArray, absent: FloatArray) -> FloatArray:
    result: FloatArray = q * present + (1 - q) * absent
    return result


def with_models(knowledge: assessing.Knowledge, change: Callable[[Network], Network]) -> assessing.Knowledge:
    """Return the same knowledge, inferring with its arrays changed."""
    return _Otherwise(base=knowledge.base, mix=knowledge.mix, original=knowledge, change=change)


@dataclass(frozen=True, kw_only=True)
class _Otherwise(assessing.Knowledge):
    """The same knowledge with other arrays, made from the original's when first needed."""

    original: assessing.Knowledge
    change: Callable[[Network], Network]

    @cached_property
    def model(self) -> Network:
        return self.change(self.original.model)

    @cached_property
    def child_model(self) -> Network:
        return self.change(self.original.child_model)


def prior_only(case: Case, knowledge: assessing.Knowledge) -> tuple[Urgency, FloatArray]:
    """Return urgency and (C,) probability from age, sex and setting."""
    probability: FloatArray = np.exp(knowledge.model.priors.log_prior(case))
    harm_prior = np.exp(knowledge.model.harm_priors.log_prior(case))
    harm = knowledge.levels.harm(harm_prior[None, :])[0]
    return Urgency(int(harm)), probability


def equal_priors(case: Case, knowledge: assessing.Knowledge) -> FloatArray:
    """Return the (C,) posterior that follows from the answers where every possible condition is as common."""
    model = knowledge.model_for(case)
    possible = np.isfinite(model.priors.log_prior(case))
    level = np.where(possible, -np.log(possible.sum()), -np.inf)
    return inference.posterior(model, level, model.rows(case, knowledge.base.findings)).probability


def red_flags_alone(case: Case, knowledge: assessing.Knowledge) -> Urgency:
    """Return the urgency that the rules ask for."""
    return knowledge.judge.standing(case).level


def compared(
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    draws: Sequence[Drawn],
    progress: Progress = silent,
) -> list[Answers]:
    """Return what each comparator answers to the cases.

    Args:
        cases: E cases.
        knowledge: What to answer with.
        draws: The cases under drawn tables.
        progress: Told of every case.
    """
    naive = with_models(knowledge, without_mechanisms)
    priors = [prior_only(case, knowledge) for case in cases]
    naively = [
        assessing.urgency_and_probability(case, naive) for case in progress(cases, "Comparing", len(cases))
    ]
    return [
        _answers(PRIOR_ONLY, [level for level, _ in priors], [p for _, p in priors]),
        _answers(NAIVE_BAYES, [triage.urgency for triage, _ in naively], [p for _, p in naively]),
        _ranked(EQUAL_PRIORS, [equal_priors(case, knowledge) for case in cases], knowledge),
        _ranked(AVERAGED, [each.mean for each in draws], knowledge),
        _answers(RED_FLAGS, [red_flags_alone(case, knowledge) for case in cases], None),
    ]


def _answers(name: str, levels: Sequence[Urgency], probability: Sequence[FloatArray] | None) -> Answers:
    return Answers(
        name=name,
        probability=None if probability is None else np.array(probability),
        urgency=np.array([int(level) for level in levels], dtype=np.int8),
    )


def _ranked(name: str, probability: Sequence[FloatArray], knowledge: assessing.Knowledge) -> Answers:
    """Return the answers of a system that ranks and gives no urgency."""
    shape = (len(probability), len(knowledge.model.conditions))
    return Answers(name=name, probability=np.array(probability).reshape(shape), urgency=None)
