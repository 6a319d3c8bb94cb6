"""Where an interview stands on a case, and how urgent it would be with other answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pygalgia import interview
from pygalgia.assessing.knowledge import Knowledge
from pygalgia.assessing.steps import Steps
from pygalgia.domain.case import Case
from pygalgia.domain.urgency import Urgency
from pygalgia.inference import Counts
from pygalgia.inference.model import FloatArray
from pygalgia.lazy import cached_property
from pygalgia.redflags import levels_after
from pygalgia.triage import reached

Candidate = tuple[str, str]
IndexArray = NDArray[np.int64]


def situation(case: Case, knowledge: Knowledge) -> interview.Situation:
    """Return where an interview stands on a case."""
    return situation_of(Steps(case=case, knowledge=knowledge))


def alarms(case: Case, knowledge: Knowledge) -> tuple[interview.Alarm, ...]:
    """Return what asks for help at once: emergency flags, or probable causes where no flag is raised."""
    return Steps(case=case, knowledge=knowledge).alarms


def situation_of(steps: Steps) -> interview.Situation:
    """Return where an interview stands on a case that is being judged."""
    knowledge = steps.knowledge

    def urgency_of(case: Case) -> Urgency:
        return steps.beside(case).urgency

    def probability_of(case: Case) -> FloatArray:
        return steps.beside(case).posterior.probability

    return interview.Situation(
        case=steps.case,
        model=steps.model,
        judged=steps,
        findings=steps.base.findings,
        conditions=steps.base.conditions,
        raising=knowledge.raising,
        urgency_of=urgency_of,
        probability_of=probability_of,
        urgency_after=LookAhead(steps).urgency_after,
        menu=knowledge.menu,
        times=knowledge.times,
        rules=steps.base.interview,
    )


@dataclass(frozen=True)
class LookAhead:
    """Judges one case with each of many single further answers (k), without judging each case anew."""

    steps: Steps

    def urgency_after(self, candidates: Sequence[Candidate]) -> list[Urgency]:
        """Return the urgency of the case with each of these (finding, state): exactly, by every rule.

        Args:
            candidates: Answers to findings that are unknown and may be asked about.
        """
        simple = [each for each in candidates if self._is_simple(each[0])]
        known = dict(zip(simple, self._urgency(simple).tolist(), strict=True)) if simple else {}
        return [Urgency(known[each]) if each in known else self._anew(*each) for each in candidates]

    def _is_simple(self, finding: str) -> bool:
        """Return whether the answer leaves alone what the other answers mean and which rules hold."""
        meanings, case = self.steps.knowledge.meanings, self.steps.case
        if finding in meanings.ruling or finding in case.times:
            return False
        return not any(name in case.states for name in meanings.bearing_on.get(finding, ()))

    def _anew(self, finding: str, state: str) -> Urgency:
        case = self.steps.case
        answered = replace(case, states={**case.states, finding: state})
        return Steps(case=answered, knowledge=self.steps.knowledge).urgency

    def _urgency(self, candidates: Sequence[Candidate]) -> IndexArray:
        """Return (k,) urgencies: of the case, or of the least urgent whom it may be, if that is more."""
        level = self._level(candidates)
        least, open_ = np.full(level.size, int(Urgency.EMERGENCY)), np.flatnonzero(level < Urgency.EMERGENCY)
        for who in self._people:
            if not open_.size:
                break
            urgency = who._urgency([candidates[place] for place in open_.tolist()])  # noqa: SLF001 - of another person
            least[open_] = np.minimum(least[open_], urgency)
            open_ = open_[urgency > level[open_]]
        return np.maximum(level, least) if self._people else level

    def _level(self, candidates: Sequence[Candidate]) -> IndexArray:
        level = np.maximum(self._by_flags(candidates), self._by_knowing_too_little(candidates))
        open_ = np.flatnonzero(level < Urgency.EMERGENCY)
        if open_.size:
            harm = self._by_harm([candidates[place] for place in open_.tolist()])
            level[open_] = np.maximum(level[open_], harm)
        return level

    @cached_property
    def _people(self) -> "list[LookAhead]":
        """Everybody whom a person of unknown sex, or else of unknown age, may be."""
        return [LookAhead(each) for each in self.steps.people]

    def _by_flags(self, candidates: Sequence[Candidate]) -> IndexArray:
        """Return (k,) what the flags ask for after each candidate."""
        judge = self.steps.knowledge.judge
        return levels_after(judge, self.steps.case, [judge.atoms.place[each] for each in candidates])

    def _by_knowing_too_little(self, candidates: Sequence[Candidate]) -> IndexArray:
        """Return (k,) what not knowing enough asks for: one more sign of danger is no reason to wait."""
        steps, dangers = self.steps, self.steps.knowledge.meanings.dangers
        missing = steps.base.triage.enough_answers - steps.calming_answers
        too_little = int(steps.levels.too_little)
        return np.array([too_little if missing > (each not in dangers) else 0 for each in candidates])

    def _by_harm(self, candidates: Sequence[Candidate]) -> IndexArray:
        """Return (k,) the level that expected harm asks for after each candidate."""
        steps, counts = self.steps, self.steps.knowledge.meanings.counts
        rows = np.array([steps.model.state_row[each] for each in candidates], dtype=np.int32)
        counted = [counts(*each) for each in candidates]
        speaking = steps.knowledge.speaking(steps.model)[rows]
        speaking[[each is Counts.FOR_RIVALS for each in counted]] = False
        prices = steps.balance.prices_with(steps.levels.weighed(steps.prior), rows, counted)
        return reached(steps.levels.of_prices(steps.prior, prices, steps.spoken_for | speaking))
