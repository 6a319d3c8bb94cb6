"""Smooth curves through points, as SVG path text."""

from collections.abc import Iterable, Sequence

Point = tuple[float, float]
#: Share of the neighbours' distance that a control point reaches: 1/6 is the Catmull-Rom spline.
REACH = 1 / 6


def closed(points: Sequence[Point]) -> str:
    """Return a smooth closed curve through three or more points; a point given twice in a row is a corner.

    Source:
        The uniform Catmull-Rom spline as cubic Bézier pieces (Catmull and Rom, 1974).
    """
    knots = [point for index, point in enumerate(points) if point != points[index - 1]]
    corners = {point for index, point in enumerate(points) if point == points[index - 1]}
    count = len(knots)
    pieces = []
    for index, (start, end) in enumerate(zip(knots, [*knots[1:], knots[0]], strict=True)):
        before = end if start in corners else knots[index - 1]
        after = start if end in corners else knots[(index + 2) % count]
        pieces.append(_piece(before, start, end, after))
    return f"M{_at(knots[0])}" + "".join(pieces) + "Z"


def opened(points: Sequence[Point]) -> str:
    """Return a smooth curve through two or more points, from the first to the last."""
    padded = [points[0], *points, points[-1]]
    fours = zip(padded, padded[1:], padded[2:], padded[3:], strict=False)
    return f"M{_at(points[0])}" + "".join(_piece(*four) for four in fours)


def mirrored(points: Iterable[Point]) -> list[Point]:
    """Return the points on the other side of the middle line x = 0, in reverse order."""
    return [(-x, y) for x, y in reversed(list(points))]


def oval(middle: Point, *, across: float, down: float) -> list[Point]:
    """Return eight points of an oval with these half axes."""
    part = 0.7071
    turns = [(0, -1), (part, -part), (1, 0), (part, part), (0, 1), (-part, part), (-1, 0), (-part, -part)]
    return [(middle[0] + across * x, middle[1] + down * y) for x, y in turns]


def _piece(before: Point, start: Point, end: Point, after: Point) -> str:
    first = (start[0] + (end[0] - before[0]) * REACH, start[1] + (end[1] - before[1]) * REACH)
    second = (end[0] - (after[0] - start[0]) * REACH, end[1] - (after[1] - start[1]) * REACH)
    return f"C{_at(first)} {_at(second)} {_at(end)}"


def _at(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
