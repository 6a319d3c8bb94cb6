"""`pygalgia knowledge`: check the knowledge base, measure its footing, show what is in it."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pygalgia import Knowledge
    from pygalgia.domain.knowledge_base import KnowledgeBase
    from pygalgia.knowledge.coverage import BeliefName

app = typer.Typer(help="Check, measure and show the knowledge base.", no_args_is_help=True)


class Format(StrEnum):
    """Table or JSON."""

    table = "table"
    json = "json"


@app.command()
def lint(
    *,
    path: Annotated[
        Path | None, typer.Option(help="Folder of knowledge files; the shipped one by default.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            help="An earlier folder of knowledge, or repository: formulas that give back its judgements too."
        ),
    ] = None,
) -> None:
    """Check every knowledge file; list all problems with file and line."""
    from pygalgia.knowledge import DATA, load_knowledge
    from pygalgia.knowledge.linting import linted
    from pygalgia.own_words import LANGUAGES, lexicon
    from pygalgia.own_words import lint as lint_words

    before = None if against is None else load_knowledge(_data_below(against), cached=False)
    base = linted(path or DATA, before=before)
    if path is None:
        # How people say the findings belongs to the shipped ones.
        for language in LANGUAGES:
            lint_words(lexicon(language), base)
    typer.echo(
        f"No problems: {len(base.findings)} findings, {len(base.mechanisms)} mechanisms, "
        f"{len(base.conditions)} conditions, {len(base.red_flags)} red flags, {len(base.figures)} figures."
    )


@app.command("format")
def format_files(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; fail where something would.")
    ] = False,
    path: Annotated[
        Path | None, typer.Option(help="Folder of knowledge files; the shipped one by default.")
    ] = None,
) -> None:
    """Put the keys and lists of the knowledge files in their order."""
    from pygalgia.knowledge import DATA
    from pygalgia.knowledge.layout import misplaced

    root = path or DATA
    changed = 0
    for file, text in misplaced(root):
        changed += 1
        typer.echo(file.relative_to(root).as_posix())
        if not check:
            file.write_text(text, encoding="utf-8")
    typer.echo(f"{changed} {'to be formatted' if check else 'formatted'}.")
    if check and changed:
        raise typer.Exit(1)


@app.command()
def schema(
    out: Annotated[Path, typer.Argument(help="Folder to write to.")] = Path("docs/schemas"),
) -> None:
    """Write the JSON Schema of every kind of knowledge file, for editors that complete and check YAML."""
    from pygalgia.cli.files import written
    from pygalgia.knowledge.forms import schemas

    out.mkdir(parents=True, exist_ok=True)
    for name, text in schemas():
        written(out / name, text.encode(), option="OUT")


_Cases = Annotated[
    list[Path] | None,
    typer.Option(
        "--cases", help="Folder of keyed cases; give several: beliefs are then weighted by what moves them."
    ),
]


@app.command()
def coverage(
    *,
    cases: _Cases = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
) -> None:
    """Show on which basis the beliefs stand, measured to judged, in all and for each condition."""
    from pygalgia import load
    from pygalgia.knowledge.coverage import coverage as measure
    from pygalgia.report.coverage import print_coverage

    knowledge = load()
    result = measure(knowledge.base, influence=_influence(cases, knowledge) if cases else None)
    if format_ is Format.json:
        typer.echo(json.dumps(result, indent=1))
    else:
        print_coverage(result)


@app.command()
def influence(
    cases: Annotated[list[Path], typer.Argument(help="Folders of keyed cases.")],
    *,
    most: Annotated[int, typer.Option(min=1, help="How many to list.")] = 150,
    basis: Annotated[str, typer.Option(help="Only those of this basis, such as judged.")] = "",
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
) -> None:
    """List the beliefs that move causes and urgency most when their odds are halved or doubled."""
    from pygalgia import load
    from pygalgia.knowledge.coverage import named_beliefs
    from pygalgia.report.coverage import print_influence

    knowledge = load()
    named = dict(named_beliefs(knowledge.base))
    ranked = [
        (name, named[name].basis, moved)
        for name, moved in _influence(cases, knowledge).items()
        if name in named and basis in ("", named[name].basis)
    ][:most]
    if format_ is Format.json:
        rows = [
            {"kind": kind, "of": of, "given": given, "basis": basis_, "influence": round(moved, 6)}
            for (kind, of, given), basis_, moved in ranked
        ]
        typer.echo(json.dumps(rows, indent=1))
    else:
        print_influence(ranked)


def _influence(folders: "Iterable[Path]", knowledge: "Knowledge") -> "dict[BeliefName, float]":
    from pygalgia.evaluation import read_folder
    from pygalgia.evaluation.studies.influence import influence as measured

    cases = [keyed.case for folder in folders for keyed in read_folder(folder, knowledge).cases]
    return measured(cases, knowledge)


@app.command()
def show(id_: Annotated[str, typer.Argument(metavar="ID", help="Any id, or kind/ID.")]) -> None:
    """Show a condition, finding, mechanism, red flag, figure or source, and what uses it."""
    from pygalgia import load
    from pygalgia.report.entry import print_entry

    print_entry(load().base, id_)


@app.command("sheet")
def review_sheet(
    condition: Annotated[str, typer.Argument(metavar="CONDITION", help="Its id.")],
    *,
    against: Annotated[
        Path | None,
        typer.Option(help="An earlier folder of knowledge, or repository: show only what changed since."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File to write to; without it, standard output.")] = None,
) -> None:
    """Write a condition for review: each rate beside everybody's, with basis, reason and page (Markdown)."""
    from pygalgia.cli.files import written
    from pygalgia.knowledge import DATA, load_knowledge
    from pygalgia.report.review_sheet import difference_sheet, review_sheet

    base = load_knowledge(DATA)
    before = None if against is None else load_knowledge(_data_below(against), cached=False)
    _check_known(condition, base, *(() if before is None else (before,)))
    if before is None:
        page = review_sheet(base, base.conditions[condition])
    else:
        page = difference_sheet(before, base, condition)
    if out is None:
        typer.echo(page, nl=False)
    else:
        written(out, page.encode(), option="--out")


