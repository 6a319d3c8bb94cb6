"""A key frame as SVG text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pygalgia.drawing.camera import VIEW_BOX, view
from pygalgia.drawing.flesh import flesh
from pygalgia.drawing.marks import arrow_shapes, target_shape
from pygalgia.drawing.outline import Disc, band, box
from pygalgia.drawing.palette import THEMED
from pygalgia.drawing.props import prop_shapes
from pygalgia.drawing.shapes import Shape, joined
from pygalgia.drawing.skeleton import skeleton

if TYPE_CHECKING:
    from pygalgia.domain.exercise import Exercise, MicroBreak, Pose, Scene, Side
    from pygalgia.drawing.camera import View
    from pygalgia.drawing.flesh import Part
    from pygalgia.drawing.palette import Palette, Role
    from pygalgia.drawing.skeleton import Skeleton

SVG = "http://www.w3.org/2000/svg"
FAR: dict[Role, Role] = {"leg": "leg-far", "shirt": "shirt-far", "skin": "skin-far", "shoe": "shoe-far"}
"""The paler colour of a limb on the far side."""
SINK = {"neck": -0.12, "hair": -0.02, "nose": -0.07}
"""How far some parts are set back: the collar covers the neck, the face the hair's edge."""
FORWARD = 0.6
"""How far a group named in `forward` is brought out, in metres."""


def exercise_picture(exercise: Exercise | MicroBreak, frame: str, *, palette: Palette = THEMED) -> str:
    """Return one picture of an exercise or a short break as SVG text, 400 by 300 units.

    Args:
        exercise: Whose picture.
        frame: The name of a key frame (`start`), or of its file (`ex-clam-start.svg`).
        palette: `THEMED` follows `--figure-...` of the page's style sheet where they are set, and needs
            none; `PLAIN` is for renderers that know no variables (Typst, resvg).

    Raises:
        KeyError: there is no such frame.
    """
    name = frame.removeprefix(f"{exercise.id}-").removesuffix(".svg")
    return render(exercise.scene.pose(name), exercise.scene, palette=palette, title=exercise.name)


def pictures(exercise: Exercise | MicroBreak, *, palette: Palette = THEMED) -> dict[str, str]:
    """Return every picture of an exercise or a short break: file name to SVG text, in order."""
    return {name: exercise_picture(exercise, name, palette=palette) for name in exercise.pictures}


def render(pose: Pose, scene: Scene, *, palette: Palette = THEMED, title: str = "") -> str:
    """Return one key frame of a scene as SVG text; without a title it is named after scene and frame."""
    name = f"{scene.id}-{pose.name}"
    named_by = quoteattr(f"{name}-title {name}-desc")
    lines = [
        f'<svg xmlns="{SVG}" viewBox="{VIEW_BOX}" role="img" aria-labelledby={named_by}>',
        f"<title id={quoteattr(f'{name}-title')}>{escape(title or name)}</title>",
        f"<desc id={quoteattr(f'{name}-desc')}>{escape(pose.says)}</desc>",
        *(shape.svg(palette) for shape in shapes(pose, scene)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def shapes(pose: Pose, scene: Scene) -> list[Shape]:
    """Return everything that is drawn, in order: floor, props behind, body, props in front, arrows."""
    page, body = view(pose.camera or scene.camera), skeleton(pose)
    layers: dict[str, list[Shape]] = {"behind": [], "among": [], "front": []}
    for prop in pose.props:
        layers[prop.layer] += prop_shapes(prop, page, joints=body.joints)
    arrows = [s for arrow in pose.arrows for s in arrow_shapes(arrow, body.joints, page=page)]
    figure = joined([*_figure(pose, body, page=page, far=scene.far), *layers["among"]])
    return [*layers["behind"], *figure, *layers["front"], *arrows]


def _figure(pose: Pose, body: Skeleton, *, page: View, far: Side | None) -> list[Shape]:
    paler = far or _far_side(body, page)
    parts = [_drawn(part, body, page=page, paler=paler) for part in flesh(body)]
    marks = [target_shape(target, body, page=page) for target in pose.targets]
    return [_brought(shape, pose.forward) for shape in (*parts, *marks)]


def _far_side(body: Skeleton, page: View) -> Side | None:
    """Return the side away from the viewer; None when both are equally far."""
    lead = page.depth(body.joints["left-hip"]) - page.depth(body.joints["right-hip"])
    if abs(lead) < 0.03:  # noqa: PLR2004  (metres: seen from the front)
        return None
    return "left" if lead < 0 else "right"


def _drawn(part: Part, body: Skeleton, *, page: View, paler: Side | None) -> Shape:
    discs = [
        Disc(x=x, y=y, radius=ball.radius * page.scale)
        for ball in part.balls
        for x, y in [page.point(ball.centre)]
    ]
    far = paler is not None and part.group.startswith(f"{paler}-")
    middle = body.joints["waist"] if part.group == "torso" else part.middle
    return Shape(
        path=band(discs),
        box=box(discs),
        role=FAR.get(part.role, part.role) if far else part.role,
        depth=page.depth(middle) + SINK.get(part.name, 0.0),
        seam=_near_leg(paler) if part.name == "seat" and paler else part.group,
    )


def _near_leg(paler: Side) -> str:
    """Return the leg whose thigh runs into the seat of the trousers without a line."""
    return "right-leg" if paler == "left" else "left-leg"


def _brought(shape: Shape, forward: tuple[str, ...]) -> Shape:
    return replace(shape, depth=shape.depth + FORWARD) if shape.seam in forward else shape
