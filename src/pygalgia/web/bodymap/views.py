"""The body map: figures with regions to choose, as smooth outlines, and the same regions as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pygalgia.domain.knowledge_base import Region
from pygalgia.texts import _, in_context, later
from pygalgia.web.bodymap import figures
from pygalgia.web.bodymap.curves import Point, closed, mirrored, opened

#: Left of the picture, top, width, height.
Box = tuple[int, int, int, int]
WHOLE: Box = (-180, 6, 360, 892)
NEAR: Box = (-118, 278, 236, 262)

#: The list's headings, and the region bases below each: nearest to the buttock first.
AREAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        later("Buttocks and low back"),
        ("buttock", "low-back", "sacroiliac", "sacrum", "coccyx", "coccyx-tip", "natal-cleft", "sit-bone",
            "lateral-hip"),
    ),
    (later("Groin and between the legs"), ("groin", "perineum", "anus", "genitals", "urethra")),
    (
        later("Leg"),
        ("posterior-thigh", "lateral-thigh", "inner-thigh", "anterior-thigh", "knee", "calf", "shin", "foot"),
    ),
    (later("Belly and side"), ("lower-abdomen", "abdomen", "flank")),
    (later("Elsewhere"), ("upper-back", "neck", "shoulder", "arm", "chest", "head")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region on a figure.

    Attributes:
        region: Region id, such as `buttock-left`.
        path: SVG path text.
        clipped: Whether the body's outline cuts it off.
    """

    region: str
    path: str
    clipped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One view of the body.

    Attributes:
        id: `near`, `back`, `front`, `left-side` or `right-side`.
        left, right: What the left and the right of the picture show, for the labels beside it.
        outline: The path that regions are clipped to.
        shapes: Further outlines that are drawn (head, arms).
        lines: Paths that only decorate.
    """

    id: str
    name: str
    box: Box
    left: str
    right: str
    outline: str
    shapes: tuple[str, ...]
    places: tuple[Place, ...]
    lines: tuple[str, ...]

    @property
    def view_box(self) -> str:
        """The SVG attribute."""
        return " ".join(str(number) for number in self.box)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """Points of a figure that is symmetrical: one half of the outline, regions and lines."""

    half: list[Point]
    sided: list[tuple[str, list[Point]]]
    middle: list[tuple[str, list[Point]]]
    lines: list[list[Point]]
    middle_lines: list[list[Point]]


_BACK = _Drawing(
    half=figures.BACK_HALF,
    sided=figures.BACK_SIDED,
    middle=figures.BACK_MIDDLE,
    lines=figures.BACK_LINES,
    middle_lines=figures.BACK_MIDDLE_LINES,
)
_FRONT = _Drawing(
    half=figures.FRONT_HALF,
    sided=figures.FRONT_SIDED,
    middle=figures.FRONT_MIDDLE,
    lines=figures.FRONT_LINES,
    middle_lines=figures.FRONT_MIDDLE_LINES,
)
#: What the close-up holds.
_NEAR_BY = (
    "low-back", "flank", "posterior-thigh", "lateral-thigh", "inner-thigh", "buttock", "lateral-hip",
    "sacroiliac", "sit-bone", "sacrum", "coccyx", "perineum", "anus",
)  # fmt: skip
_NECK: list[Point] = [(-40, 122), (0, 112), (40, 122), (40, 160), (0, 166), (-40, 160)]


def body_figures() -> tuple[Figure, ...]:
    """Return the views, the most useful first."""
    back = _upright("back", _BACK, left="left", right="right")
    clipped = tuple(each for each in back.places if each.region.startswith(_NEAR_BY))
    near = replace(back, id="near", name="Close up", box=NEAR, shapes=(), places=clipped)
    front = _upright("front", _FRONT, left="right", right="left")
    return near, back, front, _profile("left"), _profile("right")


def _upright(id_: str, drawing: _Drawing, *, left: str, right: str) -> Figure:
    limbs = [closed(figures.ARM), closed(mirrored(figures.ARM))]
    head = closed([*figures.HEAD_HALF, *mirrored(figures.HEAD_HALF)[1:-1]])
    places = [
        *_both(drawing.sided, left=left, right=right),
        *(_place(base, points, "middle") for base, points in drawing.middle),
        Place(region=f"arm-{right}", path=limbs[0], clipped=False),
        Place(region=f"arm-{left}", path=limbs[1], clipped=False),
        *_both([("shoulder", figures.SHOULDER)], left=left, right=right),
        Place(region="neck", path=closed(_NECK), clipped=True),
        Place(region="head", path=head, clipped=False),
    ]
    lines = [*drawing.lines, *map(mirrored, drawing.lines), *drawing.middle_lines]
    return Figure(
        id=id_,
        name=id_.capitalize(),
        box=WHOLE,
        left=left,
        right=right,
        outline=closed([*drawing.half, *_other(drawing.half)]),
        shapes=(*limbs, head),
        places=tuple(places),
        lines=tuple(opened(line) for line in lines),
    )


def _other(half: list[Point]) -> list[Point]:
    """Return the mirrored half without the points on the middle line, which the first half holds already."""
    return [point for point in mirrored(half) if point[0] != 0]


def _both(sided: Iterable[tuple[str, list[Point]]], *, left: str, right: str) -> list[Place]:
    return [
        place
        for base, points in sided
        for place in (_place(base, points, right), _place(base, mirrored(points), left))
    ]


def _place(base: str, points: list[Point], side: str) -> Place:
    return Place(region=region_id(base, side), path=closed(points), clipped=True)


#: Bases whose only region lies in the middle: its id carries no side.
_UNSIDED = frozenset({"sacrum", "coccyx", "perineum", "genitals", "anus", "head", "neck"})


def region_id(base: str, side: str) -> str:
    """Return the id of a region as the knowledge base spells it."""
    return base if base in _UNSIDED else f"{base}-{side}"


def _profile(side: str) -> Figure:
    """Return the body seen from one side: from its right it faces right."""
    flip = mirrored if side == "left" else list
    arm = closed(flip(figures.PROFILE_ARM))
    return Figure(
        id=f"{side}-side",
        name=f"{side.capitalize()} side",
        box=WHOLE,
        left="back" if side == "right" else "front",
        right="front" if side == "right" else "back",
        outline=closed(flip(figures.PROFILE)),
        shapes=(arm,),
        places=(
            *(_place(base, flip(points), side) for base, points in figures.SIDE_REGIONS),
            Place(region=f"arm-{side}", path=arm, clipped=False),
        ),
        lines=tuple(opened(flip(line)) for line in figures.SIDE_LINES),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBase:
    """One line of the plain list: a part of the body and its regions by side."""

    base: str
    name: str
    regions: tuple[tuple[str, str], ...]


def named(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the views with their names and sides in the language spoken now; the pictures stay."""
    names, sides = _view_names(), _side_names()
    return tuple(
        replace(each, name=names[each.id], left=sides[each.left], right=sides[each.right]) for each in figures
    )


