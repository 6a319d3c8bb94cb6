"""`pygalgia simulate`: draw a cohort from the model, and see whether it keeps its word."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pygalgia.evaluation.studies.simulated.cohort_file import CohortResult

PRINTED = {
    "top1": "right cause first",
    "top3": "right cause in the first three",
    "brier": "Brier score (0 best, 2 worst)",
    "ece": "expected calibration error",
}


def simulate(
    number: Annotated[int, typer.Argument(metavar="N", help="How many patients.", min=1, max=1_000_000_000)],
    *,
    out: Annotated[Path, typer.Option(help="The Parquet file to write.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same patients.", min=0)] = 0,
) -> None:
    """Draw N simulated patients from the model with its uncertainty, and measure calibration on them."""
    import pygalgia
    from pygalgia.cli.progress import progress
    from pygalgia.evaluation.extra import require

    require("pyarrow", "scipy")
    from pygalgia.evaluation.studies.simulated.cohort_file import write_cohort

    result = write_cohort(pygalgia.load(), number, out, seed=seed, progress=progress)
    _print(result, out, seed)


def _print(result: "CohortResult", out: Path, seed: int) -> None:
    from rich.console import Console
    from rich.table import Table

    title = f"{result.patients:,} simulated patients, about {result.known:.0f} answers each"
    table = Table(title=title, title_justify="left", box=None)
    table.add_column("")
    for name in ("pygalgia", "naive Bayes"):
        table.add_column(name, justify="right")
    own, naive = result.own.metrics(seed=seed), result.naive.metrics(seed=seed)
    for name, label in PRINTED.items():
        shown = [
            f"{each[name].value:.1%}" if name.startswith("top") else f"{each[name].value:.3f}"
            for each in (own, naive)
        ]
        table.add_row(label, *shown)
    console = Console(highlight=False)
    console.print(table)
    console.print("Simulated: drawn from the model's own beliefs. Arithmetic, not medicine.", style="italic")
    console.print(f"Written: {out}", soft_wrap=True, markup=False)
