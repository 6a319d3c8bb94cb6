"""The course of the pain from a diary: in the terminal, and as a picture."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pygalgia.domain.diary import Adherence, Diary, Entry, Sleep
from pygalgia.domain.urgency import Urgency
from pygalgia.report.words import URGENCY
from pygalgia.texts import Words, _, in_context, later, speaks_english
from pygalgia.texts.written import with_point_of, written_day_and_month, written_short_moment

_FULL = 10
_BLOCKS = " ▁▂▃▄▅▆▇█"
_TONES = {
    Urgency.EMERGENCY: "bold red",
    Urgency.SAME_DAY: "dark_orange",
    Urgency.WITHIN_TWO_WEEKS: "yellow",
    Urgency.ROUTINE: "blue",
    Urgency.SELF_CARE: "green",
}
_MARKERS = {"worst": "o", "average": "s", "function": "^"}
_COLOURS = {"worst": "#a3141e", "average": "#8a6a00", "function": "#1d5b8f"}


def sparkline(values: Sequence[float]) -> str:
    """Return values of 0 to 10 as a row of bars.

    Examples:
        >>> sparkline([0, 5, 10])
        ' ▄█'
    """
    top = len(_BLOCKS) - 1
    return "".join(_BLOCKS[round(min(max(value, 0), _FULL) / _FULL * top)] for value in values)


def trend_table(diary: Diary, urgencies: Sequence[Urgency]) -> RenderableType:
    """Return the notes as a table with bars, oldest first, and a line for worst pain and for function.

    Args:
        diary: At least one note.
        urgencies: The urgency computed at each note, in the same order.
    """
    table = Table(box=None, header_style="bold", padding=(0, 1, 0, 0))
    for key, name in _columns().items():
        table.add_column(name, no_wrap=True, justify="right" if key in {"average", "function"} else "left")
    for entry, urgency in zip(diary.entries, urgencies, strict=True):
        table.add_row(
            written_short_moment(entry.at),
            _bar(entry.worst),
            "" if entry.worst is None else f"{entry.worst:g}",
            "" if entry.average is None else f"{entry.average:g}",
            _night(entry.sleep),
            _number(_function(entry)),
            _done(entry.adherence),
            Text(URGENCY[urgency].in_short, style=_TONES[urgency]),
        )
    lines: list[RenderableType] = [
        table,
        Text(
            "\n" + _("worst pain  %(bars)s  (0 to 10)", bars=sparkline([worst for _at, worst in diary.pains]))
        ),
    ]
    rated = [value for each in diary.entries if (value := _function(each)) is not None]
    if rated:
        lines.append(Text(_("function    %(bars)s  (0 cannot do it, 10 as before)", bars=sparkline(rated))))
    return Group(*lines)


def _bars_of_pain(diary: Diary) -> str:
    return sparkline([worst for _at, worst in diary.pains])


def _columns() -> dict[str, str]:
    return {
        "when": in_context("column of a diary", "when"),
        "worst": in_context("column of a diary", "worst pain"),
        "number": "",
        "average": in_context("column of a diary", "average"),
        "sleep": in_context("column of a diary", "sleep"),
        "function": in_context("column of a diary", "function"),
        "exercises": in_context("column of a diary", "exercises"),
        "urgency": in_context("column of a diary", "urgency"),
    }


def _night(sleep: Sleep | None) -> str:
    if sleep is None:
        return ""
    return {
        "good": in_context("how the night was", "good"),
        "disturbed": in_context("how the night was", "disturbed"),
        "lost": in_context("how the night was", "lost"),
    }[sleep]


def _done(adherence: Adherence | None) -> str:
    if adherence is None:
        return ""
    return {
        "all": in_context("exercises that were done", "all"),
        "some": in_context("exercises that were done", "some"),
        "none": in_context("exercises that were done", "none"),
    }[adherence]


def _bar(worst: float | None) -> Text:
    if worst is None:
        return Text("")
    return Text("█" * round(worst), style="red").append("·" * (_FULL - round(worst)), style="grey50")


def _function(entry: Entry) -> float | None:
    """Return the mean over the person's own activities; None where none is rated."""
    return sum(entry.function.values()) / len(entry.function) if entry.function else None


def _number(value: float | None) -> str:
    return "" if value is None else with_point_of(f"{value:.1f}")


def trend_picture(diary: Diary) -> str:
    """Return the course as SVG text: worst and average pain, and function where it is rated.

    The same diary gives the same text.
    """
    import matplotlib as mpl
    from matplotlib.dates import num2date
    from matplotlib.figure import Figure

    settings: Any = {"svg.hashsalt": "pygalgia", "svg.fonttype": "none", "date.converter": "concise"}
    with mpl.rc_context(settings):
        figure = Figure(figsize=(7.2, 3.2), layout="constrained")
        axes = figure.add_subplot()
        for name, points in _lines(diary).items():
            if points:
                # Local wall-clock time as it was noted; offsets would shift a day of clock change.
                moments = [at.replace(tzinfo=None) for at, _ in points]
                axes.plot(
                    cast("Any", moments),
                    [value for _, value in points],
                    marker=_MARKERS[name],
                    color=_COLOURS[name],
                    label=_LABELS[name],
                )
        if not speaks_english():
            moment_of = cast("Any", num2date)
            axes.xaxis.set_major_formatter(lambda value, _place: written_day_and_month(moment_of(value)))
        axes.set_ylim(-0.3, _FULL + 0.3)
        axes.set_ylabel(_("0 to 10"))
        axes.grid(axis="y", color="#d9dee4")
        axes.spines[["top", "right"]].set_visible(False)
        figure.legend(loc="outside upper left", ncols=3, frameon=False)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Title": _("Course of the pain")})
        return written.getvalue()


_LABELS = Words(
    {
        "worst": later("worst pain"),
        "average": later("average pain"),
        "function": later("function (10: as before)"),
    }
)


def _lines(diary: Diary) -> dict[str, list[tuple[datetime, float]]]:
    return {
        "worst": list(diary.pains),
        "average": [(each.at, each.average) for each in diary.entries if each.average is not None],
        "function": [(each.at, value) for each in diary.entries if (value := _function(each)) is not None],
    }
