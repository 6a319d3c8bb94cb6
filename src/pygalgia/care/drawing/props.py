"""Furniture and aids, built from boxes, rods and cushions."""

from __future__ import annotations

import math
from itertools import product
from typing import TYPE_CHECKING

from pygalgia.care.drawing.outline import Disc, band, hull, polygon
from pygalgia.care.drawing.shapes import Shape
from pygalgia.care.drawing.skeleton import place
from pygalgia.care.drawing.vectors import Vector, vector

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygalgia.care.drawing.camera import View
    from pygalgia.care.drawing.palette import Role
    from pygalgia.care.drawing.skeleton import Joints
    from pygalgia.domain.exercise import Prop

Y_AXIS = Vector(0, 1, 0)
Block = tuple[Vector, Vector]
"""The middle of a box and its extents along x, y and z, before the prop is turned."""


def prop_shapes(prop: Prop, page: View, *, joints: Joints) -> list[Shape]:
    """Return the shapes of one prop."""
    places = [place(spot, joints) for spot in prop.at]
    if prop.kind in _BUILT_OF_BLOCKS:
        blocks = _BUILT_OF_BLOCKS[prop.kind](vector(prop.size))
        wood = _WOOD.get(prop.kind, ("prop", "prop-light", "prop-shade"))
        return [
            shape for block in blocks for shape in _box(block, prop, page=page, at=places[0], wood=wood)
        ]
    return _DRAWN[prop.kind](prop, page, places)


def _box(
    block: Block, prop: Prop, *, page: View, at: Vector, wood: tuple[Role, Role, Role]
) -> list[Shape]:
    """Return the faces of a box that look at the viewer: front, top and side have their own shade."""
    middle, size = block
    shapes = []
    for axis, sign in product(range(3), (-1, 1)):
        normal = [0.0, 0.0, 0.0]
        normal[axis] = sign
        outward = Vector(*normal).turned(Y_AXIS, prop.turn)
        if outward.dot(page.nearer) > 0.02:  # noqa: PLR2004  (a face seen edge-on is not drawn)
            corners = [at + corner.turned(Y_AXIS, prop.turn) for corner in _face(middle, size, axis=axis, sign=sign)]
            role = wood[1] if axis == 1 else wood[0] if abs(outward.dot(page.nearer)) > 0.7 else wood[2]  # noqa: PLR2004
            shapes.append(
                Shape(path=polygon(hull(map(page.point, corners))), role=role, edge=0.6, depth=page.depth(at))
            )
    return shapes


def _face(middle: Vector, size: Vector, *, axis: int, sign: int) -> list[Vector]:
    corners = []
    for signs in product((-1, 1), repeat=3):
        if signs[axis] == sign:
            corners.append(middle + Vector(signs[0] * size.x / 2, signs[1] * size.y / 2, signs[2] * size.z / 2))
    return corners


def _slab(size: Vector) -> list[Block]:
    """Build a plain box that stands on its place."""
    return [(Vector(0, size.y / 2, 0), size)]


def _couch(size: Vector) -> list[Block]:
    """Build a padded couch whose top is at its place."""
    pad = 0.10
    legs = [
        (Vector(x * (size.x / 2 - 0.08), -(size.y + pad) / 2, z * (size.z / 2 - 0.06)), Vector(0.05, size.y - pad, 0.05))
        for x, z in product((-1, 1), repeat=2)
    ]
    return [*sorted(legs, key=lambda leg: leg[0].z), (Vector(0, -pad / 2, 0), Vector(size.x, pad, size.z))]


def _table(size: Vector) -> list[Block]:
    """Build a table: its place is on the floor, `size.y` is its height."""
    legs = [
        (Vector(x * (size.x / 2 - 0.03), size.y / 2 - 0.02, z * (size.z / 2 - 0.03)), Vector(0.04, size.y - 0.04, 0.04))
        for x, z in product((-1, 1), repeat=2)
    ]
    return [*sorted(legs, key=lambda leg: leg[0].z), (Vector(0, size.y - 0.02, 0), Vector(size.x, 0.04, size.z))]


def _chair(size: Vector) -> list[Block]:
    """Build a chair that faces x: its place is on the floor, `size.y` is the height of the seat."""
    back = -size.x / 2 + 0.02
    posts = [
        (Vector(back, size.y + 0.22, z * (size.z / 2 - 0.02)), Vector(0.035, 0.46, 0.035)) for z in (-1, 1)
    ]
    panel = (Vector(back, size.y + 0.34, 0), Vector(0.03, 0.20, size.z - 0.04))
    return [*_table(size), posts[0], panel, posts[1]]


