"""Where an interview stands: everything that choosing the next question needs, and nothing more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.case import Case
from pygalgia.domain.condition import Condition
from pygalgia.domain.finding import PRESENT, Finding
from pygalgia.domain.interview_rules import InterviewRules
from pygalgia.domain.red_flag import Criterion, FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.inference import Model, Posterior, WhatIf, what_if
from pygalgia.inference.model import FloatArray, IndexArray
from pygalgia.interview.alarm import Alarm
from pygalgia.interview.loss import DecisionLoss, decision_loss
from pygalgia.interview.menu import Menu, suits
from pygalgia.interview.telling_time import Times
from pygalgia.interview.watch import urgency_if
from pygalgia.lazy import cached_property
from pygalgia.redflags import Standing
from pygalgia.triage import Levels

EVERYBODY = frozenset({"patient", "examiner", "laboratory"})


class Judged(Protocol):
    """A case that is being judged: each of these is worked out once, when somebody first asks."""

    @property
    def posterior(self) -> Posterior:
        """The exact posterior."""

    @property
    def urgency(self) -> Urgency:
        """How soon to be seen."""

    @property
    def levels(self) -> Levels:
        """The urgency that expected harm asks for, for any probabilities."""

    @property
    def standing(self) -> Standing:
        """Where each red flag stands."""

    @property
    def meets(self) -> Callable[[Criterion], bool | None]:
        """Whether a test holds for the case."""

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What asks for help at once."""


