"""Put before a person, in the terminal, what was understood of their own words."""

from collections.abc import Callable, Mapping

from rich.console import Console
from rich.text import Text

from pygalgia.cli.typed import comparable, own_words, parted, place_in, yes_or_no
from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.domain.written_number import Quantity
from pygalgia.interview import Given, Understood, UnderstoodLine
from pygalgia.texts import _, later, listed

#: Nothing but what was asked one by one is kept without a word of the person.
KEEP = later(
    "Enter keeps these; the numbers of wrong ones, such as 2 5, leave those out; %(none)s leaves all out."
)


class Confirming:
    """One reading, put before one person."""

    def __init__(self, *, console: Console, ask: Callable[[str], str], base: KnowledgeBase) -> None:
        """Take where to print, how to read a line, and what the regions are called."""
        self._console, self._ask, self._base = console, ask, base

    def agreed(self, shown: Understood) -> dict[str, Given]:
        """Return what the person agrees to: finding id to answer."""
        self._alarm(shown)
        if shown.is_foreign:
            if shown.notice:
                self._line(shown.notice, style="bold")
            told = _(
                "We read English and Spanish only so far, and nothing was guessed. The questions ask for all."
            )
            self._line(told)
        elif shown.complaints and not shown.lines:
            told = _(
                "This seems to be about %(complaints)s. Here it is about pain in the buttocks and near them.",
                complaints=listed(shown.complaints, "apart"),
            )
            self._line(told)
        asked = [each for each in shown.lines if each.proposed is None or each.is_danger]
        given = dict[str, Given]()
        for line in asked:
            given |= self._asked(line)
        given |= self._kept([each for each in shown.lines if each not in asked])
        if shown.left and not shown.is_foreign:
            self._line(_("Not understood: %(words)s", words=" · ".join(shown.left)), style="dim")
        return given

    def _alarm(self, shown: Understood) -> None:
        if shown.alarm is None:
            return
        told = _("Please read this now. If we understood you right, get help.")
        self._line(told, style="bold white on red")
        for each in shown.alarm.do_now:
            self._line(each, style="bold")
        self._line(shown.alarm.reason)

    def _asked(self, line: UnderstoodLine) -> dict[str, Given]:
        """Ask about one line alone: danger signs, and what was not clear."""
        options = line.question.options
        if not options:
            return {}
        self._console.print()
        heard = _("You wrote “%(words)s”.", words=line.heard)
        self._line(f"{heard} {line.note}".strip(), style="dim")
        self._line(line.question.text, style="bold")
        for number, option in enumerate(options, 1):
            self._line(f"{number:>3}  {option.text}")
        self._line(_("a number; Enter alone leaves it out, and it is asked later"), style="dim")
        typed = self._ask("> ").strip().lower()
        ids = [option.id for option in options]
        said = yes_or_no(typed)
        if said is not None and {"present", "absent"} <= set(ids):
            return {line.question.id: said}
        place = place_in(typed, len(ids))
        return {} if place is None else {line.question.id: ids[place - 1]}

    def _kept(self, lines: list[UnderstoodLine]) -> dict[str, Given]:
        """Show the rest at once, to be kept but for the numbers that are typed."""
        if not lines:
            return {}
        self._console.print()
        self._line(_("Is this what you meant?"), style="bold")
        for number, line in enumerate(lines, 1):
            self._line(f"{number:>3}  {line.question.text} {self._in_words(line)} (“{line.heard}”)")
        struck = self._struck(len(lines))
        return {
            line.question.id: line.proposed
            for number, line in enumerate(lines, 1)
            if number not in struck and line.proposed is not None
        }

    def _struck(self, count: int) -> set[int]:
        """Return the numbers of the lines that were not meant; ask until every part typed is one of them."""
        while True:
            self._line(_(KEEP, **own_words()), style="dim")
            typed = self._ask("> ").strip()
            if comparable(typed) in ("none", comparable(own_words()["none"])):
                return set(range(1, count + 1))
            places = {place_in(part, count) for part in parted(typed) if part}
            if None not in places:
                return {place for place in places if place is not None}

    def _in_words(self, line: UnderstoodLine) -> str:
        given = line.proposed
        if isinstance(given, tuple):
            return listed([self._base.regions[name].plain for name in given], "apart")
        if isinstance(given, Mapping):
            return str(Quantity(value=float(given["value"]), unit=str(given["unit"])))
        return next((option.text for option in line.question.options if option.id == given), str(given))

    def _line(self, text: str, *, style: str = "") -> None:
        self._console.print(Text(text, style=style))
