"""A diary: what a person noted about the pain, moment by moment."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Sleep = Literal["good", "disturbed", "lost"]
Adherence = Literal["all", "some", "none"]
Direction = Literal["better", "same", "worse", "new-sign"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One note.

    Attributes:
        at: The moment, with its offset from UTC.
        worst: Worst pain since the last note, 0 (none) to 10; None where only something else was noted: a
            danger sign is kept without a number.
        average: Average pain, 0 to 10, or None.
        sleep: How the night was; `lost` where the pain kept the person awake.
        function: The person's own activities, each 0 (cannot do it) to 10 (as before the pain).
        adherence: How much of the programme was done.
        medicines: Classes of medicines taken.
        signs: New symptoms: finding id to state.
        responses: How the pain answered: kind (`rest`, `walking`, `spread`, ...) to answer.
        note: Free words; they are kept, never interpreted.
    """

    at: datetime
    worst: float | None = None
    average: float | None = None
    sleep: Sleep | None = None
    function: dict[str, float] = field(default_factory=dict)
    adherence: Adherence | None = None
    medicines: tuple[str, ...] = ()
    signs: dict[str, str] = field(default_factory=dict)
    responses: dict[str, str] = field(default_factory=dict)
    note: str = ""

    def __repr__(self) -> str:
        """Show the moment only: what was noted is health data and never reaches a log."""
        return f"Entry(at={self.at.isoformat()!r})"


#: Years that a diary or plan can be of: nothing is reckoned over either end of the calendar.
YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """The notes on one case, oldest first; no two share a moment."""

    case_id: str
    entries: tuple[Entry, ...] = ()

    @property
    def days(self) -> float:
        """Days between the first and the last note; 0 for fewer than two."""
        return days_between(self.entries)

    @property
    def rated(self) -> tuple[Entry, ...]:
        """The notes that say how bad the pain was."""
        return tuple(each for each in self.entries if each.worst is not None)

    @property
    def pains(self) -> tuple[tuple[datetime, float], ...]:
        """The worst pain of each note that says it, with its moment."""
        return tuple((each.at, each.worst) for each in self.entries if each.worst is not None)


def days_between(entries: tuple[Entry, ...]) -> float:
    """Return the days between the first and the last of some notes; 0 for fewer than two."""
    if not entries:
        return 0.0
    return (entries[-1].at - entries[0].at).total_seconds() / 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How it goes, and why that is said.

    Attributes:
        change: Worst pain now minus at first, in points of 0 to 10.
        function_change: The same for the mean of the person's own activities, or None.
        new_flags: Names of red flags that were not raised at first.
    """

    direction: Direction
    change: float
    function_change: float | None
    sleep_lost: bool
    new_flags: tuple[str, ...] = ()