@dataclass(frozen=True)
class Situation:
    """A case, its posterior and verdicts, and a way to ask "how urgent would it be, if".

    Attributes:
        judged: The case as it is judged: the first questions need its flags and no more.
        raising: Finding id to the states that speak for some red flag.
        urgency_of: Returns the exact urgency of another case.
        probability_of: Returns the (C,) posterior of another case.
        urgency_after: Returns the exact urgency of this case with each of these (finding, state) as one more
            answer, much faster.
        menu: What can be asked at all.
        times: What each answer about a sign's time means.
        rules: Burdens and the rest of the interview's rules.
        who: Whose findings may be asked about: the patient's, the examiner's, the laboratory's.
        extra: Findings of others that this person can answer all the same (self-checks).
        declined: Findings that were asked about and are not known: they are not asked again.
        grown_up: Whether a person of unknown age is asked as an adult, or as a child; None as either.
    """

    case: Case
    model: Model
    judged: Judged
    findings: Mapping[str, Finding]
    conditions: Mapping[str, Condition]
    raising: Mapping[str, frozenset[str]]
    urgency_of: Callable[[Case], Urgency]
    probability_of: Callable[[Case], NDArray[np.float64]]
    urgency_after: Callable[[Sequence[tuple[str, str]]], list[Urgency]]
    menu: Menu
    times: Times
    rules: InterviewRules
    who: frozenset[str] = EVERYBODY
    extra: frozenset[str] = frozenset()
    declined: frozenset[str] = frozenset()
    grown_up: bool | None = None

    @property
    def posterior(self) -> Posterior:
        """The exact posterior."""
        return self.judged.posterior

    @property
    def urgency(self) -> Urgency:
        """Of the case as it is."""
        return self.judged.urgency

    @property
    def levels(self) -> Levels:
        """The urgency that expected harm asks for, for any probabilities."""
        return self.judged.levels

    @property
    def standing(self) -> Standing:
        """Where each red flag stands."""
        return self.judged.standing

    @property
    def meets(self) -> Callable[[Criterion], bool | None]:
        """Returns whether a test holds for the case."""
        return self.judged.meets

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """What asks for help at once."""
        return self.judged.alarms

    @property
    def verdicts(self) -> tuple[FlagVerdict, ...]:
        """Of every red flag."""
        return self.standing.verdicts

    @property
    def holding(self) -> tuple[FlagVerdict, ...]:
        """Of those red flags that are raised or hold the urgency up."""
        return self.standing.holding

    @cached_property
    def loss(self) -> DecisionLoss:
        """What wrong advice costs."""
        return decision_loss(self.levels, self.rules.losses)

    @cached_property
    def askable(self) -> tuple[Finding, ...]:
        """Scored findings that are unknown, apply to the person, and whose parent answer holds."""
        scored = self.menu.scored
        return tuple([scored[place] for place in self.places.tolist()])

    @cached_property
    def _may_ask(self) -> NDArray[np.bool_]:
        """(s,) of each scored finding, whether it may be asked about now; see `is_askable`."""
        menu = self.menu
        theirs = np.logical_or.reduce([menu.asked_of[each] for each in self.who])
        result: NDArray[np.bool_] = theirs & menu.suiting(self.case, grown_up=self.grown_up)
        known = (*self.case.states, *self.declined)
        result[[menu.place[name] for name in known if name in menu.place]] = False
        # Whoever is asked nothing here is asked nothing for another reason either, self-checks aside.
        may = result.tolist()
        for place in menu.depending:
            if may[place]:
                result[place] = self._is_open(menu.scored[place])
        for place in [menu.place[name] for name in self.extra if name in menu.place]:
            result[place] = self.is_askable(menu.scored[place])
        return result

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """(q,) places of `askable` among the scored findings of the menu."""
        return np.flatnonzero(self._may_ask)

    @cached_property
    def _chosen(self) -> NDArray[np.bool_]:
        """(n,) whether each candidate of the menu could come next."""
        result: NDArray[np.bool_] = self._may_ask[self.menu.owner]
        return result

    def is_askable(self, finding: Finding) -> bool:
        """Return whether this finding may be asked about now."""
        name = finding.id
        if name in self.case.states or name in self.declined:
            return False
        if finding.who not in self.who and name not in self.extra:
            return False
        return name in self.menu.plain or (self._is_due(finding) and self._is_worth_measuring(finding))

    def _is_worth_measuring(self, finding: Finding) -> bool:
        """Return False for a check of what was denied, or was not asked about yet."""
        if finding.id not in self.extra:
            return True
        check = next((each for each in self.rules.self_checks if each.finding == finding.id), None)
        if check is None or not check.instead_of:
            return True
        is_there = self.case.states.get(check.instead_of) == PRESENT
        return is_there or check.instead_of in self.declined

    def _is_due(self, finding: Finding) -> bool:
        return self._is_open(finding) and suits(finding, self.case, grown_up=self.grown_up)

    def _is_open(self, finding: Finding) -> bool:
        """Return whether the answers so far leave a finding to be asked about."""
        parent, states = finding.asked_if, self.case.states
        if parent is not None and states.get(parent.finding) not in parent.states:
            return False
        return not finding.is_superseded(states)

    @cached_property
    def candidates(self) -> tuple[tuple[str, str], ...]:
        """(finding, state) of every answer that could come next, in the order of `outlook`."""
        return tuple(compress(self.menu.candidates, self._chosen.tolist()))

    @cached_property
    def rows(self) -> IndexArray:
        """(k,) S rows of `candidates`."""
        return self.menu.rows[self._chosen]

    @cached_property
    def atoms(self) -> NDArray[np.int64]:
        """(k,) places of `candidates` among the atoms of the red flags."""
        return self.menu.atoms[self._chosen]

    @cached_property
    def raises(self) -> NDArray[np.bool_]:
        """(k,) whether each of `candidates` speaks for some red flag."""
        return self.menu.raises[self._chosen]

    @cached_property
    def is_something(self) -> NDArray[np.bool_]:
        """(k,) whether each of `candidates` says that something is there."""
        return self.menu.is_something[self._chosen]

    @cached_property
    def noticed(self) -> NDArray[np.bool_]:
        """(k,) whether each of `candidates` is something that the person can notice."""
        return self.menu.noticed[self._chosen]

    @cached_property
    def tried(self) -> NDArray[np.bool_]:
        """(k,) whether each of `candidates` is what a treatment did."""
        return self.menu.tried[self._chosen]

    @cached_property
    def starts(self) -> IndexArray:
        """(q,) where each of `askable` starts among `candidates`."""
        sizes = self.menu.sizes[self.places]
        return (np.cumsum(sizes) - sizes).astype(np.int32)

    @cached_property
    def outlook(self) -> WhatIf:
        """What each of `candidates` would do."""
        return what_if(self.model, self.posterior, self.rows)

    @cached_property
    def _weighed(self) -> FloatArray:
        """(2 U - 1, k) after each of `candidates`: what each level costs, what each step up saves."""
        return self.outlook.mean(self.loss.with_gain)

    @property
    def by_advice(self) -> FloatArray:
        """(U, k) the expected loss of advising each urgency after each of `candidates`."""
        return self._weighed[: len(Urgency)]

    @cached_property
    def harm(self) -> NDArray[np.int64]:
        """(k,) the urgency that expected harm alone asks for after each of `candidates`."""
        return self.levels.least(self._weighed[len(Urgency) :])

    @cached_property
    def lifted(self) -> NDArray[np.int64]:
        """(k,) the urgency that each of `candidates` lifts the advice to by a flag it raises alone."""
        return urgency_if(self.standing, int(self.urgency))[self.atoms]

    def forget_outlook(self) -> None:
        """Give back what each answer would do: half a megabyte, worked out again where somebody asks."""
        self.__dict__.pop("outlook", None)

    def with_answer(self, finding: str, state: str) -> Case:
        """Return the case with one more answer."""
        return replace(self.case, states={**self.case.states, finding: state})
