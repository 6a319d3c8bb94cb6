"""`pygalgia read`: what a text in somebody's own words seems to say. Nothing of it leaves the process."""

import json
import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.errors import Problem, RequestError
from pygalgia.texts import Words, _, later, listed

if TYPE_CHECKING:
    from rich.table import Table

    from pygalgia.domain.knowledge_base import KnowledgeBase
    from pygalgia.own_words import Candidate, Reading

_DOUBTS = Words(
    {
        "two-ways": later("said in two ways"),
        "unclear": later("not clear whether it is there"),
        "imagined": later("feared or asked about"),
        "somebody-else": later("about somebody else"),
        "another-time": later("of an earlier time"),
        "corrected": later("corrected"),
    }
)


_HALF = re.compile("[\ud800-\udfff]")


class Format(StrEnum):
    """Table or JSON."""

    terminal = "terminal"
    json = "json"


def read(
    text: Annotated[str | None, typer.Argument(help="The text; without it, standard input.")] = None,
    *,
    format_: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.terminal,
) -> None:
    """Read what somebody wrote in their own words: candidate answers, each with the words it was read from.

    Nothing of it counts as an answer before the person agrees; `pygalgia interview` asks for that.
    """
    import pygalgia
    from pygalgia.own_words import LONGEST, as_document, lexicon
    from pygalgia.own_words import read as read_text

    base = pygalgia.load().base
    written = sys.stdin.read(LONGEST + 2).removesuffix("\n") if text is None else text
    _refuse_halves(written)
    reading = read_text(written, lexicon(), base)
    if format_ is Format.json:
        typer.echo(json.dumps(as_document(reading, base), indent=1, ensure_ascii=False))
        return
    _print(reading, base)


def _refuse_halves(written: str) -> None:
    """Refuse bytes that are no text: they come in as halves of characters, and would be shown as such.

    Raises:
        RequestError: there are some.
    """
    if not _HALF.search(written):
        return
    raise RequestError(
        [
            Problem(
                where="the text",
                found=_("bytes that are not UTF-8 text"),
                expected=_("text in UTF-8"),
                fix=_("set the terminal to UTF-8"),
            )
        ]
    )


def _print(reading: "Reading", base: "KnowledgeBase") -> None:
    from rich.console import Console

    console = Console(highlight=False, markup=False)
    if reading.language == "other":
        if reading.notice:
            console.print(reading.notice)
        console.print(
            _(
                "This seems to be neither English nor Spanish, and nothing else is read so far: nothing was "
                "guessed."
            )
        )
        return
    if reading.other_complaints:
        told = _(
            "This seems to be about %(complaints)s. Only pain in the buttocks and near them is read here.",
            complaints=listed(reading.other_complaints, "apart"),
        )
        console.print(told)
    dangers = [each for each in reading.candidates if each.is_danger and each.about == "the person"]
    others = [each for each in reading.candidates if each not in dangers]
    for title, many in ((_("Danger signs, to be checked first"), dangers), (_("Understood"), others)):
        if many:
            console.print(_table(title, many, base))
    for start, end in reading.not_understood:
        console.print(_("Not understood: %(words)s", words=reading.text[start:end]), soft_wrap=True)
    if reading.candidates:
        console.print(_("Nothing of this counts before the person agrees."), style="italic")
    elif not reading.other_complaints:
        console.print(_("Nothing was understood."))


def _table(title: str, many: "list[Candidate]", base: "KnowledgeBase") -> "Table":
    from rich.table import Table
    from rich.text import Text

    from pygalgia.own_words import in_words

    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in (_("finding"), _("read as"), _("words"), ""):
        table.add_column(heading)
    for each in many:
        note = _DOUBTS.get(each.doubt) or (
            _("not sure") if each.uncertain else _("gone now") if each.time.past else ""
        )
        cells = (base.findings[each.finding].name, in_words(each, base), f"“{each.words}”", note)
        table.add_row(*(Text(cell) for cell in cells))
    return table
