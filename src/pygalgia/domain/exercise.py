"""Exercises, short breaks and cautions, and the poses from which their pictures are drawn.

Lengths are metres, angles are degrees. The room has x to the right, y up and z towards the
viewer; the surface that carries the body (floor, mat or couch) is the plane y = 0.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, get_args

from pygalgia.domain.belief import Basis
from pygalgia.domain.red_flag import Criterion
from pygalgia.domain.urgency import Urgency
from pygalgia.frozen import Frozen, field

Triple = tuple[float, float, float]
Side = Literal["left", "right"]
Sided = Literal["left", "right", "both", "none"]
Muscle = Literal[
    "buttock", "outer-hip", "hamstring", "front-thigh", "calf", "low-back", "belly", "sciatic-nerve"
]
PropKind = Literal[
    "floor", "mat", "couch", "chair", "wall", "step", "pillow", "strap", "table", "rail", "stick",
    "wheelchair", "screen", "box", "car", "wallet", "clock",
]  # fmt: skip

#: Classes of treatment that a caution acts on, and treatments belong to.
CautionClass = Literal[
    "nsaid", "paracetamol", "opioid", "muscle-relaxant", "neuropathic-medicine", "antibiotic",
    "anticoagulant-medicine", "steroid-medicine", "steroid-injection", "massage", "heat", "cold",
    "manual-therapy", "exercise", "loading", "heights", "driving",
]  # fmt: skip
CAUTION_CLASSES: tuple[CautionClass, ...] = get_args(CautionClass)
CautionEffect = Literal["avoid", "care"]


class Spot(Frozen):
    """A place in the room.

    With no joint in `near`, `shift` is the place itself. With one joint it is a shift from that
    joint; with two, a shift from the point that lies `part` of the way from the first to the second.
    """

    shift: Triple = (0.0, 0.0, 0.0)
    near: tuple[str, ...] = ()
    part: float = 0.5


class Limb(Frozen):
    """An arm or a leg: where its end goes, or which way each bone points.

    `reach` sends the ankle or the palm to a place and the middle joint follows, pushed towards
    `bend`. Without `reach`, `upper` and `lower` are the directions of the two bones. `end` is the
    direction of toes or fingers; None leaves them relaxed.
    """

    reach: Spot | None = None
    bend: Triple = (0.0, 0.0, 0.0)
    upper: Triple | None = None
    lower: Triple | None = None
    end: Triple | None = None


class Trunk(Frozen):
    """Where the pelvis is and how the spine curves above it.

    `at` is the middle between the hip joints, `up` points from there along the spine, `front` the
    way the belly faces. `lumbar` and `chest` bend forward (negative: back), `lean` to the body's
    right, `turn` to its left.
    """

    at: Triple
    up: Triple = (0.0, 1.0, 0.0)
    front: Triple = (1.0, 0.0, 0.0)
    lumbar: float = 0.0
    chest: float = 0.0
    lean: float = 0.0
    turn: float = 0.0


class Head(Frozen):
    """How the head is held on the trunk: `nod` forward, `turn` to the body's left, `tilt` to its right."""

    nod: float = 0.0
    turn: float = 0.0
    tilt: float = 0.0


class Arrow(Frozen):
    """A movement: it passes through the places in order; `both_ways` puts a head on each end."""

    path: tuple[Spot, ...]
    both_ways: bool = False


class Prop(Frozen):
    """A thing in the room. `size` is its extent along x, y and z before it is turned about y."""

    kind: PropKind
    at: tuple[Spot, ...]
    size: Triple
    turn: float = 0.0
    layer: Literal["behind", "among", "front"] = "behind"


class Target(Frozen):
    """The muscle or nerve that the exercise works on, and on which side."""

    muscle: Muscle
    side: Side


class Camera(Frozen):
    """From where the scene is seen: `yaw` towards x, `pitch` from above, `centre` in the middle."""

    yaw: float = 0.0
    pitch: float = 0.0
    zoom: float = 1.0
    centre: Triple = (0.0, 0.0, 0.0)


class Pose(Frozen):
    """One key frame: the whole body, what moves, and a sentence that says what is shown.

    `forward` lists body groups (such as `right-arm`) to draw in front of the rest where depth
    alone would hide them. `camera` replaces the scene's where this frame is seen from elsewhere.
    """

    name: str
    says: str
    trunk: Trunk
    head: Head
    left_leg: Limb
    right_leg: Limb
    left_arm: Limb
    right_arm: Limb
    arrows: tuple[Arrow, ...] = ()
    props: tuple[Prop, ...] = ()
    targets: tuple[Target, ...] = ()
    forward: tuple[str, ...] = ()
    camera: Camera | None = None