def _screen(size: Vector) -> list[Block]:
    """Build a computer screen on a foot: its place is on the desk."""
    return [
        (Vector(0, 0.01, 0), Vector(0.16, 0.02, 0.2)),
        (Vector(0, 0.09, 0), Vector(0.03, 0.16, 0.04)),
        (Vector(0, 0.16 + size.y / 2, 0), size),
    ]


def _rail(size: Vector) -> list[Block]:
    """Build a rail along x on two posts."""
    posts = [(Vector(x * (size.x / 2 - 0.03), size.y / 2, 0), Vector(0.05, size.y, 0.05)) for x in (-1, 1)]
    return [*posts, (Vector(0, size.y, 0), Vector(size.x, 0.05, 0.06))]


_BUILT_OF_BLOCKS: dict[str, Callable[[Vector], list[Block]]] = {
    "wall": _slab,
    "step": _slab,
    "box": _slab,
    "wallet": _slab,
    "mat": _slab,
    "couch": _couch,
    "table": _table,
    "chair": _chair,
    "screen": _screen,
    "rail": _rail,
}
_WOOD: dict[str, tuple[Role, Role, Role]] = {
    "mat": ("mat", "mat", "mat"),
    "wall": ("wall", "wall", "wall"),
    "screen": ("screen", "screen", "screen"),
    "wallet": ("hair", "hair", "hair"),
}


def _pillow(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A cushion between two places, or at one; `size.y` is its thickness."""
    discs = [Disc(x=page.point(at)[0], y=page.point(at)[1], radius=prop.size[1] / 2 * page.scale) for at in places]
    return [Shape(path=band(discs), role="prop-light", edge=0.8, depth=page.depth(places[0]))]


def _strap(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A belt, band or towel through all places; `size.y` is its width."""
    path = "M" + "L".join("{:.1f} {:.1f}".format(*page.point(at)) for at in places)
    depth = max(map(page.depth, places))
    width = prop.size[1] * page.scale
    return [
        Shape(path=path, role="line", stroke=width + 1.6, depth=depth),
        Shape(path=path, role="prop-light", stroke=width, depth=depth),
    ]


def _disc(page: View, at: Vector, *, radius: float) -> Disc:
    x, y = page.point(at)
    return Disc(x=x, y=y, radius=radius * page.scale)


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
        [(-0.23, seat + 0.45), (-0.21, seat), (0.20, seat), (0.36, 0.14), (0.50, 0.12)],
        [(-0.23, seat + 0.45), (-0.33, seat + 0.46)],
        [(-0.21, seat + 0.22), (0.14, seat + 0.22), (0.14, seat)],
    ]
    lines = ["M" + "L".join("{:.1f} {:.1f}".format(*page.point(at + Vector(x, y, 0))) for x, y in rod) for rod in rods]
    big, small = Vector(-0.10, 0.30, 0), Vector(0.28, 0.09, 0)
    return [
        Shape(path="".join(lines), role="screen", stroke=5.0),
        Shape(path=band([_disc(page, at + big, radius=0.285)]), role="screen", stroke=4.0),
        Shape(path=band([_disc(page, at + big, radius=0.03)]), role="screen", edge=0),
        Shape(path=band([_disc(page, at + small, radius=0.08)]), role="screen", stroke=3.5),
    ]


def _car(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """A parked car seen from the side: `size` is its length and height."""
    at, (length, height, _) = places[0], prop.size
    body = [(-.5, .18), (-.49, .5), (-.42, .58), (-.30, .95), (-.22, 1.), (.10, 1.), (.24, .62), (.44, .54), (.5, .38), (.5, .18)]  # fmt: skip
    glass = [(-.33, .62), (-.255, .91), (.08, .91), (.18, .62)]  # fmt: skip
    outline, window = (
        polygon(page.point(at + Vector(x * length, y * height, 0)) for x, y in corners)
        for corners in (body, glass)
    )
    wheels = [_disc(page, at + Vector(x * length, height * 0.21, 0), radius=height * 0.21) for x in (-0.3, 0.3)]
    return [
        Shape(path=outline, role="prop-light", edge=0.8),
        Shape(path=window, role="floor", edge=0.6),
        *(Shape(path=band([wheel]), role="screen", edge=0.8) for wheel in wheels),
    ]


_DRAWN: dict[str, Callable[[Prop, View, list[Vector]], list[Shape]]] = {
    "pillow": _pillow,
    "strap": _strap,
    "floor": _floor,
    "clock": _clock,
    "stick": _stick,
    "wheelchair": _wheelchair,
    "car": _car,
}
