"""Outlines on the page: the rubber band round some discs, as SVG path text."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pygalgia.drawing.camera import Point

STEPS = 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A filled circle on the page, in pixels."""

    x: float
    y: float
    radius: float

    def rim(self, step: int) -> Point:
        """Return a point of the circle; `step` counts in 72nds of a full turn."""
        angle = 2 * math.pi * step / STEPS
        return self.x + self.radius * math.cos(angle), self.y + self.radius * math.sin(angle)


Rim = tuple[float, float, int, int]


def band(discs: Sequence[Disc]) -> str:
    """Return the path of a rubber band round all discs: arcs on the discs, straight lines between.

    All bands run the same way round, so several in one path fill as their union.
    """
    runs = _runs(_hull(_rims(discs)))
    if len(runs) == 1:
        return _circle(discs[runs[0][0][2]])
    commands = [f"{'L' if number else 'M'}{_xy(run[0])}{_arc(discs, run)}" for number, run in enumerate(runs)]
    return "".join(commands) + "Z"


def box(discs: Sequence[Disc]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of some discs."""
    return (
        min(disc.x - disc.radius for disc in discs),
        min(disc.y - disc.radius for disc in discs),
        max(disc.x + disc.radius for disc in discs),
        max(disc.y + disc.radius for disc in discs),
    )


def polygon(points: Iterable[Point]) -> str:
    """Return the closed path through some points."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the convex hull of some points, in order."""
    return [(x, y) for x, y, _, _ in _hull([(x, y, 0, 0) for x, y in points])]


def _rims(discs: Sequence[Disc]) -> list[Rim]:
    return [(*disc.rim(step), number, step) for number, disc in enumerate(discs) for step in range(STEPS)]


def _hull(points: list[Rim]) -> list[Rim]:
    """Andrew's monotone chain."""
    ordered = sorted(points)
    return _chain(ordered)[:-1] + _chain(ordered[::-1])[:-1]


def _chain(points: list[Rim]) -> list[Rim]:
    chain: list[Rim] = []
    for point in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain


def _turn(first: Rim, second: Rim, third: Rim) -> float:
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (third[0] - first[0])


def _runs(rims: list[Rim]) -> list[list[Rim]]:
    """Split the hull where it jumps from one disc to another, starting at such a jump."""
    start = next((i for i, (a, b) in enumerate(pairwise([rims[-1], *rims])) if a[2] != b[2]), 0)
    runs: list[list[Rim]] = []
    for rim in rims[start:] + rims[:start]:
        if runs and runs[-1][-1][2] == rim[2]:
            runs[-1].append(rim)
        else:
            runs.append([rim])
    return runs


def _arc(discs: Sequence[Disc], run: list[Rim]) -> str:
    if len(run) == 1:
        return ""
    radius = discs[run[0][2]].radius
    swept = (run[-1][3] - run[0][3]) % STEPS
    return f"A{radius:.1f} {radius:.1f} 0 {int(swept > STEPS / 2)} 1 {_xy(run[-1])}"


def _circle(disc: Disc) -> str:
    left, right = f"{disc.x - disc.radius:.1f} {disc.y:.1f}", f"{disc.x + disc.radius:.1f} {disc.y:.1f}"
    arc = f"A{disc.radius:.1f} {disc.radius:.1f} 0 0 1 "
    return f"M{left}{arc}{right}{arc}{left}Z"


def _xy(rim: Rim) -> str:
    return f"{rim[0]:.1f} {rim[1]:.1f}"
