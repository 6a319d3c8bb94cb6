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
from pygalgia.domain.written_number import figure
from pygalgia.errors import Problem
from pygalgia.report.calendar_file import Weeks
from pygalgia.report.trend import trend_table
from pygalgia.report.words import URGENCY
from pygalgia.store import diary as kept
from pygalgia.texts import Words, _, later, many, parted
from pygalgia.texts.written import with_point_of, written_weekday

_STYLE = {"better": "bold green", "same": "bold", "worse": "bold dark_orange", "new-sign": "bold red"}
_TITLE = Words(
    {
        "better": later("Better"),
        "same": later("About the same"),
        "worse": later("Worse, or sleep is lost"),
        "new-sign": later("A new danger sign"),
    }
)
_NEXT = 3
#: Damaged lines that are named one by one.
_MOST_DAMAGE = 5
_LOST = later("What stood there is not in the advice. If it was a danger sign, add it again with --sign.")


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
    console.print(Text(_change(session)))
    if session.course.assessment.urgency > session.course.at_first.urgency or direction == "new-sign":
        console.print(Panel(URGENCY[session.course.assessment.urgency].headline, expand=False))
    for each in sorted(session.course.new_flags, key=lambda each: -each.urgency)[:_NEXT]:
        console.print(Text(f"• {each.flag.plain} {each.flag.do_now}"))
    if len(session.course.diary.entries) == 1 and direction == "same":
        console.print(Text(_("The next notes will show how it goes: one a day is enough.")))
    elif decision:
        console.print(Text(decision))
    leading, before = session.course.assessment.conditions[0], session.course.at_first.conditions[0]
    if leading.id != before.id and session.course.assessment.enough_to_rank:
        console.print(Text(_("The most likely cause is now: %(cause)s.", cause=leading.plain_name)))


def _change(session: Session) -> str:
    first, last = session.course.diary.entries[0], session.course.diary.entries[-1]
    pains = [figure(worst) for _at, worst in session.course.diary.pains]
    if not pains:
        return _("No note says yet how bad the pain was.")
    if first is last:
        return _("First note: worst pain %(pain)s of 10.", pain=pains[0])
    function = session.course.trend.function_change
    if function is None:
        return _("Worst pain %(before)s at first, %(now)s now (of 10).", before=pains[0], now=pains[-1])
    return _(
        "Worst pain %(before)s at first, %(now)s now (of 10). What you can do: %(points)s points.",
        before=pains[0],
        now=pains[-1],
        points=with_point_of(f"{function:+.1f}"),
    )


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
    console.print(Text("\n" + _("Look again"), style="bold"))
    for check in plan.follow_up.checks:
        when = written_weekday(weeks.starts + timedelta(days=check.day))
        console.print(Text(f"  {when}  {check.plain}"))
    sessions = exercise_times(plan.exercises)
    if sessions:
        console.print(Text("\n" + _("Exercises, every day"), style="bold"))
    for at, due in sessions.items():
        console.print(Text(f"  {at:%H:%M}  {parted(each.name for each in due)}"))
    routine = chosen_break(plan.micro_breaks, weeks.routine)
    if routine is not None:
        head = Text("\n" + _("Breaks from sitting, on working days"), style="bold")
        console.print(head.append(f" ({routine.name}, {routine.length})", style="not bold"))
        console.print("  " + "  ".join(f"{at:%H:%M}" for at in break_times(routine, weeks.working)))
    if not sessions:
        console.print(Text("\n" + _("No exercises now: be seen first, or none is safe with what is known.")))


def print_damage(session: Session, console: Console) -> None:
    """Print what of the diary could not be read: it may have told of danger."""
    for each in session.damage[:_MOST_DAMAGE]:
        console.print(Text(str(each), style="yellow"), soft_wrap=True)
    if len(session.damage) > _MOST_DAMAGE:
        rest = len(session.damage) - _MOST_DAMAGE
        more = many("And %(n)s more line.", "And %(n)s more lines.", rest, n=f"{rest:,}")
        console.print(Text(more, style="yellow"))
    if session.damage:
        console.print(Text(_(_LOST), style="bold yellow"))