def _view_names() -> dict[str, str]:
    return {
        "near": in_context("a view of the body", "Close up"),
        "back": in_context("a view of the body", "Back"),
        "front": in_context("a view of the body", "Front"),
        "left-side": in_context("a view of the body", "Left side"),
        "right-side": in_context("a view of the body", "Right side"),
    }


def _side_names() -> dict[str, str]:
    return {
        "left": in_context("a side of the body", "left"),
        "middle": in_context("a side of the body", "middle"),
        "right": in_context("a side of the body", "right"),
        "back": in_context("a side of the body", "back"),
        "front": in_context("a side of the body", "front"),
    }


def listed(regions: Mapping[str, Region]) -> tuple[tuple[str, tuple[ListedBase, ...]], ...]:
    """Return headings, each with its parts and their (region id, side in words)."""
    return tuple((_(title), tuple(_line(base, regions) for base in bases)) for title, bases in AREAS)


def _line(base: str, regions: Mapping[str, Region]) -> ListedBase:
    own = [each for each in regions.values() if each.base == base]
    whole = next((each for each in own if each.side is None), own[0])
    sided = [each for each in own if each.side in ("left", "middle", "right")]
    order, sides = {"left": 0, "middle": 1, "right": 2}, _side_names()
    if len(sided) > 1:
        chosen = tuple(
            (each.id, sides[str(each.side)]) for each in sorted(sided, key=lambda each: order[str(each.side)])
        )
        unsaid = ((whole.id, _("side not clear")),) if whole.side is None else ()
        return ListedBase(base=base, name=_capital(whole.plain), regions=(*chosen, *unsaid))
    return ListedBase(base=base, name=_capital(whole.plain), regions=((own[0].id, "yes"),))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
