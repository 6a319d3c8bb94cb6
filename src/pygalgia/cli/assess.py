"""`pygalgia assess`: one case, in the form that its reader needs."""

import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.cli.files import written
from pygalgia.errors import Problem, RequestError

if TYPE_CHECKING:
    from pygalgia.domain.assessment import Assessment
    from pygalgia.domain.knowledge_base import KnowledgeBase


#: A man of 39 whose buttock hurts since an accident at water skiing: cases/dev/s058.yaml, shipped.
EXAMPLE = Path(__file__).parent / "examples" / "hamstring.yaml"


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
    import pygalgia

    path = _chosen(case, example=example)
    if format_ is Format.pdf and out is None and sys.stdout.isatty():
        raise RequestError(
            [
                Problem(
                    where="--out",
                    found="nothing",
                    expected="a file for the PDF",
                    fix="add `--out report.pdf`",
                )
            ]
        )
    loaded = pygalgia.load()
    assessment = pygalgia.assess(pygalgia.read_case(path, loaded), loaded, seed=seed)
    if format_ is Format.terminal and out is None:
        from rich.console import Console

        from pygalgia.report import print_assessment

        print_assessment(assessment, loaded.base, Console(highlight=False), everything=everything)
        return
    _write(_drawn(assessment, loaded.base, format_=format_, paper=paper), out)


def _chosen(case: Path | None, *, example: bool) -> Path:
    if example and case is None:
        return EXAMPLE
    if case is not None and not example:
        return case
    problem = Problem(
        where="pygalgia assess",
        found="a case file and --example" if example else "no case file",
        expected="one of the two",
        fix="name a case file, or try the one in the package: pygalgia assess --example",
    )
    raise RequestError([problem])


def _drawn(assessment: "Assessment", base: "KnowledgeBase", *, format_: Format, paper: PaperSize) -> bytes:
    if format_ is Format.pdf:
        from pygalgia.report.paper import paper as typeset

        return typeset(assessment, base, size=paper.value)
    if format_ is Format.html:
        from pygalgia.report.page import page

        return page(assessment, base).encode()
    if format_ is Format.json:
        from pygalgia.report.document import as_document

        return (json.dumps(as_document(assessment), indent=1, ensure_ascii=False) + "\n").encode()
    if format_ is Format.text:
        from pygalgia.report.plain_text import plain_text

        return plain_text(assessment, base).encode()
    return _terminal_as_text(assessment, base).encode()


def _terminal_as_text(assessment: "Assessment", base: "KnowledgeBase") -> str:
    from rich.console import Console

    from pygalgia.report import print_assessment

    written = io.StringIO()
    print_assessment(assessment, base, Console(highlight=False, width=100, no_color=True, file=written))
    return written.getvalue()


def _write(content: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        written(out, content, option="--out")
