"""From a pose to the joints of a body 1.70 m tall: the spine bends, the limbs reach.

Segment lengths are shares of body height in Drillis and Contini's tables, as used throughout
biomechanics; the head is 1/7.5 of the height, the canon of figure drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pygalgia.drawing.vectors import Axes, Vector, axes, between, vector

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Limb, Pose, Side, Spot, Trunk

HEIGHT = 1.70
HEAD = HEIGHT / 7.5
THIGH = 0.245 * HEIGHT
SHIN = 0.246 * HEIGHT
SOLE = 0.045 * HEIGHT
UPPER_ARM = 0.186 * HEIGHT
FOREARM = 0.146 * HEIGHT
PALM = 0.07
HIP_HALF = 0.085
SHOULDER_HALF = 0.165
SACRUM, LUMBAR_LOW, LUMBAR_HIGH, CHEST = 0.08, 0.11, 0.11, 0.19
NECK, SKULL = 0.045, 0.15

Joints = dict[str, Vector]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """Every joint by its name, and the axes of pelvis, chest and head."""

    joints: Joints
    pelvis: Axes
    chest: Axes
    head: Axes

    def side(self, name: Side) -> Vector:
        """Return the direction of that side of the pelvis."""
        return self.pelvis.left if name == "left" else self.pelvis.left * -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bones:
    """The lengths of a limb's two bones; the arm's second one ends in the palm."""

    upper: float
    lower: float


LEG = _Bones(upper=THIGH, lower=SHIN)
ARM = _Bones(upper=UPPER_ARM, lower=FOREARM + PALM)
STRAIGHT_ARM = _Bones(upper=UPPER_ARM, lower=FOREARM)


def skeleton(pose: Pose) -> Skeleton:
    """Return the joints of a pose.

    Legs are placed before arms, so a hand may be sent to a knee but not a foot to a hand.
    """
    pelvis = axes(pose.trunk.up, pose.trunk.front)
    joints, chest = _spine(pose.trunk, pelvis)
    head = chest.bent(forward=pose.head.nod, right=pose.head.tilt, left_turn=pose.head.turn)
    joints["head"] = joints["neck"] + head.up * SKULL + head.front * 0.015
    body = Skeleton(joints=joints, pelvis=pelvis, chest=chest, head=head)
    _add_leg(body, "left", pose.left_leg)
    _add_leg(body, "right", pose.right_leg)
    _add_arm(body, "left", pose.left_arm)
    _add_arm(body, "right", pose.right_arm)
    return body


def _spine(trunk: Trunk, pelvis: Axes) -> tuple[Joints, Axes]:
    low = pelvis.bent(forward=trunk.lumbar / 2, right=trunk.lean / 3, left_turn=trunk.turn / 3)
    high = low.bent(forward=trunk.lumbar / 2, right=trunk.lean / 3, left_turn=trunk.turn / 3)
    chest = high.bent(forward=trunk.chest, right=trunk.lean / 3, left_turn=trunk.turn / 3)
    joints = {"pelvis": vector(trunk.at)}
    joints["sacrum"] = joints["pelvis"] + pelvis.up * SACRUM
    joints["waist"] = joints["sacrum"] + low.up * LUMBAR_LOW
    joints["ribs"] = joints["waist"] + high.up * LUMBAR_HIGH
    joints["chest"] = joints["ribs"] + chest.up * CHEST
    joints["neck"] = joints["chest"] + chest.up * NECK
    joints |= _pair("hip", joints["pelvis"], pelvis.left * HIP_HALF)
    joints |= _pair("shoulder", joints["chest"], chest.left * SHOULDER_HALF)
    return joints, chest


def _pair(name: str, middle: Vector, left: Vector) -> Joints:
    return {f"left-{name}": middle + left, f"right-{name}": middle - left}


def place(spot: Spot, joints: Joints) -> Vector:
    """Return where a spot is, given the joints known so far.

    Raises:
        KeyError: the spot names a joint that does not exist or is not placed yet.
    """
    shift = vector(spot.shift)
    if not spot.near:
        return shift
    first, last = joints[spot.near[0]], joints[spot.near[-1]]
    return between(first, last, part=spot.part) + shift


def bent_to(root: Vector, goal: Vector, *, bones: _Bones, towards: Vector) -> tuple[Vector, Vector]:
    """Return the middle joint and the end of a two-bone limb that reaches for `goal`.

    The middle joint is pushed towards the direction `towards`. A goal out of reach gives the
    straight (or fully folded) limb that comes nearest to it.

    Source:
        The law of cosines in the plane of root, goal and `towards`.
    """
    along = (goal - root).unit
    shortest, longest = abs(bones.upper - bones.lower) + 0.02, bones.upper + bones.lower - 1e-4
    distance = min(max((goal - root).length, shortest), longest)
    forward = (distance**2 + bones.upper**2 - bones.lower**2) / (2 * distance)
    aside = math.sqrt(max(bones.upper**2 - forward**2, 0.0))
    middle = root + along * forward + towards.across(along) * aside
    return middle, root + along * distance


def _limb(limb: Limb, root: Vector, *, bones: _Bones, joints: Joints) -> tuple[Vector, Vector]:
    if limb.reach is not None:
        return bent_to(root, place(limb.reach, joints), bones=bones, towards=vector(limb.bend))
    upper = vector(limb.upper or (0.0, -1.0, 0.0)).unit
    lower = vector(limb.lower).unit if limb.lower else upper
    middle = root + upper * bones.upper
    return middle, middle + lower * bones.lower


def _add_leg(body: Skeleton, side: Side, limb: Limb) -> None:
    joints = body.joints
    knee, ankle = _limb(limb, joints[f"{side}-hip"], bones=LEG, joints=joints)
    joints |= {f"{side}-knee": knee, f"{side}-ankle": ankle}
    shin = (ankle - knee).unit
    toes = vector(limb.end).unit if limb.end else _relaxed_toes(body, side, shin)
    down = shin.across(toes)
    joints[f"{side}-heel"] = ankle + down * (SOLE - 0.036) - toes * 0.035
    joints[f"{side}-toes"] = ankle + down * (SOLE - 0.024) + toes * 0.165


def ahead(body: Skeleton, side: Side) -> Vector:
    """Return the direction of the front of a thigh, at right angles to it."""
    joints = body.joints
    thigh = (joints[f"{side}-knee"] - joints[f"{side}-hip"]).unit
    shin = (joints[f"{side}-ankle"] - joints[f"{side}-knee"]).unit
    front = thigh - shin
    if front.length < 0.2:  # noqa: PLR2004  (a straight knee has no bend to go by)
        toes = joints.get(f"{side}-toes")
        front = toes - joints[f"{side}-heel"] if toes else body.pelvis.front
    return front.across(thigh)


def _relaxed_toes(body: Skeleton, side: Side, shin: Vector) -> Vector:
    return (ahead(body, side).across(shin) + shin * 0.35).unit


def _add_arm(body: Skeleton, side: Side, limb: Limb) -> None:
    """Place an arm. Without `end` the hand goes on in line with the forearm; with it, the wrist bends."""
    joints, shoulder = body.joints, body.joints[f"{side}-shoulder"]
    elbow, palm = _limb(limb, shoulder, bones=ARM, joints=joints)
    fingers = vector(limb.end).unit if limb.end else (palm - elbow).unit
    if limb.end and limb.reach:
        goal = place(limb.reach, joints) - fingers * PALM
        elbow, wrist = bent_to(shoulder, goal, bones=STRAIGHT_ARM, towards=vector(limb.bend))
        palm = wrist + fingers * PALM
    wrist = palm - fingers * PALM if limb.end and limb.reach else elbow + (palm - elbow).unit * FOREARM
    joints |= {
        f"{side}-elbow": elbow,
        f"{side}-wrist": wrist,
        f"{side}-palm": palm,
        f"{side}-fingers": palm + fingers * (0.07 if limb.end else 0.015),
    }
