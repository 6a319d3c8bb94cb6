"""Furniture that is built from boxes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from pygalgia.drawing.outline import hull, polygon
from pygalgia.drawing.shapes import Shape
from pygalgia.drawing.vectors import Vector, vector

if TYPE_CHECKING:
    from collections.abc import Callable

    from pygalgia.domain.exercise import Prop
    from pygalgia.drawing.camera import View
    from pygalgia.drawing.palette import Role

Block = tuple[Vector, Vector]
"""The middle of a box and its extents along x, y and z, before the prop is turned."""
Y_AXIS = Vector(0, 1, 0)
EDGE_ON = 0.02
"""A face whose normal points less than this towards the viewer is not seen."""
SQUARE_ON = 0.7
"""A face whose normal points more than this towards the viewer takes the colour of the front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Faces:
    front: Role = "prop"
    top: Role = "prop-light"
    side: Role = "prop-shade"


def block_shapes(prop: Prop, page: View, places: list[Vector]) -> list[Shape]:
    """Return the shapes of a prop made of boxes, at the first of its places."""
    blocks = BUILT[prop.kind](vector(prop.size))
    return [shape for block in blocks for shape in _box(block, prop, page=page, at=places[0])]


def _box(block: Block, prop: Prop, *, page: View, at: Vector) -> list[Shape]:
    """Return the faces of a box that look at the viewer."""
    faces = _FACES.get(prop.kind, _Faces())
    shapes = []
    for axis, sign in product(range(3), (-1, 1)):
        facing = _along(axis, sign).turned(Y_AXIS, prop.turn).dot(page.nearer)
        if facing > EDGE_ON:
            corners = [at + corner.turned(Y_AXIS, prop.turn) for corner in _face(block, axis, sign=sign)]
            path = polygon(hull(map(page.point, corners)))
            role = faces.top if axis == 1 else faces.front if facing > SQUARE_ON else faces.side
            shapes.append(Shape(path=path, role=role, edge=0.6, depth=page.depth(at)))
    return shapes


def _along(axis: int, sign: int) -> Vector:
    return Vector(*(float(sign * (axis == number)) for number in range(3)))


def _face(block: Block, axis: int, *, sign: int) -> list[Vector]:
    middle, size = block
    return [
        middle + Vector(x * size.x / 2, y * size.y / 2, z * size.z / 2)
        for x, y, z in product((-1, 1), repeat=3)
        if (x, y, z)[axis] == sign
    ]


def _slab(size: Vector) -> list[Block]:
    """Build a plain box that stands on its place."""
    return [(Vector(0, size.y / 2, 0), size)]


def _couch(size: Vector) -> list[Block]:
    """Build a padded couch whose top is at its place."""
    pad = 0.10
    tall = size.y - pad
    frame = [(leg + Vector(0, -size.y, 0), thick) for leg, thick in _legs(size, tall, thick=0.05)]
    return [*frame, (Vector(0, -pad / 2, 0), Vector(size.x, pad, size.z))]


def _table(size: Vector) -> list[Block]:
    """Build a table: its place is on the floor, `size.y` is its height."""
    board = 0.04
    top = (Vector(0, size.y - board / 2, 0), Vector(size.x, board, size.z))
    return [*_legs(size, size.y - board, thick=0.04), top]


def _legs(size: Vector, tall: float, *, thick: float) -> list[Block]:
    """Build four legs below a board of this size, the far ones first."""
    corners = [(x * (size.x / 2 - thick), z * (size.z / 2 - thick)) for z, x in product((-1, 1), repeat=2)]
    return [(Vector(x, tall / 2, z), Vector(thick, tall, thick)) for x, z in corners]


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


BUILT: dict[str, Callable[[Vector], list[Block]]] = {
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
_FACES: dict[str, _Faces] = {
    "mat": _Faces(front="mat", top="mat", side="mat"),
    "wall": _Faces(front="wall", top="wall", side="wall"),
    "screen": _Faces(front="screen", top="screen", side="screen"),
    "wallet": _Faces(front="hair", top="hair", side="hair"),
}
