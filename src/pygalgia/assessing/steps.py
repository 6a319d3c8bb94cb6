"""One case being judged, step by step: flags first, then the ranking, then the urgency."""

from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from pygalgia import inference, interview
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.domain.case import Case
from pygalgia.domain.finding import NOTHING
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.logic import holds
from pygalgia.domain.red_flag import FlagVerdict, Floor
from pygalgia.domain.urgency import Urgency
from pygalgia.inference.model import FloatArray, IndexArray
from pygalgia.redflags import verdicts
from pygalgia.triage import Triage, triage


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
    def model(self) -> inference.Model:
        """The arrays for a person of this age."""
        return self.knowledge.model_for(self.case)

    @cached_property
    def log_prior(self) -> FloatArray:
        """(C,) natural log of the prior."""
        return self.model.priors.log_prior(self.case)

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
        return inference.posterior(self.model, self.log_prior, self.rows)

    @cached_property
    def cautious(self) -> FloatArray:
        """(C,) probabilities that reassuring answers may lower but never raise."""
        is_reassuring = np.array(
            [
                state in NOTHING and state not in self.knowledge.raising.get(finding, {state})
                for finding, state in self.answers
            ],
            dtype=np.bool_,
        )
        return inference.cautious_probability(
            self.model, self.log_prior, self.rows[~is_reassuring], self.rows[is_reassuring]
        )

    @cached_property
    def verdicts(self) -> tuple[FlagVerdict, ...]:
        """Every red flag's verdict."""
        return verdicts(self.case, self.base.red_flags.values(), findings=self.base.findings)

    @cached_property
    def look(self) -> interview.Look:
        """Where every flag stands, as arrays."""
        return self.knowledge.watch.look(self.case)

    @cached_property
    def enough_to_rank(self) -> bool:
        """Whether enough is known for the ranking to mean anything."""
        return self.case.told >= self.base.triage.enough_answers

    @cached_property
    def triage(self) -> Triage:
        """The urgency with every reason for it."""
        return triage(
            self.verdicts,
            dict(zip(self.model.conditions, self.cautious.tolist(), strict=True)),
            conditions=self.base.conditions,
            rules=self.base.triage,
            enough_to_rank=self.enough_to_rank,
        )

    @cached_property
    def holding(self) -> tuple[FlagVerdict, ...]:
        """The verdicts of only those flags that are raised or hold the urgency up."""
        look, flags = self.look, self.knowledge.watch.flags
        holding = {
            place for place in look.open if any(self._is_in_force(floor) for floor in flags[place].floors)
        }
        places = sorted(look.raised | holding)
        return verdicts(self.case, [flags[place] for place in places], findings=self.base.findings)

    def _is_in_force(self, floor: Floor) -> bool:
        """Return whether an open flag's floor holds the urgency up: as `redflags` judges it."""
        holding = partial(holds, case=self.case, findings=self.base.findings)
        if floor.only_if is not None and holding(floor.only_if) is not True:
            return False
        return floor.unless is None or holding(floor.unless) is not True

    def at_least(self, flagged: Urgency) -> Urgency:
        """Return the urgency: of the flags, of expected harm, and of knowing too little."""
        level = max(self.knowledge.thresholds.level(self.cautious), flagged)
        if not self.enough_to_rank:
            level = max(level, Urgency.from_id(self.base.triage.floor_when_inconclusive))
        return level
