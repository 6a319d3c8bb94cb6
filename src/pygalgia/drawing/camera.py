"""The camera: from the room to the page, without perspective, so that lengths stay comparable."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygalgia.drawing.vectors import Vector, vector

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Camera

WIDTH, TALL = 400.0, 300.0
VIEW_BOX = f"0 0 {WIDTH:.0f} {TALL:.0f}"
PIXELS_PER_METRE = 150.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where the page lies in the room: its right, its up, the way to the viewer, and its scale."""

    right: Vector
    up: Vector
    nearer: Vector
    scale: float
    centre: Vector

    def point(self, place: Vector) -> Point:
        """Return where a place falls on the page, in pixels from the top left."""
        shift = place - self.centre
        return (
            WIDTH / 2 + shift.dot(self.right) * self.scale,
            TALL / 2 - shift.dot(self.up) * self.scale,
        )

    def depth(self, place: Vector) -> float:
        """Return how far a place stands out towards the viewer, in metres."""
        return (place - self.centre).dot(self.nearer)


def view(camera: Camera) -> View:
    """Return the page as this camera sees it."""
    yaw, pitch = math.radians(camera.yaw), math.radians(camera.pitch)
    nearer = Vector(
        math.sin(yaw) * math.cos(pitch),
        math.sin(pitch),
        math.cos(yaw) * math.cos(pitch),
    )
    right = Vector(math.cos(yaw), 0.0, -math.sin(yaw))
    return View(
        right=right,
        up=nearer.cross(right),
        nearer=nearer,
        scale=PIXELS_PER_METRE * camera.zoom,
        centre=vector(camera.centre),
    )
