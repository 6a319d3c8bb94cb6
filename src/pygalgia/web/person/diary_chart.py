"""Pain over the days as a line: the diary's chart as data for SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygalgia.texts import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One day of the diary chart, in the chart's own units; `pain` is 0 to 10."""

    x: float
    y: float
    label: str


#: Size of the diary chart and its margins.
CHART = (400.0, 200.0)
_LEFT, _RIGHT, _TOP, _BOTTOM = 28.0, 14.0, 24.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryChart:
    """Pain by day. `checks` are the days on which to look again, as (x, label)."""

    dots: tuple[Dot, ...]
    line: str
    levels: tuple[tuple[float, int], ...]
    days: tuple[tuple[float, int], ...]
    checks: tuple[tuple[float, str], ...]


def diary_chart(entries: Sequence[tuple[int, int]], checks: Sequence[int]) -> DiaryChart:
    """Return the chart of (day from 0, pain 0 to 10), oldest first, with the days of the checks."""
    last = max([14, *(day for day, _ in entries), *(day for day in checks if day <= _horizon(entries))])
    width, height = CHART

    def across(day: float) -> float:
        return round(_LEFT + (width - _LEFT - _RIGHT) * day / last, 1)

    def down(pain: float) -> float:
        return round(_TOP + (height - _TOP - _BOTTOM) * (1 - pain / 10), 1)

    dots = tuple(
        Dot(x=across(d), y=down(p), label=_("Day %(day)s: %(pain)s out of 10", day=d, pain=p))
        for d, p in entries
    )
    step = 7 if last <= 42 else 14  # noqa: PLR2004 - six weeks fit week by week
    return DiaryChart(
        dots=dots,
        line="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if dots else "",
        levels=tuple((down(level), level) for level in (0, 2, 4, 6, 8, 10)),
        days=tuple((across(day), day) for day in range(0, last + 1, step)),
        checks=tuple((across(day), _("day %(n)s", n=day)) for day in checks if day <= last),
    )


def _horizon(entries: Sequence[tuple[int, int]]) -> int:
    """Return how far ahead checks are shown: the next one comes into view before it is due."""
    reached = max((day for day, _ in entries), default=0)
    return next((day for day in (14, 42) if reached < day), reached)
