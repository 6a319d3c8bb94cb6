"""Whether urgency keeps its promises when one thing about a case is different.

Five promises, each tried in every way a case allows:

- `one_step`: one answer less, the other sex or one year of age moves the advice by one level at most,
  unless a flag that asks for more on one side says so: it is named among the reasons;
- `unknown`: what is not known never gives less than the least urgent of what it may be;
- `danger`: one more danger sign never lowers the advice, whether it was denied or unknown before;
- `denial`: one more denial ("no such thing") never raises it;
- `forgotten`: so a denial that is forgotten never lowers it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pygalgia import assessing
from pygalgia.assessing.steps import Steps
from pygalgia.domain.case import Case, KnownSex
from pygalgia.domain.finding import NOTHING, Finding
from pygalgia.domain.logic import applies
from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.progress import Progress, silent
from pygalgia.evaluation.studies.perturbed import answered, with_state, without

Promise = Literal["one_step", "unknown", "danger", "denial", "forgotten"]
SEXES: tuple[KnownSex, ...] = ("female", "male")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One promise tried once.

    Attributes:
        change: What was different, as `fever: present` or `sex`.
        before: Urgency of the case, or what must not be undercut.
        after: Urgency with the change.
        kept: Whether the promise held.
        by_flag: Whether it held only because a flag asks for more on one side.
    """

    promise: Promise
    case: str
    change: str
    before: Urgency
    after: Urgency
    kept: bool
    by_flag: bool = False


