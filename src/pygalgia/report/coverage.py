"""The footing of the beliefs as a table."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from pygalgia.domain.belief import BASES
from pygalgia.knowledge.coverage import BeliefName


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
    by_influence = result.get("by_influence")
    if by_influence is not None:
        console.print(f"\n{_by_influence(by_influence)}")
        console.print(_as_pooled(result["as_pooled"]))
    figures = result["figures"]
    assert isinstance(figures, dict)  # noqa: S101 - made by coverage()
    console.print(
        f"\nFigures: {figures['used']} of {figures['total']} used; the rest are listed with a reason."
    )


def _by_influence(row: object) -> str:
    assert isinstance(row, dict)  # noqa: S101 - made by coverage()
    shares = ", ".join(f"{basis} {row[basis]:.1%}" for basis in BASES)
    return (
        f"By influence on the results of these cases: {shares}; {row['opinions_alone']:.0%} of all influence "
        "is that of opinions where a condition states nothing itself."
    )


def _as_pooled(row: object) -> str:
    assert isinstance(row, dict)  # noqa: S101 - made by coverage()
    shares = ", ".join(f"{name} {share:.1%}" for name, share in row.items())
    return f"Of all influence, where half of each pooled rate is the opinions': {shares}."


def print_influence(ranked: Sequence[tuple[BeliefName, str, float]], console: Console | None = None) -> None:
    """Print beliefs with their basis and how much probability each moves, as they are ranked."""
    table = Table(title="What moves results most", box=None, header_style="bold")
    for name in ("moves", "basis", "belief", "of", "given"):
        table.add_column(name)
    for (kind, of, given), basis, moved in ranked:
        table.add_row(f"{100 * moved:.2f} %", basis, kind, of, given)
    (console or Console(highlight=False)).print(table)


def _add(table: Table, name: str, row: object) -> None:
    assert isinstance(row, dict)  # noqa: S101 - made by coverage()
    counts = (str(row[key]) for key in ("beliefs", *BASES))
    shares = (f"{row[key]:.0%}" for key in ("share_measured_or_derived", "share_with_adjusted"))
    table.add_row(name, *counts, *shares)
