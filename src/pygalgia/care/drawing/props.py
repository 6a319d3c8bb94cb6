"""Furniture and aids, each drawn in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygalgia.care.drawing.blocks import BUILT, block_shapes
from pygalgia.care.drawing.skeleton import place
from pygalgia.care.drawing.things import THINGS

if TYPE_CHECKING:
    from pygalgia.care.drawing.camera import View
    from pygalgia.care.drawing.shapes import Shape
    from pygalgia.care.drawing.skeleton import Joints
    from pygalgia.domain.exercise import Prop


def prop_shapes(prop: Prop, page: View, *, joints: Joints) -> list[Shape]:
    """Return the shapes of one prop."""
    places = [place(spot, joints) for spot in prop.at]
    draw = block_shapes if prop.kind in BUILT else THINGS[prop.kind]
    return draw(prop, page, places)
