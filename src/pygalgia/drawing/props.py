"""Furniture and aids, each drawn in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygalgia.drawing.blocks import BUILT, block_shapes
from pygalgia.drawing.skeleton import place
from pygalgia.drawing.things import THINGS

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Prop
    from pygalgia.drawing.camera import View
    from pygalgia.drawing.shapes import Shape
    from pygalgia.drawing.skeleton import Joints


def prop_shapes(prop: Prop, page: View, *, joints: Joints) -> list[Shape]:
    """Return the shapes of one prop."""
    places = [place(spot, joints) for spot in prop.at]
    draw = block_shapes if prop.kind in BUILT else THINGS[prop.kind]
    return draw(prop, page, places)
