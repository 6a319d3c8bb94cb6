"""Charts as data for SVG: probabilities as bars, evidence as a waterfall, pain over the days as a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from pygalgia.domain.assessment import Evidence, Ranked
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.report.words import factor

#: Width that bars are drawn in; height does not matter, the page stretches it.
WIDTH = 100.0
#: Weights are drawn on a scale at least this wide to either side, so that small ones look small.
_LEAST_REACH = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """One row of a waterfall: from `start` to `end` on a scale of 0 to 100.

    Attributes:
        words: How many times as likely the answer makes the cause: `× 3` for, `÷ 3` against.
    """

    finding: str
    answer: str
    start: float
    end: float
    words: str
    basis: str
    expected: float
    background: float
    sources: tuple[str, ...]

    @property
    def left(self) -> float:
        """Where the bar begins."""
        return min(self.start, self.end)

    @property
    def width(self) -> float:
        """How wide the bar is; never so narrow that it cannot be seen."""
        return max(abs(self.end - self.start), 0.8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """Every answer that speaks for or against a cause, strongest first, and where they lead together.

    Attributes:
        zero: Where "no evidence" lies on the scale.
        sum: Where all rows together end.
    """

    rows: tuple[Fall, ...]
    zero: float
    sum: float


def waterfall(cause: Ranked, base: KnowledgeBase) -> Waterfall:
    """Return the waterfall of one cause."""
    evidence = sorted((*cause.evidence_for, *cause.evidence_against), key=lambda each: -abs(each.decibans))
    stops = [0.0]
    for each in evidence:
        stops.append(stops[-1] + each.decibans)
    low, high = min(-_LEAST_REACH, *stops), max(_LEAST_REACH, *stops)

    def at(decibans: float) -> float:
        return round(WIDTH * (decibans - low) / (high - low), 2)

    rows = tuple(
        _fall(each, base, start=at(start), end=at(end))
        for each, start, end in zip(evidence, stops, stops[1:], strict=False)
    )
    return Waterfall(rows=rows, zero=at(0.0), sum=at(stops[-1]))


def _fall(each: Evidence, base: KnowledgeBase, *, start: float, end: float) -> Fall:
    finding = base.findings[each.finding]
    answer = (
        {"present": "yes", "absent": "no"}.get(each.state, each.state)
        if finding.kind == "yes-no"
        else finding.state_names[each.state]
    )
    return Fall(
        finding=finding.name,
        answer=answer,
        start=start,
        end=end,
        words=factor(each.decibans),
        basis=each.basis,
        expected=each.expected,
        background=each.background,
        sources=each.sources,
    )


def out_of_a_hundred(probability: float) -> str:
    """Return a probability as a natural frequency: `12 in 100`, `below 1 in 100`."""
    number = round(probability * 100)
    return f"{number} in 100" if number >= 1 else "below 1 in 100"


#: Words for a probability, from the greatest down: (from, words).
_WORDS = (
    (0.9, "very likely"),
    (0.6, "likely"),
    (0.3, "quite possible"),
    (0.1, "possible"),
    (0.03, "not very likely"),
    (0.0, "unlikely"),
)


def likelihood(probability: float) -> str:
    """Return words for a probability."""
    return next(words for least, words in _WORDS if probability >= least)


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

    dots = tuple(Dot(x=across(d), y=down(p), label=f"Day {d}: {p} out of 10") for d, p in entries)
    step = 7 if last <= 42 else 14  # noqa: PLR2004 - six weeks fit week by week
    return DiaryChart(
        dots=dots,
        line="M" + "L".join(f"{dot.x} {dot.y}" for dot in dots) if dots else "",
        levels=tuple((down(level), level) for level in (0, 2, 4, 6, 8, 10)),
        days=tuple((across(day), day) for day in range(0, last + 1, step)),
        checks=tuple((across(day), f"day {day}") for day in checks if day <= last),
    )


def _horizon(entries: Sequence[tuple[int, int]]) -> int:
    """Return how far ahead checks are shown: the next one comes into view before it is due."""
    reached = max((day for day, _ in entries), default=0)
    return next((day for day in (14, 42) if reached < day), reached)
