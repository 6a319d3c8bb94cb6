"""`pygalgia texts`: what can be said in which language, out to translators and in again."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pygalgia.translating.sources import Area, Key, Source

app = typer.Typer(help="Messages and their translations: docs/languages.md.", no_args_is_help=True)

_Language = Annotated[str, typer.Option("--language", help="Its BCP 47 tag, such as es or ar.")]
_Areas = Annotated[
    list[str] | None, typer.Option("--area", help="Only these messages; every area where none is named.")
]
_Folder = Annotated[
    Path | None, typer.Option("--folder", help="Folder of languages; the shipped one by default.")
]


@app.command("list")
def list_languages(*, folder: _Folder = None) -> None:
    """Show how much of each area is translated into each language."""
    from pygalgia.report.languages import print_coverage
    from pygalgia.texts import languages
    from pygalgia.translating.standing import standing

    root = _root(folder)
    known = _sources()
    print_coverage(known, {each: standing(known, root, each) for each in languages(root)})


@app.command()
def export(
    *,
    language: _Language,
    area: _Areas = None,
    missing: Annotated[
        bool, typer.Option("--missing", help="Only what is not translated, or no longer up to date.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="File to write to; without it, standard output.")] = None,
    folder: _Folder = None,
) -> None:
    """Write messages as a PO file for a translator, with the translations there are."""
    from pygalgia.cli.files import written
    from pygalgia.translating.exchange import exported
    from pygalgia.translating.standing import standing

    areas = _areas(area)
    _check_language(language)
    now = standing(_sources(), _root(folder), language)
    content = exported(now, language=language, areas=areas, only_missing=missing)
    if out is None:
        typer.echo(content.decode(), nl=False)
    else:
        written(out, content, option="--out")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A PO file that was exported and translated.")],
    *,
    language: _Language,
    folder: _Folder = None,
) -> None:
    """Merge a translated file; refuse it, with file and line, where a translation does not fit."""
    from pygalgia.translating.exchange import imported
    from pygalgia.translating.standing import standing

    _check_language(language)
    root = _root(folder)
    changed = imported(standing(_sources(), root, language), file, language=language, root=root)
    for area, number in changed.items():
        typer.echo(f"{language}/{area}.po: {number} messages")
    if not changed:
        typer.echo("Nothing new.")


@app.command()
def check(
    *,
    language: Annotated[
        list[str] | None, typer.Option("--language", help="Only these; all that have messages by default.")
    ] = None,
    area: _Areas = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Fail where anything is missing or stale, too.")
    ] = False,
    folder: _Folder = None,
) -> None:
    """List everything that is wrong with the translations, with file and line; then show how far each is."""
    from pygalgia.report.languages import print_coverage
    from pygalgia.texts import languages
    from pygalgia.texts.written import cldr
    from pygalgia.translating.checking import missing_of, problems_of, problems_of_code
    from pygalgia.translating.standing import standing

    root, known, areas = _root(folder), _sources(), tuple(_areas(area))
    for tag in language or ():
        _check_language(tag)
    tags = language or languages(root)
    chosen = {tag: standing(known, root, tag) for tag in tags if cldr(tag) is not None}
    found = list(problems_of_code())
    for tag in tags:
        found += problems_of(known, root, tag, areas=areas)
    for tag, now in chosen.items():
        found += missing_of(now, tag, areas=areas) if complete else ()
    for each in found:
        typer.echo(str(each))
    print_coverage(known, chosen)
    typer.echo(f"{len(found)} problems." if found else "No problems.")
    if found:
        raise typer.Exit(2)


@app.command()
def stale(*, language: _Language, folder: _Folder = None) -> None:
    """List translations whose English has changed, and those that nothing needs any more."""
    from pygalgia.translating.standing import standing

    _check_language(language)
    now = standing(_sources(), _root(folder), language)
    for each in now.stale.values():
        typer.echo(f"{each.where}: {each.context or ''}\n  was: {each.previous}\n  now: {each.text}")
    for each in now.unused:
        typer.echo(f"{each.where}: nobody says this any more: {each.text}")
    typer.echo(f"{len(now.stale)} stale, {len(now.unused)} unused.")


def _sources() -> "Mapping[Key, Source]":
    from pygalgia import load
    from pygalgia.translating.sources import sources

    return sources(load().base)


def _root(folder: Path | None) -> Path:
    from pygalgia.texts.catalogues import DATA

    return folder or DATA


def _areas(names: list[str] | None) -> "list[Area]":
    from pygalgia.errors import Problem, RequestError
    from pygalgia.translating.sources import AREAS

    known = {str(each): each for each in AREAS}
    problems = [
        Problem(
            where="--area",
            found=repr(name),
            expected=f"one of {', '.join(AREAS)}",
            fix="choose one of them, or leave the option out for all",
        )
        for name in names or []
        if name not in known
    ]
    if problems:
        raise RequestError(problems)
    return [known[name] for name in names] if names else list(AREAS)


def _check_language(tag: str) -> None:
    from babel.core import Locale, UnknownLocaleError

    from pygalgia.errors import Problem, RequestError

    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise RequestError(
            [
                Problem(
                    where="--language",
                    found=repr(tag),
                    expected="a BCP 47 tag of a language that CLDR knows, such as es, pt-BR or ar",
                    fix="look it up at https://www.iana.org/assignments/language-subtag-registry",
                )
            ]
        ) from error
