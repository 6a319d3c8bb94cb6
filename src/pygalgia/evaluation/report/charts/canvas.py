"""Paper and pens that all pictures share."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from pygalgia.evaluation.extra import extra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, GRID = "#22303c", "#5c6975", "#dde3e8"
BLUE, ORANGE, TEAL, GREY, RED = "#2f6aa8", "#c2510d", "#2a8c82", "#7b8794", "#b3261e"
PURPLE, OLIVE = "#6f4a9e", "#7a7420"
#: One colour a system, in the order they are measured; told apart by shape as well.
SYSTEM_COLOURS = (BLUE, GREY, OLIVE, ORANGE, PURPLE, TEAL)
SYSTEM_MARKS = ("o", "s", "P", "D", "v", "^")

_STYLE: dict[Any, Any] = {
    # Outlines instead of text: the same picture whatever fonts the reader has.
    "svg.fonttype": "path",
    # Ids from the content and no date: the same numbers give the same file.
    "svg.hashsalt": "pygalgia",
    "font.size": 10,
    "axes.edgecolor": GRID,
    "axes.labelcolor": QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "text.color": INK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with what it shows in words, for those who do not see it."""

    svg: Markup
    alt: str


def paper(width: float, height: float, *, columns: int = 1) -> "tuple[Figure, list[Axes]]":
    """Return a figure of so many inches, and its axes side by side."""
    with extra():
        import matplotlib as mpl
        from matplotlib.figure import Figure
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(width, height), layout="constrained")
        axes = [figure.add_subplot(1, columns, place + 1) for place in range(columns)]
    for each in axes:
        each.set_axisbelow(True)
        each.tick_params(length=0)
    return figure, axes


def picture(figure: "Figure", alt: str) -> Picture:
    """Return the figure as inline SVG."""
    with extra():
        import matplotlib as mpl
    buffer = io.StringIO()
    with mpl.rc_context(_STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = buffer.getvalue()
    start = text.index("<svg")
    label = escape(alt)
    body = text[start:].replace("<svg", f'<svg role="img" aria-label="{label}"', 1)
    # The text is what matplotlib drew from numbers and ids; it escapes them itself.
    return Picture(svg=Markup(body), alt=alt)  # noqa: S704 - see above
