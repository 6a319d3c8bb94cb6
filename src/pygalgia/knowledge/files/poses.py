"""Turn a scene as written into the poses that pictures are drawn from."""

from typing import cast

from pygalgia.domain.exercise import (
    Arrow,
    Camera,
    Head,
    Limb,
    Pose,
    Prop,
    Scene,
    Spot,
    Target,
    Triple,
    Trunk,
)
from pygalgia.knowledge.rows.poses import (
    BODY,
    ArmRow,
    CameraRow,
    FrameRow,
    LegRow,
    NearRow,
    Number,
    PropRow,
    SceneFile,
    SpotRow,
    TrunkRow,
)

_KEPT = (*BODY, "head", "props", "targets", "forward")


def scene(row: SceneFile) -> Scene:
    """Return the scene of a pose file."""
    whole: dict[str, FrameRow] = {}
    for frame in row.frames:
        whole[frame.name] = _completed(frame, whole)
    return Scene(
        id=row.id,
        camera=_camera(row.camera),
        poses=tuple(_pose(frame, row) for frame in whole.values()),
        far=row.far,
    )


def _camera(row: CameraRow) -> Camera:
    return Camera(yaw=row.yaw, pitch=row.pitch, zoom=row.zoom, centre=_triple(row.centre))


def _completed(frame: FrameRow, whole: dict[str, FrameRow]) -> FrameRow:
    if frame.like is None:
        return frame
    base = whole[frame.like]
    kept = {key: getattr(base, key) for key in _KEPT if key not in frame.model_fields_set}
    return frame.model_copy(update=kept)


def _pose(row: FrameRow, file: SceneFile) -> Pose:
    trunk = cast("TrunkRow", row.trunk)
    return Pose(
        name=row.name,
        says=row.says,
        trunk=Trunk(
            at=_triple(trunk.at),
            up=_triple(trunk.up),
            front=_triple(trunk.front),
            **trunk.model_dump(include={"lumbar", "chest", "lean", "turn"}),
        ),
        head=Head(**row.head.model_dump()),
        left_leg=_leg(cast("LegRow", row.left_leg)),
        right_leg=_leg(cast("LegRow", row.right_leg)),
        left_arm=_arm(cast("ArmRow", row.left_arm)),
        right_arm=_arm(cast("ArmRow", row.right_arm)),
        arrows=tuple(
            Arrow(path=tuple(_spot(each) for each in arrow.path), both_ways=arrow.both_ways)
            for arrow in row.arrows
        ),
        props=tuple(_prop(each) for each in (*file.props, *row.props)),
        targets=tuple(Target(muscle=each.muscle, side=each.side) for each in (*file.targets, *row.targets)),
        forward=tuple(row.forward),
        camera=None if row.camera is None else _camera(row.camera),
    )


def _leg(row: LegRow) -> Limb:
    return _limb(row.ankle, row.knee, (row.thigh, row.shin, row.toes))


def _arm(row: ArmRow) -> Limb:
    return _limb(row.hand, row.elbow, (row.upper, row.fore, row.fingers))


def _limb(goal: SpotRow | None, pole: list[Number] | None, bones: tuple[list[Number] | None, ...]) -> Limb:
    upper, lower, end = (None if each is None else _triple(each) for each in bones)
    return Limb(
        reach=None if goal is None else _spot(goal),
        bend=_triple(pole or [0, 0, 0]),
        upper=upper,
        lower=lower,
        end=end,
    )


def _prop(row: PropRow) -> Prop:
    places = ([row.at] if row.at is not None else []) + list(row.through)
    return Prop(
        kind=row.kind,
        at=tuple(_spot(each) for each in places),
        size=_triple(row.size),
        turn=row.turn,
        layer=row.layer,
    )


def _spot(row: SpotRow) -> Spot:
    if not isinstance(row, NearRow):
        return Spot(shift=_triple(row))
    near = (row.near,) if isinstance(row.near, str) else tuple(row.near)
    return Spot(near=near, part=row.part, shift=_triple(row.shift))


def _triple(numbers: list[Number]) -> Triple:
    x, y, z = numbers
    return float(x), float(y), float(z)
