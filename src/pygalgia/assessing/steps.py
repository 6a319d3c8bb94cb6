"""One case being judged, step by step: flags first, then the ranking, then the urgency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pygalgia import inference
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.domain.case import Case, KnownSex
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.urgency import Urgency
from pygalgia.encoding import Network
from pygalgia.inference.model import FloatArray, IndexArray
from pygalgia.interview import Alarm, alarms
from pygalgia.redflags import Standing
from pygalgia.triage import Levels, Triage, reasons

SEXES: tuple[KnownSex, ...] = ("female", "male")


@dataclass
class Steps:
    """One case being judged: each step is worked out once, when it is first needed."""

    case: Case
    knowledge: Knowledge

    @property
    def base(self) -> KnowledgeBase:
        """What is known."""
        return self.knowledge.base

    @property
    def model(self) -> Network:
        """The arrays for a person of this age."""
        return self.knowledge.model_for(self.case)

    @cached_property
    def log_prior(self) -> FloatArray:
        """(C,) natural log of the prior."""
        return self.model.priors.log_prior(self.case)

    @cached_property
    def log_ranking_prior(self) -> FloatArray:
        """(C,) as `log_prior`, without what cannot be because a necessary circumstance is known absent.

        Urgency does not use it: what somebody denies may not make anything else more urgent.
        """
        possible = np.array(
            [
                needs is None or holds(needs, self.case, findings=self.base.findings) is not False
                for needs in (each.only.needs for each in self.base.conditions.values())
            ]
        )
        result = np.where(possible, self.log_prior, -np.inf)
        return result if np.isfinite(result).any() else self.log_prior

    @cached_property
    def rows(self) -> IndexArray:
        """S rows that the answers select."""
        return self.model.rows(self.case, self.base.findings)

    @cached_property
    def answers(self) -> list[tuple[str, str]]:
        """The finding and state behind each of `rows`."""
        selected = self.model.selected(self.case, self.base.findings)
        return [(finding, self.case.states[finding]) for finding, _ in selected]

    @cached_property
    def posterior(self) -> inference.Posterior:
        """The exact posterior."""
        return inference.posterior(self.model, self.log_ranking_prior, self.rows)

    @cached_property
    def odds(self) -> FloatArray:
        """(rival, condition) log odds that reassuring answers never lower and danger signs never raise."""
        reassuring, alarming = self._is_reassuring, self._is_danger
        return inference.cautious_odds(
            self.model,
            self.log_prior,
            self.rows[~reassuring & ~alarming],
            self.rows[reassuring],
            self.rows[alarming & ~self._is_calmed],
        )

    @cached_property
    def spoken_for(self) -> NDArray[np.bool_]:
        """(C,) whether some answer that is no reassurance speaks for the condition."""
        telling = self.rows[~self._is_reassuring & ~(self._is_danger & self._is_calmed)]
        return inference.spoken_for(self.model, telling, factor=self.base.triage.emergency_needs_factor)

    @cached_property
    def _is_reassuring(self) -> NDArray[np.bool_]:
        raising = self.knowledge.raising
        return np.array(
            [
                state == self.base.findings[finding].denial and state not in raising.get(finding, ())
                for finding, state in self.answers
            ],
            dtype=np.bool_,
        )

    @cached_property
    def _is_danger(self) -> NDArray[np.bool_]:
        signs = self.base.triage.danger_signs
        return np.array([state in signs.get(finding, ()) for finding, state in self.answers], dtype=np.bool_)

    @cached_property
    def _is_calmed(self) -> NDArray[np.bool_]:
        """Whether the known time of an answer calms it: no danger of today, it may speak for a cause."""
        times, rules = self.case.times, self.base.calming.values()
        return np.array(
            [any(rule.calms(name, times.get(name)) for rule in rules) for name, _ in self.answers],
            dtype=np.bool_,
        )

    @cached_property
    def standing(self) -> Standing:
        """Where every red flag stands."""
        return self.knowledge.judge.standing(self.case)

    @cached_property
    def enough_to_rank(self) -> bool:
        """Whether enough is known for the ranking to mean anything."""
        return self.case.told >= self.base.triage.enough_answers

    @cached_property
    def enough_to_calm(self) -> bool:
        """Whether enough is known to say that it can wait: one more danger sign never makes it so."""
        signs = self.base.triage.danger_signs
        dangers = sum(
            state in signs.get(finding, ()) and self.case.origins.get(finding, "answered") == "answered"
            for finding, state in self.case.states.items()
        )
        return self.case.told - dangers >= self.base.triage.enough_answers

    @cached_property
    def levels(self) -> Levels:
        """The rules of triage that hold for this case."""
        return self.knowledge.levels_for(self.case)

    @cached_property
    def urgency(self) -> Urgency:
        """How soon to be seen; never sooner for the one than later for everybody that this person may be."""
        somebody = self.least_urgent
        return self.level if somebody is None else somebody.urgency

    @cached_property
    def level(self) -> Urgency:
        """How soon to be seen: of the flags, of expected harm, and of knowing too little."""
        return self.levels.of(
            self.odds, self.spoken_for, flagged=self.standing.level, enough_to_rank=self.enough_to_calm
        )

    @cached_property
    def least_urgent(self) -> "Steps | None":
        """The least urgent of all whom a person of unknown sex or age may be.

        None unless even that one is more urgent than the case as it stands.
        """
        least = None
        for who in people(self.case, self.knowledge.adult_ages):
            somebody = Steps(case=who, knowledge=self.knowledge)
            if somebody.urgency <= self.level:
                return None
            if least is None or somebody.urgency < least.urgency:
                least = somebody
        return least

    @cached_property
    def triage(self) -> Triage:
        """The urgency with every reason for it."""
        told = reasons(
            self.standing.holding,
            self.odds,
            self.spoken_for,
            conditions=tuple(self.base.conditions.values()),
            levels=self.levels,
            enough_to_rank=self.enough_to_calm,
        )
        if self.least_urgent is not None:
            higher = [each for each in self.least_urgent.triage.reasons if each.urgency > self.level]
            told = (*higher, *told)
        return Triage(urgency=self.urgency, reasons=told)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """What asks for help at once."""
        if self.urgency is not Urgency.EMERGENCY:
            return ()
        return alarms(self.standing.holding, self.triage.reasons)


def people(case: Case, ages: Sequence[float]) -> Iterator[Case]:
    """Yield the case of everybody whom a person of unknown sex, or else of unknown age, may be.

    Args:
        case: A case; where sex and age are known, nobody else may be meant.
        ages: In years, one of each stretch of ages at which all rules and beliefs are the same.
    """
    if case.sex == "unknown":
        yield from (replace(case, sex=sex) for sex in SEXES)
    elif case.age_years is None:
        yield from (replace(case, age_years=age) for age in ages)
