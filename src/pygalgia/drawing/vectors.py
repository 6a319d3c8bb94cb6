"""Vectors of the room, and frames of three axes that bend with the body."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Triple

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Vector:
    """A point or a direction: x to the right, y up, z towards the viewer; metres."""

    x: float
    y: float
    z: float

    def __add__(self, other: Vector) -> Vector:
        """Return the sum."""
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def __sub__(self, other: Vector) -> Vector:
        """Return the difference."""
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def __mul__(self, factor: float) -> Vector:
        """Return the vector stretched by a number."""
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: Vector) -> float:
        """Return the scalar product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    def cross(self, other: Vector) -> Vector:
        """Return the vector product (right-handed)."""
        return Vector(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )

    @property
    def length(self) -> float:
        """Return the length."""
        return math.sqrt(self.dot(self))

    @property
    def unit(self) -> Vector:
        """Return the direction; a vector of no length is returned as it is."""
        return self if self.length < TINY else self * (1 / self.length)

    def across(self, axis: Vector) -> Vector:
        """Return the unit part of this vector at right angles to a unit `axis`.

        A vector that runs along the axis has no such part; any perpendicular stands in for it.
        """
        part = self - axis * self.dot(axis)
        if part.length < 1e-6:  # noqa: PLR2004  (metres: shorter than this is no direction)
            spare = Vector(0, 0, 1) if abs(axis.z) < abs(axis.y) else Vector(0, 1, 0)
            part = spare - axis * spare.dot(axis)
        return part.unit

    def turned(self, axis: Vector, degrees: float) -> Vector:
        """Return the vector turned about a unit `axis` by the right-hand rule.

        Source:
            Rodrigues' rotation formula.
        """
        angle = math.radians(degrees)
        along = axis * (axis.dot(self) * (1 - math.cos(angle)))
        return self * math.cos(angle) + axis.cross(self) * math.sin(angle) + along


def vector(triple: Triple) -> Vector:
    """Return the vector of three numbers."""
    return Vector(*triple)


def between(first: Vector, second: Vector, *, part: float) -> Vector:
    """Return the point `part` (0 to 1) of the way from the first point to the second."""
    return first + (second - first) * part


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """Three unit directions of a piece of the body, at right angles to each other."""

    up: Vector
    front: Vector

    @property
    def left(self) -> Vector:
        """Return the direction of the body's left side."""
        return self.up.cross(self.front)

    def bent(self, *, forward: float = 0.0, right: float = 0.0, left_turn: float = 0.0) -> Axes:
        """Return the axes after bending forward, then to the right, then turning left (degrees)."""
        axes = self.turned(self.left, forward)
        axes = axes.turned(axes.front, right)
        return axes.turned(axes.up, left_turn)

    def turned(self, axis: Vector, degrees: float) -> Axes:
        """Return the axes turned about a unit `axis` by the right-hand rule."""
        return Axes(up=self.up.turned(axis, degrees), front=self.front.turned(axis, degrees))


def axes(up: Triple, front: Triple) -> Axes:
    """Return axes with the given `up`; `front` is made square to it."""
    upward = vector(up).unit
    return Axes(up=upward, front=vector(front).across(upward))
