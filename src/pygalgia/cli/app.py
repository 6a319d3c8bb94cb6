"""The commands and their options."""

import json
import sys
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pygalgia import __version__
from pygalgia.cli import knowledge
from pygalgia.cli.evaluate import evaluate
from pygalgia.cli.serve import serve

app = typer.Typer(
    name="pygalgia",
    help="Open, cited, verifiable assessment of pain in the buttocks. It informs; it does not replace a clinician.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(knowledge.app, name="knowledge")
app.command()(evaluate)
app.command()(serve)


class Format(str, Enum):
    """What the assessment is printed as."""

    terminal = "terminal"
    json = "json"


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's callback
    if wanted:
        typer.echo(f"pygalgia {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Open, cited, verifiable assessment of pain in the buttocks."""


@app.command()
def assess(
    case: Annotated[Path, typer.Argument(help="Case file, JSON or YAML (docs/case-format.md).")],
    *,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.terminal,
    seed: Annotated[int, typer.Option(help="Seed of the draws behind the intervals.")] = 0,
) -> None:
    """Assess one case: urgency, likely causes, whom to see, what to test, and every source."""
    from pygalgia import facade  # noqa: PLC0415 - `--help` must not load the engine

    loaded = facade.load()
    assessment = facade.assess(facade.read_case(case, loaded), loaded, seed=seed)
    if format_ is Format.json:
        from pygalgia.report import as_document  # noqa: PLC0415 - as above

        json.dump(as_document(assessment), sys.stdout, indent=1, ensure_ascii=False)
        sys.stdout.write("\n")
    else:
        from rich.console import Console  # noqa: PLC0415 - as above

        from pygalgia.report import print_assessment  # noqa: PLC0415 - as above

        print_assessment(assessment, loaded.base, Console(highlight=False))
