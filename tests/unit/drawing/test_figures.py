"""The drawn figures: a body that keeps its shape, stays above the floor and can be told left from right."""

import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pytest

import pygalgia.knowledge
from pygalgia.domain.exercise import Arrow, Camera, Head, Limb, Pose, Prop, Scene, Spot, Target, Trunk
from pygalgia.drawing import PLAIN, THEMED, exercise_picture, pictures, render
from pygalgia.drawing.camera import TALL, WIDTH, view
from pygalgia.drawing.flesh import flesh
from pygalgia.drawing.outline import Disc, band
from pygalgia.drawing.picture import shapes
from pygalgia.drawing.skeleton import (
    FOREARM,
    HEAD,
    HEIGHT,
    SHIN,
    SOLE,
    THIGH,
    UPPER_ARM,
    place,
    skeleton,
)
from pygalgia.drawing.vectors import Vector, axes
from pygalgia.knowledge.files.exercises import read_exercises, read_micro_breaks

DATA = Path(pygalgia.knowledge.__file__).parent / "data"
DRAWN = (*read_exercises(DATA), *read_micro_breaks(DATA))
FRAMES = [
    pytest.param(pose, each.scene, id=f"{each.id}-{pose.name}") for each in DRAWN for pose in each.scene.poses
]
SVG = "{http://www.w3.org/2000/svg}"
SINKS_IN = 0.012
"""How far soft flesh may press into floor, mat or couch, in metres."""

BONES = [
    ("hip", "knee", THIGH),
    ("knee", "ankle", SHIN),
    ("shoulder", "elbow", UPPER_ARM),
    ("elbow", "wrist", FOREARM),
]


def standing(**changed) -> Pose:
    leg, arm = Limb(upper=(0, -1, 0)), Limb(upper=(0, -1, 0))
    body = {"left_leg": leg, "right_leg": leg, "left_arm": arm, "right_arm": arm}
    trunk = {"trunk": Trunk(at=(0.0, THIGH + SHIN + SOLE, 0.0)), "head": Head()}
    return Pose(**({"name": "stand", "says": "Standing."} | trunk | body | changed))


def scene(*poses, **camera) -> Scene:
    return Scene(id="test", camera=Camera(**camera), poses=poses)


def height_of(pose) -> float:
    return max(ball.centre.y + ball.radius for part in flesh(skeleton(pose)) for ball in part.balls)


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_bones_keep_their_length_in_every_frame(pose, scene):
    joints = skeleton(pose).joints
    for side in ("left", "right"):
        for first, last, length in BONES:
            bone = joints[f"{side}-{last}"] - joints[f"{side}-{first}"]
            assert bone.length == pytest.approx(length, abs=1e-6), (side, first)


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_no_point_of_the_body_is_below_the_floor(pose, scene):
    sunken = {
        (part.group, part.role)
        for part in flesh(skeleton(pose))
        for ball in part.balls
        if ball.centre.y - ball.radius < -SINKS_IN
    }
    assert sunken == set()


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_the_body_rests_on_something(pose, scene):
    """A foot, a seat, a belly or a hand touches the floor; in the wheelchair the feet are on its rest."""
    lowest = min(ball.centre.y - ball.radius for part in flesh(skeleton(pose)) for ball in part.balls)
    rest = 0.12 if any(prop.kind == "wheelchair" for prop in pose.props) else 0.0
    assert lowest == pytest.approx(rest, abs=0.03)


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_hands_and_feet_reach_where_they_are_sent(pose, scene):
    joints = skeleton(pose).joints
    limbs = {"left-ankle": pose.left_leg, "right-ankle": pose.right_leg}
    limbs |= {"left-palm": pose.left_arm, "right-palm": pose.right_arm}
    for end, limb in limbs.items():
        if limb.reach is not None:
            assert (place(limb.reach, joints) - joints[end]).length < 0.02, end


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_the_whole_body_is_inside_the_picture(pose, scene):
    page = view(pose.camera or scene.camera)
    for part in flesh(skeleton(pose)):
        for ball in part.balls:
            x, y = page.point(ball.centre)
            assert ball.radius * page.scale <= x <= WIDTH - ball.radius * page.scale
            assert ball.radius * page.scale <= y <= TALL - ball.radius * page.scale