class Scene(Frozen):
    """The key frames of one exercise, seen by one camera. `far` is the side to draw paler."""

    id: str
    camera: Camera
    poses: tuple[Pose, ...]
    far: Side | None = None

    def pose(self, name: str) -> Pose:
        """Return the key frame with this name.

        Raises:
            KeyError: the scene has no such frame.
        """
        return {pose.name: pose for pose in self.poses}[name]


class Dose(Frozen):
    """How much and how often; None where no number is set. `text` says it in words."""

    text: str
    basis: Basis
    because: str
    sources: tuple[str, ...]
    sets: int | None = None
    reps: int | None = None
    hold_seconds: int | None = None
    times_per_day: int | None = None
    days_per_week: int | None = None


class AvoidIf(Frozen):
    """A caution of this exercise, by its id, in words that fit the exercise."""

    caution: str
    text: str


class Progression(Frozen):
    """What to do when the exercise is too hard, when it is too easy, and how to tell."""

    easier: str
    harder: str
    when: str


class Exercise(Frozen):
    """One exercise: what to do, how much, for whom, when not, when to stop, and its pictures.

    `avoid_if` holds what is special to the exercise; the default cautions apply besides. `stop_if` is
    complete: its own reasons, then those of every exercise. `sided` is the side that the pictures show.
    """

    id: str
    name: str
    aim: str
    position: str
    steps: tuple[str, ...]
    dose: Dose
    helps: tuple[str, ...]
    avoid_if: tuple[AvoidIf, ...]
    stop_if: tuple[str, ...]
    progression: Progression
    equipment: tuple[str, ...]
    sided: Sided
    sources: tuple[str, ...]
    verified: bool
    note: str
    pictures: tuple[str, ...]
    picture_text: str
    scene: Scene


class MicroBreak(Frozen):
    """A short routine that interrupts sitting. `every` and `length` are words; the numbers are minutes."""

    id: str
    name: str
    every: str
    every_minutes: int | None
    length: str
    length_minutes: float | None
    steps: tuple[str, ...]
    helps: tuple[str, ...]
    avoid_if: tuple[AvoidIf, ...]
    stop_if: tuple[str, ...]
    basis: Basis
    because: str
    sources: tuple[str, ...]
    verified: bool
    note: str
    pictures: tuple[str, ...]
    picture_text: str
    scene: Scene


class Caution(Frozen):
    """A reason to leave something out (`avoid`), or to show a warning with it (`care`).

    Attributes:
        classes: What it acts on: `exercise`, `nsaid`, `massage`, `heat`, ...
        tests: It holds when any of these holds for the case.
        suspected: Condition id to the probability from which it holds.
        urgency: The urgency from which it holds; None where urgency does not matter.
        any_red_flag: It holds when any red flag is raised.
    """

    id: str
    name: str
    plain: str
    classes: tuple[str, ...]
    effect: CautionEffect
    tests: tuple[Criterion, ...] = ()
    suspected: dict[str, float] = field(default_factory=dict)
    urgency: Urgency | None = None
    any_red_flag: bool = False
    sources: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether no answer decides it, so that its words must be shown to the reader."""
        return not (self.tests or self.suspected or self.urgency is not None or self.any_red_flag)


#: Sets of classes whose cautions are kept: treatments and measures name some dozens.
_MOST_CLASSES = 256


class Cautions(Frozen, dict=True):
    """The closed list of cautions by id, those that rule out every exercise, and when to stop any."""

    by_id: dict[str, Caution]
    defaults: tuple[str, ...]
    stop_if: tuple[str, ...]

    def on(self, classes: Iterable[str]) -> tuple[Caution, ...]:
        """Return the cautions that act on any of these classes, in their order."""
        key = frozenset(classes)
        known = self._on.get(key)
        if known is None:
            known = tuple(each for each in self.by_id.values() if key & set(each.classes))
            if len(self._on) < _MOST_CLASSES:
                self._on[key] = known
        return known

    @cached_property
    def _on(self) -> dict[frozenset[str], tuple[Caution, ...]]:
        return {}
