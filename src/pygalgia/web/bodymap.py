"""The body map: figures with regions to choose, as smooth outlines, and the same regions as a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pygalgia.domain.knowledge_base import Region
from pygalgia.web import bodymap_figures as figures
from pygalgia.web.bodymap_curves import Point, closed, mirrored, opened

#: Left of the picture, top, width, height.
Box = tuple[int, int, int, int]
WHOLE: Box = (-180, 6, 360, 892)
NEAR: Box = (-118, 278, 236, 262)

#: The list's headings, and the region bases below each: nearest to the buttock first.
AREAS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Buttocks and low back", ("buttock", "low-back", "sacroiliac", "sacrum", "coccyx", "sit-bone", "lateral-hip")),
    ("Groin and between the legs", ("groin", "perineum", "anus", "genitals")),
    ("Leg", ("posterior-thigh", "lateral-thigh", "inner-thigh", "anterior-thigh", "knee", "calf", "shin", "foot")),
    ("Belly and side", ("lower-abdomen", "abdomen", "flank")),
    ("Elsewhere", ("upper-back", "neck", "shoulder", "arm", "chest", "head")),
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


def body_figures() -> tuple[Figure, ...]:
    """Return the views, the most useful first."""
    back = _upright(
        id_="back", name="Back", half=figures.BACK_HALF, left="left", right="right",
        sided=figures.BACK_SIDED, middle=figures.BACK_MIDDLE,
        lines=(figures.BACK_LINES, figures.BACK_MIDDLE_LINES),
    )  # fmt: skip
    near = Figure(
        id="near", name="Close up", box=NEAR, left=back.left, right=back.right, outline=back.outline,
        shapes=(), places=tuple(each for each in back.places if each.clipped), lines=back.lines,
    )  # fmt: skip
    front = _upright(
        id_="front", name="Front", half=figures.FRONT_HALF, left="right", right="left",
        sided=figures.FRONT_SIDED, middle=figures.FRONT_MIDDLE,
        lines=(figures.FRONT_LINES, figures.FRONT_MIDDLE_LINES),
    )  # fmt: skip
    return near, back, front, _profile("left"), _profile("right")


def _upright(
    *,
    id_: str,
    name: str,
    half: list[Point],
    left: str,
    right: str,
    sided: list[tuple[str, list[Point]]],
    middle: list[tuple[str, list[Point]]],
    lines: tuple[list[list[Point]], list[list[Point]]],
) -> Figure:
    outline = closed([*half, *_other(half)])
    limbs = [closed(figures.ARM), closed(mirrored(figures.ARM))]
    head = closed([*figures.HEAD_HALF, *mirrored(figures.HEAD_HALF)[1:-1]])
    places = [*_both(sided, left=left, right=right), *(_place(base, pts, "middle") for base, pts in middle)]
    apart = [
        Place(region=f"arm-{right}", path=limbs[0], clipped=False),
        Place(region=f"arm-{left}", path=limbs[1], clipped=False),
        *_both([("shoulder", figures.SHOULDER)], left=left, right=right),
        Place(
            region="neck",
            path=closed([(-40, 122), (0, 112), (40, 122), (40, 160), (0, 166), (-40, 160)]),
            clipped=True,
        ),
        Place(region="head", path=head, clipped=False),
    ]
    drawn = [opened(line) for line in lines[0]] + [opened(mirrored(line)) for line in lines[0]]
    return Figure(
        id=id_, name=name, box=WHOLE, left=left, right=right, outline=outline, shapes=(*limbs, head),
        places=(*places, *apart), lines=(*drawn, *(opened(line) for line in lines[1])),
    )  # fmt: skip


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


def listed(regions: Mapping[str, Region]) -> tuple[tuple[str, tuple[ListedBase, ...]], ...]:
    """Return headings, each with its parts and their (region id, side in words)."""
    return tuple((title, tuple(_line(base, regions) for base in bases)) for title, bases in AREAS)


def _line(base: str, regions: Mapping[str, Region]) -> ListedBase:
    own = [each for each in regions.values() if each.base == base]
    whole = next((each for each in own if each.side is None), own[0])
    sided = [each for each in own if each.side in ("left", "middle", "right")]
    order = {"left": 0, "middle": 1, "right": 2}
    if len(sided) > 1:
        chosen = tuple(
            (each.id, str(each.side)) for each in sorted(sided, key=lambda each: order[str(each.side)])
        )
        unsaid = ((whole.id, "side not clear"),) if whole.side is None else ()
        return ListedBase(base=base, name=_capital(whole.plain), regions=(*chosen, *unsaid))
    return ListedBase(base=base, name=_capital(whole.plain), regions=((own[0].id, "yes"),))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
