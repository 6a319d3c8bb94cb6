"""Which days and times a person wants in the calendar, read strictly: an unknown zone is a fault, not UTC."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from starlette.datastructures import QueryParams

from pygalgia.care.day import TIMES, WorkingDay
from pygalgia.report.calendar_file import DAYS, PARTS, Weeks
from pygalgia.texts import _, later
from pygalgia.texts.table import Words

PART_WORDS = Words(
    dict(
        zip(
            PARTS,
            (later("days to look again"), later("exercises"), later("breaks from sitting")),
            strict=True,
        )
    )
)
DAY_WORDS = Words(
    dict(
        zip(
            DAYS,
            (
                later("Mon"),
                later("Tue"),
                later("Wed"),
                later("Thu"),
                later("Fri"),
                later("Sat"),
                later("Sun"),
            ),
            strict=True,
        )
    )
)
MOST_TIMES = max(TIMES)


@dataclass(frozen=True, slots=True)
class Unfit:
    """What is wrong with a wish, in words for the person."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person chose; empty exercise times mean the usual ones."""

    zone: ZoneInfo
    parts: tuple[str, ...]
    days: tuple[str, ...]
    times: tuple[time, ...]
    working: WorkingDay

    def weeks(self, *, case_id: str, begun: datetime, now: datetime) -> Weeks:
        """Return the weeks that the calendar is made of: from the day on which the answers were begun."""
        return Weeks(
            case_id=case_id,
            starts=begun.astimezone(self.zone).date(),
            zone=self.zone,
            working=self.working,
            made_at=now,
            parts=self.parts,
            exercise_days=self.days,
            exercise_times=self.times,
            break_days=tuple(day for day in self.days if day in DAYS[:5]) or self.days,
        )


@cache
def zones() -> tuple[str, ...]:
    """Return every time zone that is known, by place."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def wishes(given: QueryParams) -> Wishes | Unfit:
    """Return what was chosen, or what is wrong with it; without the form's choices everything is wanted."""
    zone = given.get("zone", "")
    if zone not in zones():
        return Unfit(_("Choose your time zone: without it the times would be those of another place."))
    usual = (list(PARTS), list(DAYS)) if "form" not in given else ([], [])
    parts, days = given.getlist("part") or usual[0], given.getlist("day") or usual[1]
    if not (parts and set(parts) <= set(PARTS) and days and set(days) <= set(DAYS)):
        return Unfit(_("Choose at least one thing and one day."))
    written = [text for text in given.getlist("at") if text][:MOST_TIMES]
    times = [_time(text) for text in written]
    working = _time(given.get("from") or "09:00"), _time(given.get("to") or "17:00")
    if None in times or None in working:
        return Unfit(_("Write times as hours and minutes, such as 08:30."))
    starts, ends = (each for each in working if each is not None)
    return Wishes(
        zone=ZoneInfo(zone),
        parts=tuple(parts),
        days=tuple(day for day in DAYS if day in days),
        times=tuple(dict.fromkeys(each for each in times if each is not None)),
        working=WorkingDay(starts=starts, ends=ends),
    )


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
