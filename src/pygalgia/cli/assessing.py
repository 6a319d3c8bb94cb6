"""One case assessed and written: what `pygalgia assess` does once its arguments are read."""

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pygalgia.cli.files import written
from pygalgia.errors import Problem, RequestError
from pygalgia.texts import _

if TYPE_CHECKING:
    from pygalgia.domain.assessment import Assessment
    from pygalgia.domain.knowledge_base import KnowledgeBase

#: A man of 39 whose buttock hurts since an accident at water skiing: cases/dev/s058.yaml, shipped.
EXAMPLE = Path(__file__).parent / "examples" / "hamstring.yaml"


def assess_file(
    case: Path | None,
    *,
    example: bool = False,
    format_: str = "terminal",
    out: Path | None = None,
    paper: str = "a4",
    everything: bool = False,
    seed: int = 0,
) -> None:
    """Assess one case and write the assessment.

    Args:
        case: The case file; None with `example`.
        example: Take the published case in the package.
        format_: One of terminal, text, json, html and pdf.
        out: File to write to; without it, standard output.
        paper: Sheet of the PDF, `a4` or `us-letter`.
        everything: In an emergency print everything, not the emergency alone.
        seed: Of the draws behind the intervals.
    """
    import pygalgia

    path = _chosen(case, example=example)
    if format_ == "pdf" and out is None and sys.stdout.isatty():
        raise RequestError(
            [
                Problem(
                    where="--out",
                    found=_("nothing"),
                    expected=_("a file for the PDF"),
                    fix=_("add `--out report.pdf`"),
                )
            ]
        )
    loaded = pygalgia.load()
    assessment = pygalgia.assess(pygalgia.read_case(path, loaded), loaded, seed=seed)
    if format_ == "terminal" and out is None:
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
        found=_("a case file and --example") if example else _("no case file"),
        expected=_("one of the two"),
        fix=_("name a case file, or try the one in the package: pygalgia assess --example"),
    )
    raise RequestError([problem])


def _drawn(assessment: "Assessment", base: "KnowledgeBase", *, format_: str, paper: str) -> bytes:
    if format_ == "pdf":
        from pygalgia.report.paper import paper as typeset

        return typeset(assessment, base, size=paper)
    if format_ == "html":
        from pygalgia.report.page import page

        return page(assessment, base).encode()
    if format_ == "json":
        from pygalgia.report.document import as_document

        return (json.dumps(as_document(assessment), indent=1, ensure_ascii=False) + "\n").encode()
    if format_ == "text":
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
