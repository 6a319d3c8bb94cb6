"""A case with its diary, judged anew at every note."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pygalgia import assessing
from pygalgia.assessing import Knowledge
from pygalgia.care.watch import cases_after, trend
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.domain.diary import Diary, Trend
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.interview import Alarm, Stop


@dataclass(frozen=True)
class Course:
    """A case, its diary, and everything that follows from both.

    Attributes:
        case: As it was assessed at first.
        diary: The notes; may hold none.
    """

    knowledge: Knowledge
    case: Case
    diary: Diary

    def case_after(self, notes: int) -> Case:
        """Return the case as it stood after so many notes."""
        return self._cases[notes]

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        """The case as it came and after each note."""
        base = self.knowledge.base
        return cases_after(
            self.case,
            self.diary,
            watch=base.care.watch,
            findings=base.findings,
            raising=self.knowledge.raising,
            takes_back=self._takes_back,
        )

    def _takes_back(self, before: Case, after: Case) -> bool:
        """Return whether flags ask for less in the second case, or one that was raised is lost."""
        if (before.states, before.times) == (after.states, after.times):
            return False
        was, now = (self.knowledge.judge.standing(each) for each in (before, after))
        is_lost = bool((was.raised & ~now.raised).any())
        return now.level < was.level or (now.level == was.level and is_lost)

    @cached_property
    def alarms(self) -> tuple[Alarm, ...]:
        """What asks for help at once, by the answers and the notes together."""
        return assessing.alarms(self.case_after(len(self.diary.entries)), self.knowledge)

    def interruption(self, told: Iterable[str]) -> Stop | None:
        """Return the stop at an emergency; None where every one that is raised has been told.

        Args:
            told: Alarms after which the person chose to go on.
        """
        raised = self.alarms
        if {each.id for each in raised} <= set(told):
            return None
        return Stop(
            kind="emergency",
            reason=" ".join(dict.fromkeys(each.plain for each in raised)),
            do_now=tuple(dict.fromkeys(each.do_now for each in raised if each.do_now)),
            can_continue=True,
            urgency=Urgency.EMERGENCY,
        )

    @cached_property
    def assessment(self) -> Assessment:
        """The case judged with everything noted."""
        if not self.diary.entries:
            return self.at_first
        return assessing.assess(self.case_after(len(self.diary.entries)), self.knowledge)

    @cached_property
    def at_first(self) -> Assessment:
        """The case judged as it came."""
        return assessing.assess(self.case, self.knowledge)

    def urgencies(self) -> list[Urgency]:
        """Return the urgency after each note."""
        counts = range(1, len(self.diary.entries) + 1)
        judged = (
            assessing.urgency_and_probability(self.case_after(count), self.knowledge) for count in counts
        )
        return [triage.urgency for triage, _ in judged]

    @cached_property
    def new_flags(self) -> tuple[FlagVerdict, ...]:
        """The flags that are raised now, were not at first, and ask for more than a routine visit."""
        before = {each.flag.id for each in self.at_first.red_flags if each.verdict == "raised"}
        return tuple(
            each
            for each in self.assessment.red_flags
            if each.verdict == "raised"
            and each.flag.id not in before
            and each.urgency >= Urgency.WITHIN_TWO_WEEKS
        )

    @property
    def decision(self) -> str:
        """What to do by how it goes, given at least one note: what was advised at first for this outcome.

        With a danger sign the urgency that stands beside it says what to do, and here that exercises stop.
        """
        plan, direction = self.at_first.plan, self.trend.direction
        if direction == "new-sign":
            given = any(not each.blocked_by for each in plan.exercises)
            return self.knowledge.base.care.watch.exercising.plain if given else ""
        return next((each.plain for each in plan.follow_up.decisions if each.outcome == direction), "")

    @cached_property
    def trend(self) -> Trend:
        """How it goes, given at least one note."""
        flags = tuple(each.flag.name for each in self.new_flags)
        return trend(self.diary, watch=self.knowledge.base.care.watch, new_flags=flags)
