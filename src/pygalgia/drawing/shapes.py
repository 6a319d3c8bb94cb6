"""What is finally drawn: coloured shapes in the order of their depth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pygalgia.drawing.palette import Palette, Role

Box = tuple[float, float, float, float]
EVERYWHERE: Box = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_ROUND = 'stroke-linecap="round" stroke-linejoin="round"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A filled path with a thin line round it, or (with `stroke`, pixels) a line alone.

    `box` holds all of it: left, top, right, bottom. Shapes that share a `seam` are drawn as one path
    where nothing lies between them, so that no line shows where they meet.
    """

    path: str
    role: Role
    depth: float = 0.0
    box: Box = EVERYWHERE
    seam: str = ""
    stroke: float = 0.0
    edge: float = 1.2
    opacity: float = 1.0

    def svg(self, palette: Palette) -> str:
        """Return the element as SVG text."""
        faint = f' opacity="{self.opacity:g}"' if self.opacity < 1 else ""
        return f'<path d="{self.path}" {self._paint(palette)}{faint}/>'

    def _paint(self, palette: Palette) -> str:
        colour = palette[self.role]
        if self.stroke:
            return f'fill="none" stroke="{colour}" stroke-width="{self.stroke:g}" {_ROUND}'
        if not self.edge:
            return f'fill="{colour}"'
        line = f'stroke="{palette["line"]}" stroke-width="{self.edge * 2:g}"'
        return f'fill="{colour}" {line} paint-order="stroke" {_ROUND}'

    def meets(self, other: Shape) -> bool:
        """Return whether the two may overlap."""
        left, top, right, bottom = self.box
        return left < other.box[2] and other.box[0] < right and top < other.box[3] and other.box[1] < bottom


def joined(shapes: Iterable[Shape]) -> list[Shape]:
    """Return the shapes from far to near, those with the same seam and role as one where possible."""
    drawn: list[Shape] = []
    for shape in sorted(shapes, key=lambda shape: shape.depth):
        _add(drawn, shape)
    return drawn


def _add(drawn: list[Shape], shape: Shape) -> None:
    """Put a shape on top; unite it with its mate, if either can slide to the other unnoticed."""
    index = _mate(drawn, shape)
    if index is None:
        drawn.append(shape)
    elif not any(shape.meets(other) for other in drawn[index + 1 :]):
        drawn[index] = _union(drawn[index], shape)
    elif not any(drawn[index].meets(other) for other in drawn[index + 1 :]):
        drawn.append(_union(drawn.pop(index), shape))
    else:
        drawn.append(shape)


def _mate(drawn: list[Shape], shape: Shape) -> int | None:
    """Return the place of the latest shape with the same seam and role."""
    places = range(len(drawn) - 1, -1, -1) if shape.seam else ()
    same = (i for i in places if (drawn[i].seam, drawn[i].role) == (shape.seam, shape.role))
    return next(same, None)


def _union(first: Shape, second: Shape) -> Shape:
    corners = [*zip(first.box, second.box, strict=True)]
    left, top, right, bottom = (pick(pair) for pick, pair in zip((min, min, max, max), corners, strict=True))
    return replace(first, path=first.path + second.path, box=(left, top, right, bottom))
