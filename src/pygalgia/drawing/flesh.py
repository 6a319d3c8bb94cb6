"""From joints to body parts: each part is the rubber band round a few balls of known radius."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pygalgia.drawing.skeleton import HEAD

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Side
    from pygalgia.drawing.palette import Role
    from pygalgia.drawing.skeleton import Skeleton
    from pygalgia.drawing.vectors import Vector

Group = Literal["head", "torso", "left-arm", "right-arm", "left-leg", "right-leg"]

HIP, THIGH_TOP, KNEE, ANKLE, HEEL, TOES = 0.088, 0.084, 0.056, 0.040, 0.036, 0.024
SHOULDER, ELBOW, WRIST, PALM, FINGERS = 0.055, 0.041, 0.027, 0.034, 0.022
BELLY, WAIST, RIBS, CHEST, NECK = 0.094, 0.090, 0.096, 0.085, 0.048
FACE = HEAD / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ball:
    """A ball of the body, in metres."""

    centre: Vector
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some balls wrapped in one skin. Parts of the same group and role join without a seam."""

    group: Group
    role: Role
    balls: tuple[Ball, ...]
    name: str = ""

    @property
    def middle(self) -> Vector:
        """Return the mean of the balls' centres."""
        total = self.balls[0].centre
        for ball in self.balls[1:]:
            total = total + ball.centre
        return total * (1 / len(self.balls))


def flesh(body: Skeleton) -> tuple[Part, ...]:
    """Return every part of the body, in no order."""
    sides: tuple[Side, Side] = ("left", "right")
    limbs = [part for side in sides for part in (*_leg(body, side), *_arm(body, side))]
    return (*_torso(body), *_head(body), *limbs)


def _ball(body: Skeleton, name: str, radius: float) -> Ball:
    return Ball(centre=body.joints[name], radius=radius)


def _leg(body: Skeleton, side: Side) -> list[Part]:
    group: Group = f"{side}-leg"  # type: ignore[assignment]  # mypy does not build literals
    knee, ankle = _ball(body, f"{side}-knee", KNEE), _ball(body, f"{side}-ankle", ANKLE)
    foot = (_ball(body, f"{side}-heel", HEEL), _ball(body, f"{side}-toes", TOES), ankle)
    return [
        Part(group=group, role="leg", balls=(_ball(body, f"{side}-hip", THIGH_TOP), knee)),
        Part(group=group, role="leg", balls=(knee, ankle)),
        Part(group=group, role="shoe", balls=foot),
    ]


def _arm(body: Skeleton, side: Side) -> list[Part]:
    group: Group = f"{side}-arm"  # type: ignore[assignment]  # mypy does not build literals
    elbow, wrist = _ball(body, f"{side}-elbow", ELBOW), _ball(body, f"{side}-wrist", WRIST)
    palm, fingers = _ball(body, f"{side}-palm", PALM), _ball(body, f"{side}-fingers", FINGERS)
    return [
        Part(group=group, role="shirt", balls=(_ball(body, f"{side}-shoulder", SHOULDER), elbow)),
        Part(group=group, role="skin", balls=(elbow, wrist)),
        Part(group=group, role="skin", balls=(wrist, palm)),
        Part(group=group, role="skin", balls=(palm, fingers)),
    ]


def _pair(body: Skeleton, name: str, *, half: float, radius: float) -> tuple[Ball, Ball]:
    aside = (body.chest if name in {"chest", "ribs"} else body.pelvis).left * half
    centre = body.joints[name]
    return Ball(centre=centre + aside, radius=radius), Ball(centre=centre - aside, radius=radius)


def _torso(body: Skeleton) -> list[Part]:
    sacrum = _pair(body, "sacrum", half=0.065, radius=BELLY)
    rise = (body.joints["waist"] - body.joints["sacrum"]) * 0.4
    hem = tuple(Ball(centre=ball.centre + rise, radius=BELLY) for ball in sacrum)
    waist = _pair(body, "waist", half=0.055, radius=WAIST)
    ribs = _pair(body, "ribs", half=0.065, radius=RIBS)
    chest = _pair(body, "chest", half=0.12, radius=CHEST)
    pelvis = _pair(body, "pelvis", half=0.07, radius=HIP)
    bands = ((hem, waist), (waist, ribs), (ribs, chest))
    shirt = [Part(group="torso", role="shirt", balls=(*low, *high)) for low, high in bands]
    seat = Part(group="torso", role="leg", balls=(*pelvis, *sacrum, *buttocks(body)), name="seat")
    return [seat, *shirt]


def buttocks(body: Skeleton) -> tuple[Ball, Ball]:
    """Return the left and the right buttock."""
    back = body.pelvis.front * -0.032 + body.pelvis.up * 0.01
    aside = body.pelvis.left * 0.07
    centre = body.joints["pelvis"] + back
    return Ball(centre=centre + aside, radius=HIP), Ball(centre=centre - aside, radius=HIP)


def _head(body: Skeleton) -> list[Part]:
    joints, axes = body.joints, body.head
    skull = joints["head"]
    neck = (_ball(body, "neck", NECK), Ball(centre=skull + axes.up * -0.05, radius=NECK))
    face = (
        Ball(centre=skull + axes.up * 0.025 + axes.front * 0.006, radius=0.082),
        Ball(centre=skull + axes.up * -0.055 + axes.front * 0.022, radius=0.056),
    )
    nose = (Ball(centre=skull + axes.front * 0.083 + axes.up * -0.012, radius=0.016),)
    hair = (
        Ball(centre=skull + axes.up * 0.030 + axes.front * -0.012, radius=0.089),
        Ball(centre=skull + axes.up * -0.035 + axes.front * -0.040, radius=0.052),
    )
    return [
        Part(group="head", role="skin", balls=neck, name="neck"),
        Part(group="head", role="skin", balls=face),
        Part(group="head", role="skin", balls=nose, name="nose"),
        Part(group="head", role="hair", balls=hair, name="hair"),
    ]