@app.command()
def compare(
    before: Annotated[
        Path, typer.Argument(metavar="OLD", help="An earlier folder of knowledge, or repository.")
    ],
    after: Annotated[
        Path | None, typer.Argument(metavar="[NEW]", help="A later one; the shipped one by default.")
    ] = None,
    *,
    cases: Annotated[
        list[Path] | None, typer.Option("--cases", help="Folder of cases; give several.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.table,
) -> None:
    """Show what changed rules change: the rules themselves, and urgency and raised flags of every case."""
    from dataclasses import asdict

    from pygalgia import load
    from pygalgia.evaluation.studies.changes import case_files, changes, in_words

    folders = [_data_below(each) for each in (before, *([] if after is None else [after]))]
    was, now = load(folders[0]), load() if after is None else load(folders[1])
    found = changes(case_files(cases or ()), before=was, after=now)
    if format_ is Format.json:
        typer.echo(json.dumps(asdict(found), indent=1))
    else:
        typer.echo(in_words(found))


def _data_below(folder: Path) -> Path:
    """Return the knowledge folder of a repository, or the folder itself."""
    inside = folder / "src" / "pygalgia" / "knowledge" / "data"
    return inside if inside.is_dir() else folder


def _check_known(condition: str, *bases: "KnowledgeBase") -> None:
    known = {name for base in bases for name in base.conditions}
    if condition not in known:
        from pygalgia.errors import Problem, RequestError
        from pygalgia.reading import nearest

        raise RequestError(
            [
                Problem(
                    where="CONDITION",
                    found=repr(condition),
                    expected="the id of a condition",
                    fix=nearest(condition, known),
                )
            ]
        )


@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help="conditions, findings, mechanisms, red-flags, regions.")],
) -> None:
    """List the ids of one kind, with names and states."""
    from pygalgia import load
    from pygalgia.report.entry import print_list

    print_list(load().base, kind)


class Bibliography(StrEnum):
    """The formats of reference managers."""

    text = "text"
    csl = "csl"
    bibtex = "bibtex"
    ris = "ris"


@app.command()
def sources(
    *,
    format_: Annotated[Bibliography, typer.Option("--format", help="How to write them.")] = Bibliography.text,
    count: Annotated[bool, typer.Option("--count", help="How many are known by what, instead.")] = False,
    out: Annotated[Path | None, typer.Option(help="File to write to; without it, standard output.")] = None,
) -> None:
    """Write every source, for reading or for a reference manager (CSL-JSON, BibTeX, RIS)."""
    from pygalgia import load
    from pygalgia.cli.files import written
    from pygalgia.report.bibliography import bibliography, known_by

    if count:
        for known, number in known_by(load().base.sources.values()).items():
            typer.echo(f"{number:5}  {known}")
        return
    text = bibliography(load().base.sources.values(), format_.value)
    if out is None:
        typer.echo(text, nl=False)
    else:
        written(out, text.encode(), option="--out")


@app.command()
def claims(
    *, out: Annotated[Path | None, typer.Option(help="File to write to; without it, standard output.")] = None
) -> None:
    """Write every claim of the source articles, with verdict, correction and where it is done (Markdown)."""
    from pygalgia import load
    from pygalgia.cli.files import written
    from pygalgia.knowledge import DATA
    from pygalgia.knowledge.claims import read_ledger
    from pygalgia.report.claims_page import claims_page

    page = claims_page(read_ledger(DATA), load().base)
    if out is None:
        typer.echo(page, nl=False)
    else:
        written(out, page.encode(), option="--out")


@app.command("prove")
def prove_claims(
    *,
    claim: Annotated[list[str] | None, typer.Option(help="Only this claim; give several.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for a case file of each case that shows a claim wrong.")
    ] = None,
) -> None:
    """Prove what red flags, urgency and interview must never do, whatever is answered (docs/proofs.md)."""
    from pygalgia import Interviewer, load
    from pygalgia.cli.files import written
    from pygalgia.proving import CLAIMS, Ground, prove
    from pygalgia.proving.words import case_file, told

    chosen = [each for each in CLAIMS if (each.id in claim if claim else not each.is_long)]
    _refuse_unknown(claim or [], [each.id for each in CLAIMS])
    knowledge, failed = load(), False
    ground = Ground(knowledge.base, interviewer=Interviewer(knowledge))
    for each in chosen:
        proof = prove(each, ground)
        failed |= not proof.holds
        typer.echo(told(proof))
        for case in proof.against.values():
            if out is not None and case is not None:
                out.mkdir(parents=True, exist_ok=True)
                written(out / f"{each.id}-{case.id}.yaml", case_file(case).encode(), option="--out")
    if failed:
        raise typer.Exit(1)


def _refuse_unknown(given: list[str], known: list[str]) -> None:
    from pygalgia.errors import RequestError
    from pygalgia.reading.problems import Problems

    problems = Problems()
    for name in given:
        if name not in known:
            problems.unknown("--claim", kind="claim", name=name, known=known)
    if problems.found:
        raise RequestError(problems.found)
