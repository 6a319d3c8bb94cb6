"""Props that are not built from boxes: cushions, straps, sticks, clocks and what has wheels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pygalgia.drawing.outline import Disc, band, polygon
from pygalgia.drawing.shapes import Shape
from pygalgia.drawing.vectors import Vector

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygalgia.domain.exercise import Prop
    from pygalgia.drawing.camera import View


def _disc(page: View, at: Vector, *, radius: float) -> Disc:
    x, y = page.point(at)
    return Disc(x=x, y=y, radius=radius * page.scale)


def _line(page: View, places: list[Vector]) -> str:
    return "M" + "L".join("{:.1f} {:.1f}".format(*page.point(at)) for at in places)


def _ring(middle: Vector, radius: float) -> list[Vector]:
    """Return the points of an upright wheel that rolls along x."""
    turns = [math.radians(12 * step) for step in range(31)]
    return [middle + Vector(math.cos(t), math.sin(t), 0) * radius for t in turns]


def _pillow(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A cushion between two places, or at one; `size.y` is its thickness."""
    discs = [_disc(page, at, radius=prop.size[1] / 2) for at in places]
    return [Shape(path=band(discs), role="prop-light", edge=0.8, depth=page.depth(places[0]))]


def _strap(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A belt, band or towel through all places; `size.y` is its width."""
    path = _line(page, places)
    depth = max(map(page.depth, places))
    width = prop.size[1] * page.scale
    return [
        Shape(path=path, role="line", stroke=width + 1.6, depth=depth),
        Shape(path=path, role="screen", stroke=width, depth=depth),
    ]


def _clock(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A clock on the wall: `size.y` is its diameter, `turn` the minutes that are marked."""
    rim = _disc(page, places[0], radius=prop.size[1] / 2)
    angle = math.radians(prop.turn * 6)
    tip = (rim.x + rim.radius * 0.8 * math.sin(angle), rim.y - rim.radius * 0.8 * math.cos(angle))
    large = int(prop.turn > 30)  # noqa: PLR2004  (more than half the dial)
    top = f"{rim.x:.1f} {rim.y - rim.radius * 0.8:.1f}"
    arc = f"A{rim.radius * 0.8:.1f} {rim.radius * 0.8:.1f} 0 {large} 1 {tip[0]:.1f} {tip[1]:.1f}"
    slice_ = f"M{rim.x:.1f} {rim.y:.1f}L{top}{arc}Z"
    hands = f"M{top}L{rim.x:.1f} {rim.y:.1f}L{tip[0]:.1f} {tip[1]:.1f}"
    return [
        Shape(path=band([rim]), role="prop-light", edge=1.0),
        Shape(path=slice_, role="accent", edge=0, opacity=0.75),
        Shape(path=hands, role="line", stroke=1.6),
    ]


def _floor(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A patch of floor round a place; `size` gives its extent along x and z."""
    turns = [math.radians(15 * step) for step in range(24)]
    rim = [Vector(math.cos(t) * prop.size[0] / 2, 0, math.sin(t) * prop.size[2] / 2) for t in turns]
    path = polygon(page.point(places[0] + shift) for shift in rim)
    return [Shape(path=path, role="floor", edge=0, opacity=0.3)]


def _stick(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A stick from the first place to the last; `size.y` is its thickness."""
    discs = [_disc(page, at, radius=prop.size[1] / 2) for at in places]
    return [Shape(path=band(discs), role="prop", edge=0.8, depth=max(map(page.depth, places)))]


def _wheelchair(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A wheelchair that faces x: its place is on the floor below the seat, `size.y` the seat's height."""
    at, seat = places[0], prop.size[1]
    rods = [
        [(-0.33, seat + 0.46), (-0.23, seat + 0.45), (-0.21, seat), (0.20, seat), (0.36, 0.14), (0.50, 0.12)],
        [(-0.21, seat + 0.22), (0.14, seat + 0.22), (0.14, seat)],
    ]
    sides = [at + Vector(0, 0, z) for z in (-0.24, 0.24)]
    lines = [_line(page, [side + Vector(x, y, 0) for x, y in rod]) for side in sides for rod in rods]
    wheels = [_line(page, _ring(side + Vector(-0.10, 0.30, 0), 0.285)) for side in sides]
    casters = [_line(page, _ring(side + Vector(0.28, 0.08, 0), 0.07)) for side in sides]
    back = [Vector(-0.22, seat + y, z) for y, z in ((0.08, -0.24), (0.40, -0.24), (0.40, 0.24), (0.08, 0.24))]
    seat_ = [Vector(x, seat, z) for x, z in ((-0.21, -0.24), (0.20, -0.24), (0.20, 0.24), (-0.21, 0.24))]
    cloths = [polygon(page.point(at + corner) for corner in cloth) for cloth in (back, seat_)]
    return [
        *(Shape(path=cloth, role="prop-light", edge=0.6) for cloth in cloths),
        Shape(path="".join(lines), role="screen", stroke=3.5),
        Shape(path="".join(wheels), role="screen", stroke=3.5),
        Shape(path="".join(casters), role="screen", stroke=3.0),
    ]


def _car(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A parked car seen from the side: `size` is its length and height."""
    at, (length, height, _) = places[0], prop.size
    outline, window = (
        polygon(page.point(at + Vector(x * length, y * height, 0)) for x, y in corners)
        for corners in (_CAR_BODY, _CAR_WINDOW)
    )
    wheel = height * 0.21
    discs = [_disc(page, at + Vector(x * length, wheel, 0), radius=wheel) for x in (-0.3, 0.3)]
    return [
        Shape(path=outline, role="prop-light", edge=0.8),
        Shape(path=window, role="floor", edge=0.6),
        *(Shape(path=band([disc]), role="screen", edge=0.8) for disc in discs),
    ]


_CAR_BODY = (
    (-0.50, 0.18), (-0.49, 0.50), (-0.42, 0.58), (-0.30, 0.95), (-0.22, 1.00),
    (0.10, 1.00), (0.24, 0.62), (0.44, 0.54), (0.50, 0.38), (0.50, 0.18),
)  # fmt: skip
_CAR_WINDOW = ((-0.33, 0.62), (-0.255, 0.91), (0.08, 0.91), (0.18, 0.62))


THINGS: dict[str, Callable[[Prop, View, list[Vector]], list[Shape]]] = {
    "pillow": _pillow,
    "strap": _strap,
    "floor": _floor,
    "clock": _clock,
    "stick": _stick,
    "wheelchair": _wheelchair,
    "car": _car,
}
