"""The calendar file: the right wall-clock times in every zone, through every clock change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from circumstances import plan
from pygalgia.assessing import load
from pygalgia.care.day import WorkingDay, break_times
from pygalgia.domain.plan import Break
from pygalgia.report.calendar_file import Weeks, calendar_file
from pygalgia.report.time_zone import time_zone

ZONES = ["Europe/London", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]
BASE = load().base


def written(zone, *, starts=date(2026, 3, 23), working=None):
    weeks = Weeks(
        case_id="a", starts=starts, zone=ZoneInfo(zone), working=working or WorkingDay(),
        made_at=datetime(2026, 3, 20, tzinfo=UTC),
    )  # fmt: skip
    return calendar_file(plan(BASE, leading="sitting-related-gluteal-pain"), weeks)


def offset_by_rules(component, at):
    """Work out the offset at a moment from the rules in the file, as RFC 5545 says a reader does.

    An onset is local time before the change: less the offset from which it changes, it is UTC.
    """
    onsets = [
        (onset.replace(tzinfo=UTC) - part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td)
        for part in component.subcomponents
        for onset in [part["DTSTART"].dt, *(each.dt for each in getattr(part.get("RDATE"), "dts", []))]
    ]
    return max(each for each in onsets if each[0] <= at)[1]


def telling_moments(zone):
    """Return every half hour of the days round each clock change of two years, and of one day a month."""
    days = [datetime(2026, 1, 2, tzinfo=UTC) + timedelta(days=step) for step in range(700)]
    offsets = [each.astimezone(zone).utcoffset() for each in days]
    changing = [day for day, now, then in zip(days, offsets, offsets[1:], strict=False) if now != then]
    chosen = [day + timedelta(days=shift) for day in changing for shift in (-1, 0, 1)]
    chosen += [day for day in days if day.day == 15]
    return [day + timedelta(minutes=30 * step) for day in chosen for step in range(48)]


@pytest.mark.parametrize("zone", ZONES)
def test_the_rules_in_the_file_are_those_of_the_zone(zone):
    rules = time_zone(ZoneInfo(zone), first=date(2026, 1, 1), last=date(2028, 1, 1))
    for at in telling_moments(ZoneInfo(zone)):
        assert offset_by_rules(rules, at) == at.astimezone(ZoneInfo(zone)).utcoffset(), at


@pytest.mark.parametrize("zone", ZONES)
def test_every_event_begins_at_the_persons_own_time(zone):
    calendar = Calendar.from_ical(written(zone))
    starts = [each["DTSTART"].dt for each in calendar.walk("VEVENT")]

    assert {each.tzinfo.key if hasattr(each.tzinfo, "key") else str(each.tzinfo) for each in starts} == {zone}
    assert {each.time() for each in starts} >= {time(8), time(18), time(9, 40)}


def test_the_same_plan_gives_the_same_file():
    assert written("Europe/London") == written("Europe/London")


def test_breaks_begin_on_a_working_day():
    calendar = Calendar.from_ical(written("Europe/London", starts=date(2026, 3, 21)))
    breaks = [each for each in calendar.walk("VEVENT") if str(each["SUMMARY"]).startswith("Break")]

    assert {each["DTSTART"].dt.date() for each in breaks} == {date(2026, 3, 23)}


def test_a_day_that_ends_before_it_begins_has_no_breaks():
    routine = Break(
        routine="w",
        name="W",
        every="-",
        every_minutes=40,
        length="-",
        length_minutes=2,
        steps=(),
        stop_if=(),
        leave_out_if=(),
        sources=(),
    )

    assert break_times(routine, WorkingDay(starts=time(17), ends=time(9))) == ()
    assert break_times(routine, WorkingDay(starts=time(9), ends=time(9, 40))) == ()


def test_no_line_is_longer_than_a_calendar_reads():
    assert all(len(line) <= 75 for line in written("Europe/London").split(b"\r\n"))


def test_a_calendar_holds_what_was_chosen_and_says_its_zone():
    weeks = Weeks(
        case_id="a", starts=date(2026, 3, 23), zone=ZoneInfo("Europe/Berlin"), working=WorkingDay(),
        made_at=datetime(2026, 3, 20, tzinfo=UTC), parts=("checks", "exercises"),
        exercise_days=("WE", "SU"), exercise_times=(time(6, 30),), check_at=time(20),
    )  # fmt: skip
    calendar = Calendar.from_ical(calendar_file(plan(BASE, leading="sitting-related-gluteal-pain"), weeks))
    events = calendar.walk("VEVENT")
    exercises = [each for each in events if str(each["SUMMARY"]).startswith("Exercises")]

    assert str(calendar["X-WR-TIMEZONE"]) == "Europe/Berlin"
    assert not [each for each in events if str(each["SUMMARY"]).startswith("Break")]
    assert {each["DTSTART"].dt.time() for each in exercises} == {time(6, 30)}
    assert {each["DTSTART"].dt.date() for each in exercises} == {date(2026, 3, 25)}
    assert all(each["RRULE"]["COUNT"] == [12] for each in exercises)
    checks = [each for each in events if str(each["SUMMARY"]).startswith("Look again")]
    assert {each["DTSTART"].dt.time() for each in checks} == {time(20)}
