"""The footing of the beliefs as a table."""

from rich.console import Console
from rich.table import Table

from pygalgia.domain.belief import BASES


def print_coverage(result: dict[str, object], console: Console | None = None) -> None:
    """Print what `pygalgia.knowledge.coverage.coverage` measured."""
    table = Table(title="What the beliefs rest on", box=None, header_style="bold")
    for name in ("", "beliefs", *BASES, "measured or derived", "or adjusted"):
        table.add_column(name, justify="left" if not name else "right")
    conditions = result["conditions"]
    assert isinstance(conditions, dict)  # noqa: S101 - made by coverage()
    for name, row in conditions.items():
        _add(table, name, row)
    table.add_section()
    for name in ("mechanisms", "backgrounds", "all"):
        _add(table, name, result[name])
    console = console or Console(highlight=False)
    console.print(table)
    figures = result["figures"]
    assert isinstance(figures, dict)  # noqa: S101 - made by coverage()
    console.print(
        f"\nFigures: {figures['used']} of {figures['total']} used; the rest are listed with a reason."
    )


def _add(table: Table, name: str, row: object) -> None:
    assert isinstance(row, dict)  # noqa: S101 - made by coverage()
    counts = (str(row[key]) for key in ("beliefs", *BASES))
    shares = (f"{row[key]:.0%}" for key in ("share_measured_or_derived", "share_with_adjusted"))
    table.add_row(name, *counts, *shares)
