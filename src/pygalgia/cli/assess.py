"""`pygalgia assess`: one case, in the form that its reader needs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pygalgia.cli.assessing import assess_file


class Format(StrEnum):
    """What the assessment is written as."""

    terminal = "terminal"
    text = "text"
    json = "json"
    html = "html"
    pdf = "pdf"


class PaperSize(StrEnum):
    """Sheets that the PDF is made for."""

    a4 = "a4"
    us_letter = "us-letter"


def assess(
    case: Annotated[Path | None, typer.Argument(help="Case file, JSON or YAML.")] = None,
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Take the published case in the package.")
    ] = False,
    format_: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.terminal,
    out: Annotated[Path | None, typer.Option(help="File to write to; without it, standard output.")] = None,
    paper: Annotated[PaperSize, typer.Option(help="Sheet of the PDF.")] = PaperSize.a4,
    everything: Annotated[
        bool, typer.Option("--all", help="In an emergency print everything, not the emergency alone.")
    ] = False,
    seed: Annotated[int, typer.Option(help="Seed of the draws behind the intervals.", min=0)] = 0,
) -> None:
    """Assess one case: urgency, likely causes, whom to see, what to do, and every source.

    `pdf`, `html` and `text` hold a page in plain words for the person and one for the clinician.
    """
    assess_file(
        case,
        example=example,
        format_=format_.value,
        out=out,
        paper=paper.value,
        everything=everything,
        seed=seed,
    )
