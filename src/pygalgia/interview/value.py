"""What a question is worth: the loss that its answer is expected to save, and what it costs the person."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pygalgia.domain.assessment import Suggested
from pygalgia.domain.finding import Finding
from pygalgia.domain.interview_rules import Effort
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import watch
from pygalgia.interview.situation import Situation
from pygalgia.lazy import cached_property
from pygalgia.redflags import levels_with

FloatArray = NDArray[np.float64]
MOST = 8
#: Stands for a probability of zero where its logarithm is taken.
SMALLEST = 1e-300
#: The place of what is not to be asked.
NOWHERE = -1
#: So many levels at once are no tie between two that cost the same.
LEAP = 2


def next_questions(situation: Situation) -> tuple[Suggested, ...]:
    """Return the questions worth asking next, the most valuable for its burden first."""
    if not situation.candidates:
        return ()
    worth = Worth(situation)
    order = np.argsort(-worth.per_cost, kind="stable")[:MOST]
    return tuple(
        Suggested(finding=finding.id, why=finding.why, value=round(float(worth.total[place]), 6))
        for place, finding in ((place, situation.askable[place]) for place in order)
    )


@dataclass(frozen=True)
class Worth:
    """What each of a situation's askable findings is worth. Axes: q `situation.askable`, k its candidates."""

    situation: Situation

    @cached_property
    def decision(self) -> FloatArray:
        """(q,) expected drop of the loss, >= 0: of the best advice there is, or of what triage advises.

        The two differ near a threshold of triage, where an answer may turn the advice that is given
        although the best advice is nearly a tie.
        """
        here = self.situation
        now, chance = here.posterior.probability[None, :], here.outlook.chance
        then = here.loss.ranking_of(here.outlook.greatest, here.outlook.bits)
        ranking = here.loss.of_ranking(now) - then
        by_advice_now, by_advice_then = here.loss.of_each_advice(now), here.by_advice
        best = by_advice_now.min() - by_advice_then.min(axis=0)
        advised = int(self._advised(here.levels.harm(now))[0])
        advised_then = self._advised(here.harm)
        given = by_advice_now[0, advised] - by_advice_then[advised_then, np.arange(chance.size)]
        advice = np.maximum(self._by_finding(chance * best), self._by_finding(chance * given))
        return np.maximum(advice + self._by_finding(chance * ranking), 0.0)

    def _advised(self, harm: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return (k,) the urgency that triage gives with the flags as they are, by expected harm (k,)."""
        return np.maximum(harm, int(self.situation.standing.level))

    @cached_property
    def telling(self) -> FloatArray:
        """(q,) bits that its being there is expected to tell about the cause, >= 0.

        That is the chance of each state that is something, times how far it moves: the relative entropy of
        the causes after it to those before.

        Source:
            Kullback S, Leibler RA. On information and sufficiency. Ann Math Stat 1951;22:79-86.
        """
        here = self.situation
        outlook, now = here.outlook, np.log2(np.maximum(here.posterior.probability, SMALLEST))
        moved = -outlook.bits - outlook.mean(now[:, None])[0]
        return self._by_finding(outlook.chance * moved * here.is_something) * self._share_answering

    @cached_property
    def likely(self) -> FloatArray:
        """(s,) chance that each scored finding of the menu is there, so that its line is ticked; else 0."""
        here = self.situation
        result = np.zeros(len(here.menu.scored))
        result[here.places] = self._by_finding(here.outlook.chance * here.is_something)
        return result

    @cached_property
    def flags(self) -> FloatArray:
        """(q,) loss expected to be averted because the answer raises a red flag, alone or not; >= 0."""
        here = self.situation
        averted = np.array(here.rules.losses.averted)
        gap = np.maximum(watch.path_urgency(here.standing) - int(here.urgency), 0)
        worthwhile = np.where(watch.paths_above(here.standing, int(here.urgency)), averted[gap], 0.0)
        together = here.rules.losses.together
        benefit = watch.expected(here.standing, self._chance_of_atoms, worthwhile, together=together)
        return self._by_finding(here.outlook.chance * benefit[self.situation.atoms])

    @cached_property
    def emergencies(self) -> FloatArray:
        """(q,) loss expected to be averted because the answer alone raises an emergency, >= 0."""
        here = self.situation
        level = int(here.urgency)
        lifted = here.lifted
        averted = here.rules.losses.averted[Urgency.EMERGENCY - level]
        return self._by_finding(here.outlook.chance * np.where(lifted == Urgency.EMERGENCY, averted, 0.0))

    @cached_property
    def floors(self) -> FloatArray:
        """(q,) loss expected to be saved by settling an open flag that alone holds the advice up."""
        here = self.situation
        lowest = max((each.urgency for each in here.holding if each.verdict == "raised"), default=0)
        holding = [
            each for each in here.holding if each.verdict == "open" and each.floor >= max(1, here.urgency)
        ]
        if not holding or lowest >= here.urgency:
            return np.zeros(len(here.askable))
        share = here.rules.losses.held_up / len(holding)
        settled = {name: 0.0 for each in holding for name in each.because_of}
        for each in holding:
            for name in each.because_of:
                settled[name] += share / len(each.because_of)
        return np.array([settled.get(finding.id, 0.0) for finding in here.askable])

    def leap(self, least: float) -> str | None:
        """Return the finding expected to avert most by bringing a floor two levels up into force.

        `flags` sees what raises a flag, not what an open flag holds up once an answer is known. None where
        no answer is expected to avert more than `least`.
        """
        here, judge = self.situation, self.situation.standing.judge
        averted, now = np.array(here.rules.losses.averted), int(here.urgency)
        if now > Urgency.EMERGENCY - LEAP:
            return None
        chance = here.outlook.chance
        telling = here.raises & (chance * averted[Urgency.EMERGENCY - now] > least)
        places = np.flatnonzero(telling & watch.may_reach(here.standing, now + LEAP)[here.atoms])
        if not places.size:
            return None
        after = levels_with(judge, here.standing.sure, here.standing.possible, here.atoms[places].tolist())
        saved = np.zeros(chance.size)
        saved[places] = chance[places] * averted[np.where(after - now >= LEAP, after - now, 0)]
        worth = self._by_finding(saved) * self._share_answering
        best = int(worth.argmax())
        return here.askable[best].id if worth[best] > least else None

    @cached_property
    def total(self) -> FloatArray:
        """(q,) everything that the answer is expected to save."""
        result: FloatArray = (self.decision + self.flags + self.floors) * self._share_answering
        return result

    @cached_property
    def _share_answering(self) -> FloatArray:
        """(q,) how many have an answer to give."""
        return self.situation.menu.answering[self.situation.places]

    @cached_property
    def cost(self) -> FloatArray:
        """(q,) seconds, times how unpleasant."""
        here = self.situation
        result = here.menu.cost[here.places]
        for name in here.extra:
            place = self.place(name)
            if place is not None:
                result[place] = cost(here.findings[name], here)
        return result

    @cached_property
    def per_cost(self) -> FloatArray:
        """(q,) loss saved for each second of burden."""
        result: FloatArray = self.total / self.cost
        return result

    def place(self, finding: str) -> int | None:
        """Return the place of a finding on the q axis; None where it is not to be asked."""
        known = self.situation.menu.place.get(finding)
        place = NOWHERE if known is None else self._places[known]
        return None if place == NOWHERE else place

    @cached_property
    def _places(self) -> list[int]:
        """Of each scored finding of the menu, its place on the q axis, or `NOWHERE`."""
        places = self.situation.places
        result = np.full(len(self.situation.menu.scored), NOWHERE)
        result[places] = np.arange(places.size)
        every: list[int] = result.tolist()
        return every

    def of(self, finding: str) -> float:
        """Return what a finding is worth; 0 where it is not to be asked."""
        place = self.place(finding)
        return 0.0 if place is None else self._totals[place]

    @cached_property
    def _totals(self) -> list[float]:
        result: list[float] = self.total.tolist()
        return result

    @cached_property
    def of_scored(self) -> FloatArray:
        """(s,) what each scored finding of the menu is worth; -inf where it is not to be asked."""
        result = np.full(len(self.situation.menu.scored), -np.inf)
        result[self.situation.places] = self.total
        return result

    @cached_property
    def _chance_of_atoms(self) -> FloatArray:
        chance = np.zeros(self.situation.standing.possible.size)
        chance[self.situation.atoms] = self.situation.outlook.chance
        return chance

    def _by_finding(self, values: FloatArray) -> FloatArray:
        if not values.size:
            return np.zeros(0)
        result: FloatArray = np.add.reduceat(values, self.situation.starts)
        return result


def cost(finding: Finding, situation: Situation) -> float:
    """Return the burden of asking one finding: seconds, times how unpleasant; > 0."""
    effort = situation.rules.effort
    extra = effort.self_check_seconds if finding.id in situation.extra else 0.0
    return (finding.seconds + extra) * effort.unpleasant[finding.burden]


def list_cost(findings: list[Finding], effort: Effort) -> float:
    """Return the burden of a list with these findings."""
    return effort.list_seconds + sum(
        effort.tick_seconds * effort.unpleasant[each.burden] for each in findings
    )
