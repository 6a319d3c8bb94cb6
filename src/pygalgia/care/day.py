"""The day of somebody who sits: when to break off, and when to do the exercises."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from pygalgia.domain.plan import Break, Programme
from pygalgia.frozen import Frozen

#: When exercises are done, by how often a day.
TIMES = {1: (time(8),), 2: (time(8), time(18)), 3: (time(8), time(13), time(18))}
_ANY_DAY = date(2000, 1, 1)


class WorkingDay(Frozen):
    """A day at a desk, from when to when, in the person's own time."""

    starts: time = time(9)
    ends: time = time(17)

    @property
    def minutes(self) -> float:
        """Minutes between both; 0 or less where it ends before it starts."""
        return (_moment(self.ends) - _moment(self.starts)).total_seconds() / 60


def break_times(routine: Break, day: WorkingDay) -> tuple[time, ...]:
    """Return when to break off: every so many minutes from the start, none at or after the end.

    Examples:
        >>> from pygalgia.domain.plan import Break
        >>> walk = Break(routine="w", name="W", every="-", every_minutes=40, length="-", length_minutes=2,
        ...              steps=(), stop_if=(), leave_out_if=(), sources=())
        >>> [each.isoformat("minutes") for each in break_times(walk, WorkingDay(ends=time(11)))]
        ['09:40', '10:20']
    """
    if routine.every_minutes <= 0:
        return ()
    count = int(-(-day.minutes // routine.every_minutes)) - 1
    step = timedelta(minutes=routine.every_minutes)
    return tuple((_moment(day.starts) + step * (number + 1)).time() for number in range(max(count, 0)))


def chosen_break(breaks: Iterable[Break], wanted: str | None) -> Break | None:
    """Return the wanted routine where it suits the person, else the first to start with; None for none."""
    suited = list(breaks)
    named = [each for each in suited if each.routine == wanted]
    return next(iter([*named, *(each for each in suited if each.start_with)]), None)


def exercise_times(
    programme: Iterable[Programme], *, own: Sequence[time] = ()
) -> dict[time, tuple[Programme, ...]]:
    """Return which exercises to start with are done when, from how often a day each is due.

    Args:
        programme: The exercises.
        own: Times that the person chose, the first for what is done once a day; empty for the usual ones.
    """
    due: dict[time, list[Programme]] = {}
    for each in programme:
        if each.start_with:
            times = max(each.times_per_day, 1)
            for at in own[:times] if own else TIMES[min(times, max(TIMES))]:
                due.setdefault(at, []).append(each)
    return {at: tuple(due[at]) for at in sorted(due)}


def _moment(at: time) -> datetime:
    return datetime.combine(_ANY_DAY, at)
