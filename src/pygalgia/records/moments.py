"""Dates of a record: FHIR lets a year or a month stand alone, so that each is a span of days.

Source:
    HL7 FHIR R4, datatypes `date`, `dateTime` and `instant`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

_DATE = re.compile(
    r"(?P<year>[0-9]{4})(-(?P<month>0[1-9]|1[0-2])(-(?P<day>[0-2][0-9]|3[01])"
    r"(T(?P<time>[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?)(?P<zone>Z|[+-][0-2][0-9]:[0-5][0-9]))?)?)?"
)
_YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Moment:
    """The first and the last day that a date may mean; the same day where it is exact."""

    first: date
    last: date

    def oldest_days(self, today: date) -> int:
        """Return how many days ago it may be at most; negative for the future."""
        return (today - self.first).days

    def youngest_days(self, today: date) -> int:
        """Return how many days ago it is at least; negative for the future."""
        return (today - self.last).days

    def years(self, today: date) -> float:
        """Return how many years ago it was, as ages are counted; of a span, its middle."""
        if self.first == self.last:
            before = (today.month, today.day) < (self.first.month, self.first.day)
            return float(max(0, today.year - self.first.year - before))
        middle = self.first + (self.last - self.first) / 2
        return max(0.0, round((today - middle).days / _YEAR_DAYS, 1))


def instant(now: datetime) -> str:
    """Return a moment with its time zone as FHIR writes it, in UTC, to the second."""
    return now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment(text: object) -> Moment | None:
    """Return what a date means, in days of UTC; None where the text is no date of FHIR.

    Examples:
        >>> moment("2024").last.isoformat(), moment("2024-02").last.isoformat(), moment("2024-13")
        ('2024-12-31', '2024-02-29', None)
        >>> moment("2024-03-01T00:30:00+01:00").first.isoformat()
        '2024-02-29'
    """
    found = _DATE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        return _span(found, str(text))
    except (ValueError, OverflowError):
        return None


def _span(found: re.Match[str], text: str) -> Moment:
    if found["time"]:
        whole = re.sub(r"\.[0-9]+", "", text).replace("Z", "+00:00")
        day = datetime.fromisoformat(whole).astimezone(UTC).date()
        return Moment(day, day)
    year, month, day_ = int(found["year"]), found["month"], found["day"]
    if day_:
        day = date(year, int(month), int(day_))
        return Moment(day, day)
    first, last = (int(month), int(month)) if month else (1, 12)
    return Moment(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
