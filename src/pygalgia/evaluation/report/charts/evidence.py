"""The weight of evidence in one case, answer by answer, as a waterfall; drawn by hand, one for every case."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from pygalgia.evaluation.report.charts.canvas import BLUE, GREY, GRID, INK, ORANGE, QUIET, Picture

_ROW, _LEFT, _WIDTH, _RIGHT = 21, 320, 420, 70


def waterfall(title: str, start: float, steps: Sequence[tuple[str, float]]) -> Picture:
    """Draw how the answers move one condition, in decibans, from its prior to where it ends.

    Args:
        title: Of the picture.
        start: Prior log odds in decibans.
        steps: What was answered, and its weight in decibans.
    """
    levels = [start]
    for _, weight in steps:
        levels.append(levels[-1] + weight)
    low, high = min(*levels, 0.0), max(*levels, 0.0)
    scale = _WIDTH / max(high - low, 1.0)
    height = _ROW * (len(steps) + 2) + 26

    def x(level: float) -> float:
        return _LEFT + (level - low) * scale

    bars = [_bar(0, "before any answer", x(min(start, 0)), x(max(start, 0)), GREY, f"{start:+.0f}")]
    for row, (label, weight) in enumerate(steps, 1):
        ends = sorted((x(levels[row - 1]), x(levels[row])))
        bars.append(_bar(row, label, ends[0], ends[1], BLUE if weight > 0 else ORANGE, f"{weight:+.1f}"))
    end = levels[-1]
    bars.append(_bar(len(steps) + 1, "after all answers", x(min(end, 0)), x(max(end, 0)), INK, f"{end:+.0f}"))
    zero = f'<line x1="{x(0):.1f}" x2="{x(0):.1f}" y1="20" y2="{height}" stroke="{GRID}"/>'
    head = f'<text x="0" y="12" font-size="12" fill="{QUIET}">{escape(title)}, decibans</text>'
    width = _LEFT + _WIDTH + _RIGHT
    # Every text in it is escaped; all else is numbers and colours of this module.
    svg = Markup(  # noqa: S704 - see above
        f'<svg role="img" aria-label="{escape(title)}" viewBox="0 0 {width} {height}" '
        f'font-family="system-ui, sans-serif" font-size="12">{head}{zero}{"".join(bars)}</svg>'
    )
    return Picture(svg=svg, alt=title)


def _bar(row: int, label: str, left: float, right: float, colour: str, amount: str) -> str:
    y = 24 + row * _ROW
    return (
        f'<text x="{_LEFT - 8}" y="{y + 13}" text-anchor="end" fill="{INK}">{escape(_short(label))}</text>'
        f'<rect x="{left:.1f}" y="{y + 2}" width="{max(right - left, 1.5):.1f}" height="{_ROW - 6}" '
        f'rx="2" fill="{colour}"/>'
        f'<text x="{right + 6:.1f}" y="{y + 13}" fill="{QUIET}">{escape(amount)}</text>'
    )


def _short(label: str) -> str:
    return label if len(label) <= 50 else label[:49] + "…"  # noqa: PLR2004 - what fits to the left of the bars