@pytest.mark.parametrize(("pose", "scene"), FRAMES)
def test_knees_and_elbows_never_bend_backwards(pose, scene):
    """A knee may be straight, but shin and toes stay on the side where a knee bends to."""
    joints = skeleton(pose).joints
    for side in ("left", "right"):
        thigh = (joints[f"{side}-knee"] - joints[f"{side}-hip"]).unit
        shin = (joints[f"{side}-ankle"] - joints[f"{side}-knee"]).unit
        toes = (joints[f"{side}-toes"] - joints[f"{side}-heel"]).unit
        front_of_shin = toes.across(shin)
        assert (thigh - shin).dot(front_of_shin) > -0.12, side


@pytest.mark.parametrize("each", DRAWN, ids=lambda each: each.id)
def test_every_exercise_has_two_frames_or_more_that_differ(each):
    bodies = [skeleton(pose).joints for pose in each.scene.poses]
    assert len(bodies) >= 2
    for one, other in combinations(bodies, 2):
        assert max((one[joint] - other[joint]).length for joint in one) > 0.005


@pytest.mark.parametrize("each", DRAWN, ids=lambda each: each.id)
def test_every_picture_is_well_formed_with_title_and_description(each):
    drawn = pictures(each)
    assert list(drawn) == list(each.pictures)
    for text in drawn.values():
        root = ET.fromstring(text)  # noqa: S314 - our own text
        assert root.get("viewBox") == "0 0 400 300"
        assert root.findtext(f"{SVG}title") == each.name
        assert len(root.findtext(f"{SVG}desc")) > 15
        assert {root.find(f"{SVG}{part}").get("id") for part in ("title", "desc")} == set(
            root.get("aria-labelledby").split()
        )


@pytest.mark.parametrize("each", DRAWN, ids=lambda each: each.id)
def test_every_exercise_shows_the_muscle_or_the_movement(each):
    assert any(pose.targets or pose.arrows for pose in each.scene.poses)


def test_plain_pictures_hold_no_variables_and_themed_ones_do():
    each = DRAWN[0]
    plain = exercise_picture(each, each.scene.poses[0].name, palette=PLAIN)
    assert "var(" not in plain
    assert "currentColor" not in plain
    assert "var(--figure-leg, #" in exercise_picture(each, each.pictures[0])
    assert set(PLAIN) == set(THEMED)


def test_a_picture_that_does_not_exist_is_refused():
    with pytest.raises(KeyError, match="upside-down"):
        exercise_picture(DRAWN[0], "upside-down")


def test_the_standing_body_has_natural_proportions():
    assert height_of(standing()) == pytest.approx(HEIGHT, abs=0.02)
    assert pytest.approx(HEIGHT / 7.5) == HEAD


def test_the_far_leg_is_paler_than_the_near_one():
    svg = render(standing(), scene(standing(), yaw=15), palette=PLAIN)
    assert svg.index(PLAIN["leg-far"]) < svg.index(PLAIN["leg"])


def test_seen_from_the_front_both_legs_are_alike():
    assert PLAIN["leg-far"] not in render(standing(), scene(standing(), yaw=90), palette=PLAIN)


def test_the_side_to_draw_paler_can_be_chosen():
    chosen = Scene(id="test", camera=Camera(yaw=90), poses=(standing(),), far="left")
    assert PLAIN["leg-far"] in render(standing(), chosen, palette=PLAIN)


def test_a_frame_may_be_seen_from_elsewhere():
    usual, moved = standing(), standing(camera=Camera(yaw=90))
    assert render(usual, scene(usual)) != render(moved, scene(moved))


def test_a_part_named_forward_is_drawn_on_top():
    behind, brought = standing(), standing(forward=("left-arm",))
    assert shapes(behind, scene(behind))[-1].seam != "left-arm"
    assert shapes(brought, scene(brought))[-1].seam == "left-arm"


