"""One case being judged, step by step: flags first, then the ranking, then the urgency."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pygalgia import inference
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.domain.case import Case, KnownSex
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.urgency import Urgency
from pygalgia.encoding import Network, population
from pygalgia.inference.model import FloatArray, IndexArray
from pygalgia.interview import Alarm, alarms
from pygalgia.lazy import cached_property
from pygalgia.redflags import Outcomes, Standing
from pygalgia.triage import Levels, Triage, reasons

#: Of a tenth of a megabyte each.
_MOST_BALANCES = 4
#: What pays for less of a price than this pays for less than all of it, however the sums were rounded.
_NEARLY = 1 - 1e-9
SEXES: tuple[KnownSex, ...] = ("female", "male")


@dataclass
class Steps:
    """One case being judged: each step is worked out once, when it is first needed.

    Attributes:
        balances: What answers add to the odds, of cases that are judged beside this one, by what they count.
    """

    case: Case
    knowledge: Knowledge
    balances: dict[tuple[str, bytes, bytes], inference.Balance] = field(default_factory=dict, repr=False)

    def beside(self, case: Case) -> "Steps":
        """Return another case of the same interview being judged: often its answers weigh the same."""
        return Steps(case=case, knowledge=self.knowledge, balances=self.balances)

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
        """(C,) natural log of the prior of the case mix that is told."""
        return self.model.priors.log_prior(self.case)

    @cached_property
    def log_harm_prior(self) -> FloatArray:
        """(C,) natural log of the prior by which expected harm is weighed, whichever mix is told."""
        return self.model.harm_priors.log_prior(self.case)

    @cached_property
    def prior(self) -> FloatArray:
        """(C,) the prior by which expected harm is weighed; 0 excludes."""
        return np.exp(self.log_harm_prior)

    @cached_property
    def log_ranking_prior(self) -> FloatArray:
        """(C,) as `log_prior`, without what cannot be because a necessary circumstance is known absent.

        Urgency does not use it: what somebody denies may not make anything else more urgent.
        """
        columns, needs = self.knowledge.needs
        result = self.log_prior.copy()
        result[columns[~self.meets.can_hold(needs)]] = -np.inf
        return result if np.isfinite(result).any() else self.log_prior

    @cached_property
    def selected(self) -> list[tuple[str, int]]:
        """The finding behind each scored answer, and the row that it selects."""
        return self.model.selected(self.case, self.base.findings)

    @cached_property
    def rows(self) -> IndexArray:
        """S rows that the answers select."""
        return np.array([row for _, row in self.selected], dtype=np.int32)

    @cached_property
    def answers(self) -> list[tuple[str, str]]:
        """The finding and state behind each of `rows`."""
        return [(finding, self.case.states[finding]) for finding, _ in self.selected]

    @cached_property
    def posterior(self) -> inference.Posterior:
        """The exact posterior."""
        return inference.posterior(self.model, self.log_ranking_prior, self.rows)

    @cached_property
    def balance(self) -> inference.Balance:
        """What the answers add to odds that reassuring answers never lower and danger signs never raise."""
        # The rows tell which answers reassure and which are signs of danger; some of these are calmed.
        counted = population(self.case.age_years), self.rows.tobytes(), self._is_calmed.tobytes()
        known = self.balances.get(counted)
        if known is None:
            if len(self.balances) >= _MOST_BALANCES:
                self.balances.clear()
            known = self.balances[counted] = self._balance()
        return known

    def _balance(self) -> inference.Balance:
        reassuring, alarming = self._is_reassuring, self._is_danger
        return inference.cautious_balance(
            self.model,
            self.rows[~reassuring & ~alarming],
            self.rows[reassuring],
            self.rows[alarming & ~self._is_calmed],
        )

    @cached_property
    def odds(self) -> FloatArray:
        """(rival, condition) log odds that reassuring answers never lower and danger signs never raise."""
        return self.balance.odds(self.log_harm_prior)

    @cached_property
    def spoken_for(self) -> NDArray[np.bool_]:
        """(C,) whether some answer that is no reassurance speaks for the condition."""
        telling = self.rows[~self._is_reassuring & ~(self._is_danger & self._is_calmed)]
        result: NDArray[np.bool_] = np.asarray(self.knowledge.speaking(self.model)[telling].any(axis=0))
        return result

    @cached_property
    def _is_reassuring(self) -> NDArray[np.bool_]:
        result: NDArray[np.bool_] = self.knowledge.reassures[self.rows]
        return result

    @cached_property
    def _is_danger(self) -> NDArray[np.bool_]:
        result: NDArray[np.bool_] = self.knowledge.is_danger[self.rows]
        return result

    @cached_property
    def _is_calmed(self) -> NDArray[np.bool_]:
        """Whether the known time of an answer calms it: no danger of today, it may speak for a cause."""
        calmed = self.knowledge.meanings.calmed(self.case)
        return np.array([name in calmed for name, _ in self.answers], dtype=np.bool_)

    @cached_property
    def standing(self) -> Standing:
        """Where every red flag stands."""
        return self.knowledge.judge.standing(self.case)

    @cached_property
    def meets(self) -> Outcomes:
        """Whether a test of care, of a condition or of a contradiction holds for this case."""
        return self.knowledge.criteria.outcomes(self.case)

    @cached_property
    def enough_to_rank(self) -> bool:
        """Whether enough is known for the ranking to mean anything."""
        return self.case.told >= self.base.triage.enough_answers

    @cached_property
    def enough_to_calm(self) -> bool:
        """Whether enough is known to say that it can wait: one more danger sign never makes it so."""
        return self.calming_answers >= self.base.triage.enough_answers

    @cached_property
    def calming_answers(self) -> int:
        """How many answers were given that are no sign of danger."""
        dangers = self.knowledge.meanings.dangers
        told = sum(
            each in dangers and self.case.origins.get(each[0], "answered") == "answered"
            for each in self.case.states.items()
        )
        return self.case.told - told

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
    def worth(self) -> FloatArray:
        """(U - 1, C) how much of the price of each level each cause pays for."""
        return self.levels.of_evidence(self.prior, self.balance.ratios, self.spoken_for)

    @cached_property
    def level(self) -> Urgency:
        """How soon to be seen: of the flags, of expected harm, and of knowing too little."""
        if self.standing.level == Urgency.EMERGENCY:
            # Nothing is above it, and what harm asks for need not be worked out.
            return Urgency.EMERGENCY
        flagged, enough = self.standing.level, self.enough_to_calm
        by_others = self.levels.without_harm(flagged=flagged, enough_to_rank=enough)
        if self.harm_is_within(by_others):
            # As mostly, and a fraction of the work can tell.
            return by_others
        return self.levels.of(self.worth, flagged=flagged, enough_to_rank=enough)

    def harm_is_within(self, level: Urgency) -> bool:
        """Return whether expected harm certainly asks for no more than a level; False where it may."""
        gained = self.levels.gained(self.prior, self.spoken_for)[level:]
        columns = np.flatnonzero(gained.any(axis=0))
        counted = ~self._is_danger
        price = inference.least_prices(
            self.model,
            self.levels.weighed(self.prior)[level:],
            self.rows[counted],
            self.rows[~counted & ~self._is_calmed],
            columns=columns,
        )
        worth = np.divide(gained[:, columns], price, out=np.full_like(price, np.inf), where=price > 0)
        return bool((worth.sum(axis=1) < _NEARLY).all())

    @cached_property
    def least_urgent(self) -> "Steps | None":
        """The least urgent of all whom a person of unknown sex or age may be.

        None unless even that one is more urgent than the case as it stands.
        """
        least = None
        for somebody in self.people:
            if somebody.urgency <= self.level:
                return None
            if least is None or somebody.urgency < least.urgency:
                least = somebody
        return least

    @cached_property
    def people(self) -> "tuple[Steps, ...]":
        """Everybody whom a person of unknown sex, or else of unknown age, may be.

        What the answers say for and against causes is the same for all of them.
        """
        everybody = []
        for who in people(self.case, self.knowledge.adult_ages):
            somebody = self.beside(who)
            somebody.selected, somebody.rows, somebody.answers = self.selected, self.rows, self.answers
            somebody.spoken_for = self.spoken_for
            everybody.append(somebody)
        return tuple(everybody)

    @cached_property
    def triage(self) -> Triage:
        """The urgency with every reason for it."""
        told = reasons(
            self.standing.holding,
            self.worth,
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
