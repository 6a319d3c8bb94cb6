"""The weeks to come as an iCalendar file: checks, exercise times and breaks from sitting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from pygalgia.care.day import WorkingDay, break_times, chosen_break, exercise_times
from pygalgia.frozen import Frozen
from pygalgia.texts import _, language, parted, speaks_english

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from icalendar import Event, vRecur

    from pygalgia.domain.plan import Break, Plan, Programme

#: The programme runs until the check at six weeks.
WEEKS = 6
CHECK_AT = time(18)
_MINUTES_AN_EXERCISE = 4
#: Days of the week as iCalendar writes them, Monday first.
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING_DAYS = DAYS[:5]
#: What a calendar may hold.
PARTS = ("checks", "exercises", "breaks")


class Weeks(Frozen):
    """Whose weeks these are: from which day, where, and when the person works.

    Attributes:
        case_id: Part of every event's identity, so that a new file replaces the old events.
        starts: The day of the assessment.
        zone: The person's time zone; summer time is followed.
        made_at: When the file is made, with an offset.
        routine: The short break that suits the person's job; None for the plan's first.
        parts: Which of `PARTS` are wanted.
        exercise_days: Days of the week for exercises.
        exercise_times: Times of the day for them; empty for the usual ones.
        break_days: Days of the week for breaks from sitting.
        check_at: When to look again on a day of checking.
    """

    case_id: str
    starts: date
    zone: ZoneInfo
    working: WorkingDay
    made_at: datetime
    routine: str | None = None
    parts: tuple[str, ...] = PARTS
    exercise_days: tuple[str, ...] = DAYS
    exercise_times: tuple[time, ...] = ()
    break_days: tuple[str, ...] = WORKING_DAYS
    check_at: time = CHECK_AT


def calendar_file(plan: Plan, weeks: Weeks) -> bytes:
    """Return the iCalendar file (RFC 5545), with the rules of the time zone in it."""
    # Loaded when the first file is asked for: it takes some megabytes, and most processes never make one.
    from icalendar import Calendar

    from pygalgia.report.time_zone import time_zone

    calendar = Calendar()
    calendar.add("prodid", f"-//pygalgia//care//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _("Pain in the buttock: checks and exercises"))
    calendar.add("x-wr-timezone", weeks.zone.key)
    year = weeks.starts.year
    calendar.add_component(time_zone(weeks.zone, first=date(year, 1, 1), last=date(year + 2, 1, 1)))
    made = {
        "checks": lambda: _checks(plan, weeks),
        "exercises": lambda: _exercises(plan.exercises, weeks),
        "breaks": lambda: _breaks(plan.micro_breaks, weeks),
    }
    for part in PARTS:
        if part in weeks.parts:
            for event in made[part]():
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _checks(plan: Plan, weeks: Weeks) -> Iterable[Event]:
    signs = "\n".join(f"- {text}" for text in plan.follow_up.go_at_once_if)
    for check in plan.follow_up.checks:
        day = weeks.starts + timedelta(days=check.day)
        event = _event(
            weeks,
            f"check-{check.day}",
            summary=_("Look again: day %(day)s", day=check.day),
            starts=datetime.combine(day, weeks.check_at, tzinfo=weeks.zone),
            minutes=15,
        )
        _describe(event, f"{check.plain}\n\n{_('Go at once if:')}\n{signs}")
        yield _with_alarm(event)


def _exercises(programme: Iterable[Programme], weeks: Weeks) -> Iterable[Event]:
    first = _first_of(weeks.exercise_days, weeks.starts)
    if first is None:
        return
    for at, due in exercise_times(programme, own=weeks.exercise_times).items():
        event = _event(
            weeks,
            f"exercise-{at.isoformat('minutes')}",
            summary=_("Exercises: %(names)s", names=parted(each.name for each in due)),
            starts=datetime.combine(first, at, tzinfo=weeks.zone),
            minutes=_MINUTES_AN_EXERCISE * len(due),
        )
        _describe(event, "\n\n".join(f"{each.name}\n{each.dose}\n" + "\n".join(each.steps) for each in due))
        event.add("rrule", _weekly(weeks.exercise_days))
        yield _with_alarm(event)


def _breaks(routines: Iterable[Break], weeks: Weeks) -> Iterable[Event]:
    """Yield the routine that suits the job, at each of its times on working days."""
    routine = chosen_break(routines, weeks.routine)
    first = _first_of(weeks.break_days, weeks.starts)
    if routine is not None and first is not None:
        for at in break_times(routine, weeks.working):
            event = _event(
                weeks,
                f"break-{at.isoformat('minutes')}",
                summary=_("Break: %(name)s", name=routine.name),
                starts=datetime.combine(first, at, tzinfo=weeks.zone),
                minutes=max(routine.length_minutes, 1),
            )
            _describe(event, "\n".join(routine.steps))
            event.add("rrule", _weekly(weeks.break_days))
            yield _with_alarm(event)


def _first_of(days: tuple[str, ...], starts: date) -> date | None:
    """Return the first of these days of the week from a date on; None where there are none."""
    coming = (starts + timedelta(days=ahead) for ahead in range(len(DAYS)))
    return next((day for day in coming if DAYS[day.weekday()] in days), None)


def _weekly(days: tuple[str, ...]) -> vRecur:
    """Return the rule for these days of the week, for as long as the programme runs."""
    from icalendar import vRecur

    if set(days) == set(DAYS):
        return vRecur(freq="daily", count=WEEKS * len(DAYS))
    return vRecur(freq="weekly", byday=list(days), count=WEEKS * len(days))


def _event(weeks: Weeks, name: str, *, summary: str, starts: datetime, minutes: float) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'pygalgia:{weeks.case_id}:{name}')}@pygalgia")
    event.add("dtstamp", weeks.made_at.astimezone(UTC))
    event.add("summary", summary, parameters=_spoken())
    event.add("dtstart", starts)
    event.add("dtend", starts + timedelta(minutes=minutes))
    event.add("transp", "TRANSPARENT")
    return event


def _describe(event: Event, text: str) -> None:
    event.add("description", text, parameters=_spoken())


def _spoken() -> dict[str, str]:
    """Return the parameter that names the language of a text (RFC 5545, 3.2.10); none for English."""
    return {} if speaks_english() else {"LANGUAGE": language()}


def _with_alarm(event: Event) -> Event:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(event["summary"]), parameters=_spoken())
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
