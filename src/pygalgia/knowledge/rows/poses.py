"""The form of the pose files, `exercises/poses/<id>.yaml`."""

from typing import Annotated, Literal, TypeVar

from pydantic import Field, model_validator

from pygalgia.domain.exercise import (
    Muscle,
    PropKind,
    Side,
)
from pygalgia.knowledge.rows.common import Id, Row, Text

Number = float | int
Numbers = Annotated[list[Number], Field(min_length=3, max_length=3)]
RowT = TypeVar("RowT", bound=Row)
#: The parts of a body that a first frame must place.
BODY = ("trunk", "left_leg", "right_leg", "left_arm", "right_arm")


class NearRow(Row):
    """A place near one joint, or between two."""

    near: str | Annotated[list[str], Field(min_length=2, max_length=2)]
    part: Number = 0.5
    shift: Numbers = Field(default_factory=lambda: [0.0, 0.0, 0.0])


SpotRow = Numbers | NearRow


class LegRow(Row):
    """`ankle` sends the foot to a place and `knee` says where the knee points; or two bone directions."""

    ankle: SpotRow | None = None
    knee: Numbers | None = None
    thigh: Numbers | None = None
    shin: Numbers | None = None
    toes: Numbers | None = None

    @model_validator(mode="after")
    def _placed_in_one_way(self) -> "LegRow":
        return _placed_in_one_way(self, self.ankle, pole=self.knee, bone=self.thigh)


class ArmRow(Row):
    """`hand` sends the palm to a place and `elbow` says where the elbow points; or two bone directions."""

    hand: SpotRow | None = None
    elbow: Numbers | None = None
    upper: Numbers | None = None
    fore: Numbers | None = None
    fingers: Numbers | None = None

    @model_validator(mode="after")
    def _placed_in_one_way(self) -> "ArmRow":
        return _placed_in_one_way(self, self.hand, pole=self.elbow, bone=self.upper)


def _placed_in_one_way(row: RowT, goal: object, *, pole: object, bone: object) -> RowT:
    if (goal is None) == (bone is None) or (goal is None) != (pole is None):
        msg = "a limb needs a goal and the way its middle joint points, or else the directions of its bones"
        raise ValueError(msg)
    return row


class TrunkRow(Row):
    """Where the pelvis is and how the spine curves."""

    at: Numbers
    up: Numbers = Field(default_factory=lambda: [0.0, 1.0, 0.0])
    front: Numbers = Field(default_factory=lambda: [1.0, 0.0, 0.0])
    lumbar: Number = 0
    chest: Number = 0
    lean: Number = 0
    turn: Number = 0


class HeadRow(Row):
    """How the head is held."""

    nod: Number = 0
    turn: Number = 0
    tilt: Number = 0


class ArrowRow(Row):
    """A movement through two or more places."""

    path: Annotated[list[SpotRow], Field(min_length=2)]
    both_ways: bool = False


class PropRow(Row):
    """A thing in the room; `at` is one place, `through` are several."""

    kind: PropKind
    at: SpotRow | None = None
    through: list[SpotRow] = Field(default_factory=list)
    size: Numbers
    turn: Number = 0
    layer: Literal["behind", "among", "front"] = "behind"


class TargetRow(Row):
    """A muscle or nerve and its side."""

    muscle: Muscle
    side: Side


class CameraRow(Row):
    """From where the scene is seen."""

    yaw: Number = 0
    pitch: Number = 0
    zoom: Number = 1
    centre: Numbers = Field(default_factory=lambda: [0.0, 0.0, 0.0])


class FrameRow(Row):
    """One key frame. With `like`, what is not written is taken from that earlier frame (arrows never)."""

    name: Id
    says: Text
    like: Id | None = None
    trunk: TrunkRow | None = None
    head: HeadRow = Field(default_factory=HeadRow)
    left_leg: LegRow | None = None
    right_leg: LegRow | None = None
    left_arm: ArmRow | None = None
    right_arm: ArmRow | None = None
    arrows: list[ArrowRow] = Field(default_factory=list)
    props: list[PropRow] = Field(default_factory=list)
    targets: list[TargetRow] = Field(default_factory=list)
    forward: list[str] = Field(default_factory=list)
    camera: CameraRow | None = None


class SceneFile(Row):
    """`exercises/poses/<id>.yaml`; props and targets of the scene stand in every frame."""

    id: Id
    camera: CameraRow
    far: Side | None = None
    props: list[PropRow] = Field(default_factory=list)
    targets: list[TargetRow] = Field(default_factory=list)
    frames: Annotated[list[FrameRow], Field(min_length=2)]

    @model_validator(mode="after")
    def _every_frame_is_whole(self) -> "SceneFile":
        known: set[str] = set()
        for frame in self.frames:
            if frame.name in known:
                msg = f"the frame {frame.name!r} stands twice"
                raise ValueError(msg)
            if frame.like is not None and frame.like not in known:
                msg = f"{frame.name!r} is like {frame.like!r}, which is no earlier frame"
                raise ValueError(msg)
            missing = [key for key in BODY if frame.like is None and getattr(frame, key) is None]
            if missing:
                msg = f"{frame.name!r} lacks {', '.join(missing)}"
                raise ValueError(msg)
            known.add(frame.name)
        return self
