"""Reliability: what was said against what came true."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pygalgia.evaluation.measures.calibration import Bin
from pygalgia.evaluation.report.charts.canvas import (
    BLUE,
    GREY,
    GRID,
    ORANGE,
    QUIET,
    TEAL,
    Picture,
    paper,
    picture,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Curve = tuple[str, Sequence[Bin]]
_COLOURS = (BLUE, ORANGE, TEAL, GREY)


def reliability_curves(panels: Sequence[tuple[str, Sequence[Curve]]]) -> Picture:
    """Draw one panel for each set of curves: confidence in what leads against how often it is right."""
    figure, axes = paper(4.4 * len(panels), 4.4, columns=len(panels))
    for each, (title, curves) in zip(axes, panels, strict=True):
        _diagonal(each)
        for colour, (name, bins) in zip(_COLOURS, curves, strict=False):
            _curve(each, bins, name, colour)
        each.set_title(title, loc="left", fontsize=10.5)
        each.legend(loc="upper left", frameon=False, fontsize=8.5, labelcolor=QUIET)
    axes[0].set_ylabel("share that was right")
    titles = "; ".join(title for title, _ in panels)
    return picture(figure, f"Reliability: stated confidence against the share that was right ({titles})")


def _diagonal(axes: "Axes") -> None:
    axes.plot([0, 1], [0, 1], color=GREY, lw=1, ls=(0, (4, 3)))
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel="confidence in the leading condition")
    ticks = [0, 0.25, 0.5, 0.75, 1]
    axes.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks])
    axes.set_yticks(ticks, [f"{tick:.0%}" for tick in ticks])
    axes.grid(color=GRID, lw=0.7)
    axes.set_aspect("equal")


def _curve(axes: "Axes", bins: Sequence[Bin], name: str, colour: str) -> None:
    if not bins:
        return
    x = [each.confidence for each in bins]
    y = [each.right.value or 0.0 for each in bins]
    for each in bins:
        ends = [each.right.low or 0.0, each.right.high or 0.0]
        axes.plot([each.confidence] * 2, ends, color=colour, lw=1.4, alpha=0.4)
    axes.plot(x, y, color=colour, lw=1.6)
    largest = max(each.right.n for each in bins)
    sizes = [22 + 70 * each.right.n / largest for each in bins]
    axes.scatter(x, y, s=sizes, color=colour, edgecolor="white", linewidth=0.7, zorder=3, label=name)
