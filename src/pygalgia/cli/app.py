"""The commands and their options."""

from typing import Annotated

import typer

from pygalgia import __version__
from pygalgia.cli import db, diary, editor, knowledge, texts
from pygalgia.cli.assess import assess
from pygalgia.cli.batch import batch
from pygalgia.cli.codes import codes
from pygalgia.cli.evaluate import evaluate
from pygalgia.cli.interview import interview
from pygalgia.cli.read import read
from pygalgia.cli.record import record
from pygalgia.cli.serve import serve
from pygalgia.cli.simulate import simulate
from pygalgia.texts import PSEUDO, using

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
app.command()(codes)
app.command()(evaluate)
app.command()(simulate)
app.command()(serve)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pygalgia {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    *,
    lang: Annotated[
        str,
        typer.Option("--lang", envvar="PYGALGIA_LANG", help="The language, such as es; English by default."),
    ] = "",
    version: Annotated[  # noqa: ARG001 - its callback has ended the program
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Open, cited, verifiable assessment of pain in the buttocks."""
    if lang:
        context.with_resource(using(_language(lang)))


def _language(wanted: str) -> str:
    """Return the language that is spoken from here on.

    Raises:
        RequestError: nothing is translated into it.
    """
    from pygalgia.errors import Problem, RequestError
    from pygalgia.texts.known import offered
    from pygalgia.texts.wanted import best

    found = best([wanted], (*offered(), PSEUDO))
    if found is None:
        problem = Problem(
            where="--lang",
            found=repr(wanted),
            expected=f"one of {', '.join(offered())}",
            fix="choose one of them, or none for English; to add one, see docs/languages.md",
        )
        raise RequestError([problem])
    return found
