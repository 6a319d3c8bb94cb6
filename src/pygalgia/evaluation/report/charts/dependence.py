"""How far results hang on the priors."""

from collections.abc import Mapping, Sequence

from pygalgia.evaluation.extra import extra
from pygalgia.evaluation.report.charts.canvas import BLUE, GRID, ORANGE, QUIET, Picture, paper, picture
from pygalgia.evaluation.studies.sensitivity import PriorEffect

#: Conditions drawn, those with the greatest effect.
DRAWN = 18


def prior_effects(effects: Sequence[PriorEffect], names: Mapping[str, str], cases: int) -> Picture | None:
    """Draw in how many cases another condition leads when one prior is moved; None where in none."""
    by_condition: dict[str, dict[float, int]] = {}
    for each in effects:
        by_condition.setdefault(each.condition, {})[each.factor] = each.first_moved
    moved = sorted(
        (
            (sum(counts.values()), name, counts)
            for name, counts in by_condition.items()
            if any(counts.values())
        ),
        key=lambda each: (-each[0], each[1]),
    )[:DRAWN]
    if not moved:
        return None
    with extra():
        from matplotlib.ticker import MaxNLocator
    figure, (axes,) = paper(8.4, 0.9 + 0.3 * len(moved))
    for row, (_, _, counts) in enumerate(moved):
        axes.barh(
            row - 0.18, counts.get(0.5, 0), 0.32, color=BLUE, label="prior halved" if row == 0 else None
        )
        axes.barh(
            row + 0.18, counts.get(2.0, 0), 0.32, color=ORANGE, label="prior doubled" if row == 0 else None
        )
    axes.set_yticks(range(len(moved)), [names[name] for _, name, _ in moved], fontsize=9)
    axes.set_ylim(len(moved) - 0.4, -0.6)
    axes.set_xlabel(f"cases, of {cases}, in which another condition then leads", loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="x", color=GRID, lw=0.8)
    axes.spines[:].set_visible(False)
    axes.legend(loc="lower right", frameon=False, labelcolor=QUIET)
    return picture(figure, "Cases in which another condition leads when one prior is halved or doubled")
