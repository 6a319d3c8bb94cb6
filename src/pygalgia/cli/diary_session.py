"""A case with its diary: judged anew at every note, and what the person is told."""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

import pygalgia
from pygalgia import Course
from pygalgia.care.day import break_times, chosen_break, exercise_times
from pygalgia.domain.diary import Entry
from pygalgia.errors import Problem
from pygalgia.report.calendar_file import Weeks
from pygalgia.report.trend import trend_table
from pygalgia.report.words import URGENCY
from pygalgia.store import diary as kept

_STYLE = {"better": "bold green", "same": "bold", "worse": "bold dark_orange", "new-sign": "bold red"}
_TITLE = {
    "better": "Better",
    "same": "About the same",
    "worse": "Worse, or sleep is lost",
    "new-sign": "A new danger sign",
}
_NEXT = 3
#: Damaged lines that are named one by one.
_MOST_DAMAGE = 5
_LOST = "What stood there is not in the advice. If it was a danger sign, add it again with --sign."


@dataclass(frozen=True)
class Session:
    """A case with its diary, as the command holds it.

    Attributes:
        course: The case judged anew at every note.
        damage: The lines of the diary that could not be read.
    """

    course: Course
    damage: tuple[Problem, ...] = ()

    def with_entry(self, entry: Entry) -> "Session":
        """Return the session with one more note."""
        diary = kept.with_entry(self.course.diary, entry)
        return replace(self, course=replace(self.course, diary=diary))


def open_session(knowledge: pygalgia.Knowledge, case: Path, *, folder: Path | None) -> Session:
    """Return a case with its diary.

    Raises:
        CaseError: the case cannot be read.
        SavedError: nor can the diary.
    """
    read = pygalgia.read_case(case, knowledge)
    reading = kept.read(read.id, root=folder)
    return Session(course=Course(knowledge, read, reading.diary), damage=reading.damage)


def print_decision(session: Session, console: Console) -> None:
    """Print what the last note means and what to do."""
    print_damage(session, console)
    direction = session.course.trend.direction
    decision = session.course.decision
    if len(session.course.diary.entries) > 1 or direction in {"worse", "new-sign"}:
        console.print(Text(_TITLE[direction], style=_STYLE[direction]))
    console.print(_change(session))
    if session.course.assessment.urgency > session.course.at_first.urgency or direction == "new-sign":
        console.print(Panel(URGENCY[session.course.assessment.urgency].headline, expand=False))
    for each in sorted(session.course.new_flags, key=lambda each: -each.urgency)[:_NEXT]:
        console.print(Text(f"• {each.flag.plain} {each.flag.do_now}"))
    if len(session.course.diary.entries) == 1 and direction == "same":
        console.print("The next notes will show how it goes: one a day is enough.")
    elif decision:
        console.print(decision)
    leading, before = session.course.assessment.conditions[0], session.course.at_first.conditions[0]
    if leading.id != before.id and session.course.assessment.enough_to_rank:
        console.print(f"The most likely cause is now: {leading.plain_name}.")


def _change(session: Session) -> str:
    first, last = session.course.diary.entries[0], session.course.diary.entries[-1]
    pains = [worst for _, worst in session.course.diary.pains]
    if not pains:
        return "No note says yet how bad the pain was."
    if first is last:
        return f"First note: worst pain {pains[0]:g} of 10."
    words = f"Worst pain {pains[0]:g} at first, {pains[-1]:g} now (of 10)."
    function = session.course.trend.function_change
    return words if function is None else f"{words} What you can do: {function:+.1f} points."


def print_course(session: Session, console: Console) -> None:
    """Print every note with its urgency, and what the trend means."""
    console.print(trend_table(session.course.diary, session.course.urgencies()))
    console.print()
    print_decision(session, console)


def print_days(session: Session, weeks: Weeks, console: Console) -> None:
    """Print when to look again, when to exercise and when to break off sitting."""
    print_damage(session, console)
    plan = session.course.assessment.plan
    console.print(Text(URGENCY[session.course.assessment.urgency].headline, style="bold"))
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


def print_damage(session: Session, console: Console) -> None:
    """Print what of the diary could not be read: it may have told of danger."""
    for each in session.damage[:_MOST_DAMAGE]:
        console.print(Text(str(each), style="yellow"), soft_wrap=True)
    if len(session.damage) > _MOST_DAMAGE:
        console.print(Text(f"And {len(session.damage) - _MOST_DAMAGE:,} more lines.", style="yellow"))
    if session.damage:
        console.print(Text(_LOST, style="bold yellow"))