def trials(
    cases: Sequence[Case],
    knowledge: assessing.Knowledge,
    *,
    asked: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Iterator[Trial]:
    """Yield every trial of every promise on these cases.

    Args:
        cases: What is changed, one thing at a time.
        knowledge: What judges.
        asked: How many findings, drawn anew for each case, are tried in every state; all where left out.
        seed: Seed of that draw.
        progress: Shows how far it is.
    """
    findings = list(knowledge.base.findings.values())
    for row, case in enumerate(progress(cases, "Changing one thing", len(cases))):
        order = np.random.default_rng([seed, row]).permutation(len(findings))
        chosen = [findings[place] for place in order[:asked]]
        yield from _Tried(case=case, knowledge=knowledge, chosen=chosen).all()


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """One case, and what may be changed about it."""

    case: Case
    knowledge: assessing.Knowledge
    chosen: Sequence[Finding]

    @property
    def findings(self) -> Mapping[str, Finding]:
        return self.knowledge.base.findings

    def all(self) -> Iterator[Trial]:
        yield from self._one_step()
        for finding in self.chosen:
            if self._can_be_asked(finding):
                yield from self._answers(finding)
        yield from self._who()

    def _steps(self, case: Case) -> Steps:
        return Steps(case=case, knowledge=self.knowledge)

    def _one_step(self) -> Iterator[Trial]:
        here = self._steps(self.case)
        for change, case in self._nearby():
            there = self._steps(case)
            near = abs(there.urgency - here.urgency) <= 1
            flagged = not near and _is_flagged(here, there)
            yield self._trial(
                "one_step", change, here.urgency, there.urgency, kept=near or flagged, by=flagged
            )

    def _nearby(self) -> Iterator[tuple[str, Case]]:
        for name in answered(self.case, self.findings):
            yield f"{name}: unknown", without(self.case, [name], self.findings)
        if self.case.sex != "unknown" and not self._sex_is_told():
            other = SEXES[1 - SEXES.index(self.case.sex)]
            yield "sex", self._as_somebody(replace(self.case, sex=other))
        if self.case.age_years is not None:
            for years in (-1, 1):
                if self.case.age_years + years >= 0:
                    older = replace(self.case, age_years=self.case.age_years + years)
                    yield f"age: {years:+d}", self._as_somebody(older)

    def _sex_is_told(self) -> bool:
        """Return whether some answer can only be given by one sex: then there is no other to swap with."""
        return any(self.findings[name].only_sex is not None for name in self.case.states)

    def _as_somebody(self, case: Case) -> Case:
        """Return the case without the answers that nobody of this sex and age can give."""
        return without(case, [n for n in case.states if not applies(self.findings[n], case)], self.findings)

    def _can_be_asked(self, finding: Finding) -> bool:
        parent = finding.asked_if
        return (
            finding.kind != "regions"
            and self.case.origins.get(finding.id, "answered") == "answered"
            and applies(finding, self.case)
            and (parent is None or self.case.states.get(parent.finding) in parent.states)
        )

    def _answers(self, finding: Finding) -> Iterator[Trial]:
        """Try every answer to one question, against not knowing it and against each other."""
        open_ = without(self.case, [finding.id], self.findings)
        unknown = self._steps(open_).urgency
        levels = {state: self._steps(self._told(open_, finding, state)).urgency for state in finding.states}
        least = min(levels.values())
        yield self._trial("unknown", f"{finding.id}: unknown", least, unknown, kept=unknown >= least)
        danger = set(self.knowledge.base.triage.danger_signs.get(finding.id, ()))
        denials = [s for s in finding.states if s in NOTHING and s not in self._raising(finding)]
        for state in denials:
            change, level = f"{finding.id}: {state}", levels[state]
            name: Promise = "forgotten" if self.case.states.get(finding.id) == state else "denial"
            yield self._trial(name, change, unknown, level, kept=level <= unknown)
        for state in danger:
            change, level = f"{finding.id}: {state}", levels[state]
            for before in (unknown, *(levels[each] for each in denials)):
                yield self._trial("danger", change, before, level, kept=level >= before)

    def _told(self, case: Case, finding: Finding, state: str) -> Case:
        """Return the case with an answer and what follows from it."""
        told = with_state(case, finding.id, state)
        implied = [i for i in finding.implies if i.state == state and i.finding not in told.states]
        return replace(
            told,
            states={**told.states, **{each.finding: each.then for each in implied}},
            origins={**told.origins, **{each.finding: "implied" for each in implied}},
        )

    def _raising(self, finding: Finding) -> frozenset[str]:
        return self.knowledge.raising.get(finding.id, frozenset())

    def _who(self) -> Iterator[Trial]:
        """Try sex and age as what is not known."""
        bare = replace(self.case, sex="unknown")
        least = min(self._steps(replace(bare, sex=sex)).urgency for sex in SEXES)
        unknown = self._steps(bare).urgency
        yield self._trial("unknown", "sex: unknown", least, unknown, kept=unknown >= least)
        ages = [replace(self.case, age_years=age) for age in self.knowledge.adult_ages]
        least = min(self._steps(case).urgency for case in ages)
        unknown = self._steps(replace(self.case, age_years=None)).urgency
        yield self._trial("unknown", "age: unknown", least, unknown, kept=unknown >= least)

    def _trial(
        self, promise: Promise, change: str, before: Urgency, after: Urgency, *, kept: bool, by: bool = False
    ) -> Trial:
        return Trial(
            promise=promise,
            case=self.case.id,
            change=change,
            before=before,
            after=after,
            kept=kept,
            by_flag=by,
        )


def _is_flagged(one: Steps, other: Steps) -> bool:
    """Return whether flags that ask for more in the more urgent case account for all but one level of it."""
    high, low = (one, other) if one.urgency > other.urgency else (other, one)
    asked, before = _asked(high), _asked(low)
    fresh = asked[asked > before]
    return bool(fresh.size) and int(fresh.max()) >= high.urgency - 1


def _asked(steps: Steps) -> NDArray[np.int64]:
    """Return (F,) the urgency that each flag asks for: raised, or held up while it is open."""
    standing = steps.standing
    result: NDArray[np.int64] = np.where(standing.raised, standing.judge.urgency, standing.floors)
    return result
