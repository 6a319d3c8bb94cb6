"""What is drawn on the body and beside it: the muscle that works, and the way things move."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pygalgia.drawing.flesh import Ball, buttocks
from pygalgia.drawing.outline import Disc, band, polygon
from pygalgia.drawing.shapes import Shape
from pygalgia.drawing.skeleton import ahead, place
from pygalgia.drawing.vectors import between

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pygalgia.domain.exercise import Arrow, Side, Target
    from pygalgia.drawing.camera import Point, View
    from pygalgia.drawing.skeleton import Joints, Skeleton

HEAD_LONG, HEAD_HALF = 11.0, 5.5


def target_shape(target: Target, body: Skeleton, *, page: View) -> Shape:
    """Return the accent on a muscle; on a nerve it is a dashed line."""
    if target.muscle == "sciatic-nerve":
        return _nerve(body, target.side, page)
    balls = _MUSCLES[target.muscle](body, target.side)
    discs = [
        Disc(x=page.point(ball.centre)[0], y=page.point(ball.centre)[1], radius=ball.radius * page.scale)
        for ball in balls
    ]
    # Just above the thigh and the trunk that carry it, below an arm that lies in front.
    thigh = between(body.joints[f"{target.side}-hip"], body.joints[f"{target.side}-knee"], part=0.5)
    depth = max(page.depth(thigh), page.depth(body.joints["waist"])) + 0.01
    return Shape(path=band(discs), role="accent", depth=depth, edge=0, opacity=0.92)


def _buttock(body: Skeleton, side: Side) -> list[Ball]:
    whole = buttocks(body)[0 if side == "left" else 1]
    aside = body.side(side) * 0.03
    return [
        Ball(centre=whole.centre + body.pelvis.front * -0.014 + aside, radius=0.064),
        Ball(centre=whole.centre + body.pelvis.front * 0.035 + body.pelvis.up * 0.045 + aside, radius=0.030),
    ]


def _outer_hip(body: Skeleton, side: Side) -> list[Ball]:
    hip = body.joints[f"{side}-hip"] + body.side(side) * 0.055
    return [
        Ball(centre=hip, radius=0.036),
        Ball(centre=hip + body.pelvis.up * 0.085 + body.pelvis.front * -0.01, radius=0.048),
    ]


def _on_thigh(body: Skeleton, side: Side, *, shift: float) -> list[Ball]:
    hip, knee = body.joints[f"{side}-hip"], body.joints[f"{side}-knee"]
    out = ahead(body, side) * shift
    shares = ((0.22, 0.034), (0.50, 0.036), (0.82, 0.020))
    return [Ball(centre=between(hip, knee, part=part) + out, radius=radius) for part, radius in shares]


def _hamstring(body: Skeleton, side: Side) -> list[Ball]:
    return _on_thigh(body, side, shift=-0.040)


def _front_thigh(body: Skeleton, side: Side) -> list[Ball]:
    return _on_thigh(body, side, shift=0.040)


def _calf(body: Skeleton, side: Side) -> list[Ball]:
    knee, ankle = body.joints[f"{side}-knee"], body.joints[f"{side}-ankle"]
    out = (body.joints[f"{side}-toes"] - body.joints[f"{side}-heel"]).across((ankle - knee).unit) * -0.02
    shares = ((0.16, 0.026), (0.36, 0.030), (0.68, 0.016))
    return [Ball(centre=between(knee, ankle, part=part) + out, radius=radius) for part, radius in shares]


def _along_spine(body: Skeleton, *, shift: float) -> list[Ball]:
    out = body.pelvis.front * shift
    shares = (("sacrum", 0.032), ("waist", 0.036), ("ribs", 0.026))
    return [Ball(centre=body.joints[name] + out, radius=radius) for name, radius in shares]


def _low_back(body: Skeleton, _side: Side) -> list[Ball]:
    return _along_spine(body, shift=-0.052)


def _belly(body: Skeleton, _side: Side) -> list[Ball]:
    return _along_spine(body, shift=0.05)


_MUSCLES: dict[str, Callable[[Skeleton, Side], list[Ball]]] = {
    "buttock": _buttock,
    "outer-hip": _outer_hip,
    "hamstring": _hamstring,
    "front-thigh": _front_thigh,
    "calf": _calf,
    "low-back": _low_back,
    "belly": _belly,
}


def _nerve(body: Skeleton, side: Side, page: View) -> Shape:
    joints = body.joints
    muscles = [_buttock(body, side)[0], *_hamstring(body, side)[:2]]
    ends = [joints[f"{side}-knee"], *(ball.centre for ball in _calf(body, side)[1:]), joints[f"{side}-heel"]]
    places = [joints["sacrum"], *(ball.centre for ball in muscles), *ends]
    depth = max(page.depth(at) for at in places) + 0.08
    return Shape(path=_smooth([page.point(at) for at in places]), role="accent", stroke=4.0, depth=depth)


def arrow_shapes(arrow: Arrow, joints: Joints, *, page: View) -> list[Shape]:
    """Return the curved line of an arrow and its head, or heads."""
    points = [page.point(place(spot, joints)) for spot in arrow.path]
    ends = [(points[-2], points[-1])] + [(points[1], points[0])] * arrow.both_ways
    line = Shape(path=_smooth(points), role="arrow", stroke=4.0)
    return [line, *(Shape(path=_arrow_head(*end), role="arrow", edge=0) for end in ends)]


def _arrow_head(before: Point, tip: Point) -> str:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    cos, sin = math.cos(angle), math.sin(angle)
    corners = ((HEAD_LONG * 0.8, 0.0), (-HEAD_LONG * 0.35, HEAD_HALF), (-HEAD_LONG * 0.35, -HEAD_HALF))
    return polygon((tip[0] + x * cos - y * sin, tip[1] + x * sin + y * cos) for x, y in corners)


def _smooth(points: Sequence[Point]) -> str:
    """Return a Catmull-Rom curve through the points, as Bezier commands."""
    padded = [points[0], *points, points[-1]]
    commands = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(1, len(padded) - 2):
        before, start, end, after = padded[index - 1 : index + 3]
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        commands.append("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}".format(*first, *second, *end))
    return "".join(commands)
