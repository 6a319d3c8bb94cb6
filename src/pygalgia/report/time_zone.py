"""The rules of a time zone as a calendar file holds them (VTIMEZONE)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from icalendar import Timezone

_MOMENT = timedelta(seconds=1)


def time_zone(zone: ZoneInfo, *, first: date, last: date) -> Timezone:
    """Return the rules of a zone from one day to another.

    RFC 5545 (3.6.5) gives a change of clocks in the local time that was in force *before* it. icalendar
    (7.3, `Timezone.from_tzinfo`) gives the time after it where the clocks go forward, so that a
    calendar would change an hour late. Each change is therefore held against the zone and mended
    where it is late; what is right already stays.
    """
    made = Timezone.from_tzinfo(zone, zone.key, first, last)
    for part in cast("list[Any]", made.subcomponents):
        starts = _onset(part["DTSTART"].dt, part, zone)
        rows = part.get("RDATE", [])
        rows = rows if isinstance(rows, list) else [rows]
        others = [_onset(each.dt, part, zone) for row in rows for each in row.dts]
        for name in ("DTSTART", "RDATE"):
            part.pop(name, None)
        part.add("dtstart", starts)
        if others:
            part.add("rdate", others)
    return made


def _onset(given: datetime, part: Any, zone: ZoneInfo) -> datetime:  # noqa: ANN401 - icalendar is untyped here
    before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
    late = given - after + before
    return late if not _changes(given - before, zone) and _changes(given - after, zone) else given


def _changes(at: datetime, zone: ZoneInfo) -> bool:
    """Return whether the clocks of a zone change at a moment, given in UTC without saying so."""
    moment = at.replace(tzinfo=UTC)
    return moment.astimezone(zone).utcoffset() != (moment - _MOMENT).astimezone(zone).utcoffset()
