"""The commands and their options."""

from typing import Annotated

import typer

from pygalgia import __version__
from pygalgia.cli import db, diary, editor, knowledge, texts
from pygalgia.cli.assess import assess
from pygalgia.cli.batch import batch
from pygalgia.cli.evaluate import evaluate
from pygalgia.cli.interview import interview
from pygalgia.cli.read import read
from pygalgia.cli.record import record
from pygalgia.cli.serve import serve
from pygalgia.cli.simulate import simulate

app = typer.Typer(
    name="pygalgia",
    help=(
        "Open, cited, verifiable assessment of pain in the buttocks. "
        "It informs; it does not replace a clinician."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(assess)
app.add_typer(diary.app, name="diary")
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(texts.app, name="texts")
app.add_typer(db.app, name="db")
app.add_typer(editor.app, name="editor")
app.command()(batch)
app.command()(interview)
app.command()(read)
app.command()(record)
app.command()(evaluate)
app.command()(simulate)
app.command()(serve)


def _version(wanted: bool) -> None:
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