def test_a_goal_out_of_reach_straightens_the_limb():
    joints = skeleton(standing(right_arm=Limb(reach=Spot(shift=(9.0, 1.4, 0.2)), bend=(0, -1, 0)))).joints
    assert (joints["right-palm"] - joints["right-shoulder"]).length == pytest.approx(
        UPPER_ARM + FOREARM + 0.07, abs=1e-3
    )


def test_a_knee_bends_to_the_side_it_is_pushed_to():
    pose = standing(right_leg=Limb(reach=Spot(shift=(0.2, 0.3, 0.1)), bend=(1, 0, 0)))
    joints = skeleton(pose).joints
    assert joints["right-knee"].x > max(joints["right-hip"].x, joints["right-ankle"].x)


def test_a_limb_without_directions_hangs_down():
    joints = skeleton(standing(left_arm=Limb())).joints
    assert joints["left-elbow"].y < joints["left-shoulder"].y
    assert joints["left-elbow"].x == pytest.approx(joints["left-shoulder"].x)


def test_a_spot_may_lie_near_one_joint_or_between_two():
    joints = {"a": Vector(0, 0, 0), "b": Vector(2, 0, 0)}
    assert place(Spot(near=("b",), shift=(0, 1, 0)), joints) == Vector(2, 1, 0)
    assert place(Spot(near=("a", "b"), part=0.25), joints) == Vector(0.5, 0, 0)


def test_bending_forward_takes_the_chest_to_the_front_and_leaning_to_the_right():
    upright = axes((0, 1, 0), (1, 0, 0))
    assert upright.bent(forward=90).up.x == pytest.approx(1)
    assert upright.bent(right=90).up.dot(upright.left) == pytest.approx(-1)
    assert upright.bent(left_turn=90).front.dot(upright.left) == pytest.approx(1)


def test_a_direction_along_the_axis_still_has_a_perpendicular():
    for axis in (Vector(0, 1, 0), Vector(0, 0, 1)):
        assert axis.across(axis).dot(axis) == pytest.approx(0)
        assert axis.across(axis).length == pytest.approx(1)


def test_a_vector_of_no_length_has_no_direction():
    assert Vector(0, 0, 0).unit == Vector(0, 0, 0)


def test_a_band_round_one_disc_is_a_circle():
    assert band([Disc(x=10, y=10, radius=4), Disc(x=10, y=10, radius=2)]).count("A") == 2


def test_a_band_round_two_discs_has_two_arcs_and_two_lines():
    path = band([Disc(x=0, y=0, radius=4), Disc(x=20, y=0, radius=2)])
    assert (path.count("A"), path.count("L"), path[-1]) == (2, 1, "Z")


@pytest.mark.parametrize(
    "muscle", ["buttock", "outer-hip", "hamstring", "front-thigh", "calf", "sciatic-nerve"]
)
def test_a_target_is_drawn_in_the_accent(muscle):
    pose = standing(targets=(Target(muscle=muscle, side="right"),))
    assert PLAIN["accent"] in render(pose, scene(pose), palette=PLAIN)


def test_an_arrow_both_ways_has_two_heads():
    path = (Spot(shift=(0.4, 1.0, 0)), Spot(shift=(0.4, 1.3, 0)))
    one, both = (standing(arrows=(Arrow(path=path, both_ways=way),)) for way in (False, True))
    count = [render(pose, scene(pose), palette=PLAIN).count(PLAIN["arrow"]) for pose in (one, both)]
    assert count == [2, 3]


@pytest.mark.parametrize(
    "kind", ["rail", "couch", "step", "box", "screen", "stick", "pillow", "strap", "car"]
)
def test_every_kind_of_prop_can_be_drawn(kind):
    places = (Spot(shift=(0.3, 0.5, 0)), Spot(shift=(0.5, 0.5, 0)))
    bare, furnished = (
        standing(),
        standing(props=(Prop(kind=kind, at=places, size=(0.4, 0.4, 0.4), layer="among"),)),
    )
    assert len(shapes(furnished, scene(furnished))) > len(shapes(bare, scene(bare)))
