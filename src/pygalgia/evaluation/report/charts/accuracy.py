"""Pictures of who was right: ranks by condition, urgency due against given, systems side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pygalgia.domain.urgency import Urgency
from pygalgia.evaluation.extra import extra
from pygalgia.evaluation.measures.measure import Measure
from pygalgia.evaluation.report.charts.canvas import (
    BLUE,
    GREY,
    GRID,
    INK,
    ORANGE,
    QUIET,
    SYSTEM_COLOURS,
    SYSTEM_MARKS,
    Picture,
    paper,
    picture,
)
from pygalgia.evaluation.report.labels import LABELS
from pygalgia.inference.model import FloatArray

if TYPE_CHECKING:
    from matplotlib.patches import Rectangle

#: Ranks beyond this are drawn together.
LAST_RANK = 10
_GOOD_RANK = 3


def confusion_matrix(table: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> Picture:
    """Draw urgency due (rows) against urgency given (columns), most urgent first."""
    names = [level.id for level in reversed(Urgency)]
    turned = table[::-1, ::-1]
    figure, (axes,) = paper(5.6, 4.2)
    shade = turned / np.maximum(turned.sum(axis=1, keepdims=True), 1)
    size = len(names)
    for row in range(size):
        for column in range(size):
            colour = BLUE if row == column else ORANGE if column > row else GREY
            axes.add_patch(_cell(column, row, colour, float(shade[row, column])))
            count = int(turned[row, column])
            axes.text(
                column,
                row,
                str(count) if count else "·",
                ha="center",
                va="center",
                color="white" if shade[row, column] > 0.55 else INK if count else "#a9b3bc",  # noqa: PLR2004 - dark cell
                fontsize=12,
                fontweight="bold" if count else "normal",
            )
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    axes.set_xticks(range(size), [name.replace("within-", "within\n") for name in names])
    axes.set_yticks(range(size), [f"{name}  ({int(turned[row].sum())})" for row, name in enumerate(names)])
    axes.xaxis.tick_top()
    axes.set_xlabel("urgency given", loc="left")
    axes.xaxis.set_label_position("top")
    axes.set_ylabel("urgency due (cases)")
    axes.spines[:].set_visible(False)
    return picture(
        figure,
        f"Urgency due against urgency given; {int(np.trace(table))} of {int(table.sum())} on the diagonal",
    )


def _cell(column: float, row: float, colour: str, shade: float) -> "Rectangle":
    with extra():
        from matplotlib.patches import Rectangle
    return Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, facecolor=colour, alpha=0.06 + 0.94 * shade)


def condition_ranks(places: Sequence[tuple[str, Sequence[float]]]) -> Picture:
    """Draw, for each condition with a case, a dot for the rank it got in each of its cases.

    Args:
        places: Name of a condition, and the ranks its cases got; infinite where it was excluded.
    """
    ordered = sorted(places, key=lambda each: (-float(np.mean(_capped(each[1]))), each[0]), reverse=True)
    figure, (axes,) = paper(8.4, 0.9 + 0.24 * len(ordered))
    axes.axvspan(0.5, _GOOD_RANK + 0.5, color=BLUE, alpha=0.07, lw=0)
    for row, (_, ranks) in enumerate(ordered):
        for rank, count in zip(*np.unique(_capped(ranks), return_counts=True), strict=True):
            axes.plot(
                rank,
                row,
                "o",
                ms=6 + 2.5 * (count - 1),
                color=BLUE if rank <= _GOOD_RANK else ORANGE,
                mec="white",
                mew=0.6,
            )
            if count > 1:
                axes.text(rank, row, str(count), ha="center", va="center", color="white", fontsize=7)
    axes.set_yticks(range(len(ordered)), [name for name, _ in ordered], fontsize=8.5)
    axes.set_ylim(len(ordered) - 0.4, -0.6)
    axes.set_xlim(0.5, LAST_RANK + 1.6)
    axes.set_xticks(range(1, LAST_RANK + 2), [*map(str, range(1, LAST_RANK + 1)), f"{LAST_RANK + 1}+"])
    axes.xaxis.tick_top()
    axes.set_xlabel("rank of the right condition (shaded: the first three)", loc="left")
    axes.xaxis.set_label_position("top")
    axes.grid(axis="y", color=GRID, lw=0.6)
    axes.spines[:].set_visible(False)
    return picture(figure, f"Rank of the right condition in the cases of {len(ordered)} conditions")


def _capped(ranks: Sequence[float]) -> FloatArray:
    return np.minimum(np.asarray(ranks, dtype=np.float64), LAST_RANK + 1)


def systems_compared(systems: Sequence[tuple[str, dict[str, Measure]]], names: Sequence[str]) -> Picture:
    """Draw each metric of each system with its interval."""
    figure, (axes,) = paper(8.4, 1.1 + 0.6 * len(names))
    offsets = np.linspace(-0.27, 0.27, len(systems))
    for index, (system, metrics) in enumerate(systems):
        colour, mark = SYSTEM_COLOURS[index], SYSTEM_MARKS[index]
        is_named = False
        for row, name in enumerate(names):
            each = metrics.get(name)
            if each is None or each.value is None or each.low is None or each.high is None:
                continue
            place = row + offsets[index]
            axes.plot(
                [each.low, each.high], [place, place], color=colour, lw=2, alpha=0.45, solid_capstyle="round"
            )
            axes.plot(each.value, place, mark, color=colour, ms=6.5, label=None if is_named else system)
            is_named = True
    axes.set_yticks(range(len(names)), [LABELS[name].name for name in names])
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks(np.linspace(0, 1, 6), [f"{part:.0%}" for part in np.linspace(0, 1, 6)])
    axes.grid(axis="x", color=GRID, lw=0.8)
    axes.spines[:].set_visible(False)
    for row in range(1, len(names)):
        axes.axhline(row - 0.5, color=GRID, lw=0.6)
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.4, 1.0),
        ncols=(len(systems) + 1) // 2,
        frameon=False,
        labelcolor=QUIET,
    )
    return picture(figure, "Metrics of each system with 95 % intervals")
