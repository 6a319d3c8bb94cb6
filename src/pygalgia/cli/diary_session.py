"""A case with its diary: judged anew at every note, and what the person is told."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from pygalgia import facade
from pygalgia.care.day import break_times, chosen_break, exercise_times
from pygalgia.care.watch import case_now, trend
from pygalgia.domain.assessment import Assessment
from pygalgia.domain.case import Case
from pygalgia.domain.diary import Diary, Entry, Trend
from pygalgia.domain.red_flag import FlagVerdict
from pygalgia.domain.urgency import Urgency
from pygalgia.errors import Problem
from pygalgia.report.calendar_file import Weeks
from pygalgia.report.trend import trend_table
from pygalgia.report.words import HEADLINE
from pygalgia.store import diary as kept

_STYLE = {"better": "bold green", "same": "bold", "worse": "bold dark_orange", "new-sign": "bold red"}
_TITLE = {
    "better": "Better",
    "same": "About the same",
    "worse": "Worse, or sleep is lost",
    "new-sign": "A new danger sign",
}
_NEXT = 3


@dataclass(frozen=True)
class Session:
    """A case, its diary, and everything that follows from both.

    Attributes:
        damage: What of the diary could not be read, or None.
    """

    knowledge: facade.Knowledge
    case: Case
    diary: Diary
    damage: Problem | None = None

    def with_entry(self, entry: Entry) -> "Session":
        """Return the session with one more note."""
        return replace(self, diary=kept.with_entry(self.diary, entry))

    def case_after(self, notes: int) -> Case:
        """Return the case as it stood after so many notes."""
        base = self.knowledge.base
        return case_now(
            self.case,
            replace(self.diary, entries=self.diary.entries[:notes]),
            watch=base.care.watch,
            findings=base.findings,
            raising=self.knowledge.raising,
        )

    @cached_property
    def assessment(self) -> Assessment:
        """The case judged with everything noted."""
        return facade.assess(self.case_after(len(self.diary.entries)), self.knowledge)

    @cached_property
    def at_first(self) -> Assessment:
        """The case judged as it came."""
        return facade.assess(self.case, self.knowledge)

    def urgencies(self) -> list[Urgency]:
        """Return the urgency after each note."""
        counts = range(1, len(self.diary.entries) + 1)
        judged = (facade.urgency_and_probability(self.case_after(count), self.knowledge) for count in counts)
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

    @cached_property
    def trend(self) -> Trend:
        """How it goes."""
        flags = tuple(each.flag.name for each in self.new_flags)
        return trend(self.diary, watch=self.knowledge.base.care.watch, new_flags=flags)


def open_session(knowledge: facade.Knowledge, case: Path, *, folder: Path | None) -> Session:
    """Return a case with its diary.

    Raises:
        CaseError: the case cannot be read.
        SavedError: nor can the diary.
    """
    read = facade.read_case(case, knowledge)
    reading = kept.read(read.id, root=folder)
    return Session(knowledge=knowledge, case=read, diary=reading.diary, damage=reading.damage)


def print_decision(session: Session, console: Console) -> None:
    """Print what the last note means and what to do."""
    _damage(session, console)
    direction = session.trend.direction
    decision = session.knowledge.base.care.watch.decisions.get(direction)
    if len(session.diary.entries) > 1 or direction in {"worse", "new-sign"}:
        console.print(Text(_TITLE[direction], style=_STYLE[direction]))
    console.print(_change(session))
    if session.assessment.urgency > session.at_first.urgency or direction == "new-sign":
        console.print(Panel(HEADLINE[session.assessment.urgency], expand=False))
    for each in sorted(session.new_flags, key=lambda each: -each.urgency)[:_NEXT]:
        console.print(Text(f"• {each.flag.plain} {each.flag.do_now}"))
    if len(session.diary.entries) == 1 and direction == "same":
        console.print("The next notes will show how it goes: one a day is enough.")
    elif decision is not None and direction != "new-sign":
        console.print(decision.plain)
    leading, before = session.assessment.conditions[0], session.at_first.conditions[0]
    if leading.id != before.id and session.assessment.enough_to_rank:
        console.print(f"The most likely cause is now: {leading.plain_name}.")


def _change(session: Session) -> str:
    first, last = session.diary.entries[0], session.diary.entries[-1]
    if first is last:
        return f"First note: worst pain {last.worst:g} of 10."
    words = f"Worst pain {first.worst:g} at first, {last.worst:g} now (of 10)."
    function = session.trend.function_change
    return words if function is None else f"{words} What you can do: {function:+.1f} points."


def print_course(session: Session, console: Console) -> None:
    """Print every note with its urgency, and what the trend means."""
    console.print(trend_table(session.diary, session.urgencies()))
    console.print()
    print_decision(session, console)


def print_days(session: Session, weeks: Weeks, console: Console) -> None:
    """Print when to look again, when to exercise and when to break off sitting."""
    plan = session.assessment.plan
    console.print(Text(HEADLINE[session.assessment.urgency], style="bold"))
    console.print("\n[bold]Look again[/bold]")
    for check in plan.follow_up.checks:
        console.print(f"  {weeks.starts + timedelta(days=check.day):%a %d %b %Y}  {check.plain}")
    sessions = exercise_times(plan.exercises)
    if sessions:
        console.print("\n[bold]Exercises, every day[/bold]")
    for at, due in sessions.items():
        console.print(f"  {at:%H:%M}  {'; '.join(each.name for each in due)}")
    routine = chosen_break(plan.micro_breaks, weeks.routine)
    if routine is not None:
        console.print(
            f"\n[bold]Breaks from sitting, on working days[/bold] ({routine.name}, {routine.length})"
        )
        console.print("  " + "  ".join(f"{at:%H:%M}" for at in break_times(routine, weeks.working)))
    if not sessions:
        console.print("\nNo exercises now: be seen first, or none is safe with what is known.")


def _damage(session: Session, console: Console) -> None:
    if session.damage is not None:
        console.print(Text(str(session.damage), style="yellow"), soft_wrap=True)
