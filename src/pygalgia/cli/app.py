"""The commands and their options."""

from collections.abc import Callable, Sequence
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

#: In the order in which they are listed; the groups follow.
_COMMANDS = (assess, batch, interview, read, record, codes, evaluate, simulate, serve)
_GROUPS = {
    "diary": diary.app,
    "knowledge": knowledge.app,
    "texts": texts.app,
    "db": db.app,
    "editor": editor.app,
}


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pygalgia {__version__}")
        raise typer.Exit


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


def app_for(arguments: Sequence[str] | None = None) -> typer.Typer:
    """Return the commands; of those that no argument names, only what a list of commands says.

    To read the options of forty commands takes a quarter of a start, and one of them is used.

    Args:
        arguments: Of the process; None for all commands.
    """
    named = (
        None if arguments is None else frozenset() if arguments[:1] == ["--help"] else frozenset(arguments)
    )
    made = typer.Typer(
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
    made.callback()(_options)
    for each in _COMMANDS:
        is_whole = named is None or each.__name__ in named
        made.command(each.__name__)(each if is_whole else _stand_in(each.__doc__))
    for name, group in _GROUPS.items():
        if named is None or name in named:
            made.add_typer(group, name=name)
        else:
            made.command(name)(_stand_in(group.info.help))
    return made


def _stand_in(text: str | None) -> Callable[[], None]:
    """Return what has the text of a command and nothing else: it is listed and not used."""

    def listed() -> None:
        pass

    listed.__doc__ = text
    return listed


app = app_for()
