"""Moments and time zones as people write them; clock changes are asked about, never guessed."""

import os
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pygalgia.domain.diary import YEARS
from pygalgia.errors import Problem, RequestError
from pygalgia.reading import nearest
from pygalgia.texts import _

_ZONE_FOLDER = re.compile(r".*/zoneinfo/(?:posix/|right/)?(.+)$")


def _between() -> str:
    return _("from %(first)s to %(last)s", first=YEARS.start, last=YEARS[-1])


def zone(name: str | None) -> ZoneInfo:
    """Return the named time zone; without a name, that of this computer; UTC where it tells none.

    Raises:
        RequestError: there is no such zone.
    """
    wanted = name or _own_zone()
    try:
        return ZoneInfo(wanted)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RequestError(
            [
                Problem(
                    where="--zone",
                    found=repr(wanted),
                    expected=_("the name of a time zone such as Europe/London"),
                    fix=_("look it up in the list of tz database time zones"),
                )
            ]
        ) from error


def _own_zone() -> str:
    set_ = os.environ.get("TZ", "").removeprefix(":")
    if set_ and not set_.startswith("/"):
        return set_
    match = _ZONE_FOLDER.match(str(Path("/etc/localtime").resolve()))
    return match[1] if match else "UTC"


def moment(text: str, own: ZoneInfo) -> datetime:
    """Return a moment with its offset from UTC.

    Without an offset it is read in the person's own zone. An hour that the clock change skips or
    repeats is refused, with the two moments it could be.

    Raises:
        RequestError: it is no moment, or no single one.
    """
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise _refused(
            text, _("a date and time such as 2026-11-22T18:30"), _("write it like this")
        ) from error
    if given.year not in YEARS:
        raise _refused(text, _between(), _("check the year"))
    if given.tzinfo is not None:
        return given
    first, second = given.replace(tzinfo=own, fold=0), given.replace(tzinfo=own, fold=1)
    if first.utcoffset() == second.utcoffset():
        return _fixed(first)
    # Both readings differ at a clock change: forwards the hour does not exist, backwards it is there twice.
    choices = " or ".join(_fixed(each).isoformat() for each in (first, second))
    raise _refused(
        text,
        _("one moment; the clocks change in %(key)s then", key=own.key),
        _("write the offset with it: %(choices)s", choices=choices),
    )


def _fixed(at: datetime) -> datetime:
    """Return the same moment with a fixed offset, as it is kept in a file."""
    return datetime.fromisoformat(at.isoformat())


def _refused(text: str, expected: str, fix: str) -> RequestError:
    return RequestError([Problem(where="--at", found=repr(text), expected=expected, fix=fix)])


def day(text: str | None, *, now: datetime, where: str) -> date:
    """Return a day; without one, today.

    Raises:
        RequestError: it is no day.
    """
    if text is None:
        return now.date()
    try:
        given = _day(text)
    except ValueError as error:
        problem = Problem(
            where=where,
            found=repr(text),
            expected=_("a day such as 2026-11-22, %(between)s", between=_between()),
            fix=_("write it like this"),
        )
        raise RequestError([problem]) from error
    return given


def _day(text: str) -> date:
    given = date.fromisoformat(text)
    if given.year not in YEARS:
        raise ValueError(_between())
    return given


def known(name: str | None, values: Mapping[str, str], *, where: str) -> str | None:
    """Return what a name stands for; without a name, None.

    Raises:
        RequestError: nothing has this name.
    """
    if name is None or name in values:
        return None if name is None else values[name]
    problem = Problem(where=where, found=repr(name), expected=", ".join(values), fix=nearest(name, values))
    raise RequestError([problem])


def clock(text: str, *, where: str) -> time:
    """Return a time of day.

    Raises:
        RequestError: it is none.
    """
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        problem = Problem(
            where=where, found=repr(text), expected=_("a time such as 09:00"), fix=_("write it like this")
        )
        raise RequestError([problem]) from error
