"""Lead an interview in the terminal: one question at a time, at any width, with the keyboard alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pygalgia.cli.confirming import Confirming
from pygalgia.cli.typed import Command, Misread, agrees, bases, own_words, place_in, read, unit_words
from pygalgia.domain.urgency import Urgency
from pygalgia.domain.written_number import Quantity
from pygalgia.errors import CaseError
from pygalgia.interview import Ask, Given, Interview, Question, Stop
from pygalgia.interview.question import Option
from pygalgia.interview.state import SKIPPED
from pygalgia.texts import Words, _, later, listed, parted
from pygalgia.texts.known import isolated
from pygalgia.texts.written import with_point_of, written_percent

if TYPE_CHECKING:
    from pygalgia import Interviewer
    from pygalgia.interview import Examination

#: Regions that are shown at first; the rest after `more`.
NEAR = 23
PASSED_OVER = Words({"unknown": later("I don't know"), "skipped": later("passed over")})
_STATES = Words({"present": later("positive"), "absent": later("negative")})
_LEVELS = Words(
    {
        Urgency.EMERGENCY: later("emergency"),
        Urgency.SAME_DAY: later("same day"),
        Urgency.WITHIN_TWO_WEEKS: later("within two weeks"),
        Urgency.ROUTINE: later("routine"),
    }
)


class Left(Exception):  # noqa: N818 - not a fault: the person left
    """The person left with Ctrl-C or a closed terminal; nothing is lost."""

    def __init__(self, interview: Interview) -> None:
        """Keep the answers."""
        super().__init__("left")
        self.interview = interview


class Dialogue:
    """One interview at one terminal."""

    def __init__(
        self,
        *,
        interviewer: "Interviewer",
        keep: Callable[[Interview], None],
        console: Console | None = None,
        ask: Callable[[str], str] | None = None,
    ) -> None:
        """Take what leads the interview, what keeps each answer, where to print and how to read a line."""
        self.interviewer = interviewer
        self.keep = keep
        self.console = console or Console(highlight=False)
        self._ask = ask or PromptSession[str]().prompt

    def run(self, interview: Interview) -> Interview:
        """Return the finished interview.

        Raises:
            Left: the person left before the end.
        """
        greeting = _("Type %(help)s at any question. Ctrl-C leaves and keeps your answers.", **own_words())
        self._line(greeting, style="dim")
        while True:
            step = self.interviewer.next_step(interview)
            try:
                if isinstance(step, Stop):
                    goes_on = self._stopped(step, interview)
                    if goes_on is None:
                        return self._last_words(step, interview)
                    interview = goes_on
                else:
                    interview = self._asked(step, interview)
            except (KeyboardInterrupt, EOFError):
                raise Left(interview) from None
            self.keep(interview)

    def _asked(self, step: Ask, interview: Interview) -> Interview:
        self._show(step.question, number=step.number)
        while True:
            answer = self._read(step.question)
            if isinstance(answer, Command):
                changed = self._commanded(answer.name, step.question, interview)
                if changed is not None:
                    return changed
                continue
            try:
                after = self.interviewer.answer(interview, step.question.id, answer)
            except CaseError as error:
                self._misfit(error)
                continue
            self._echo(step.question, answer)
            if step.question.id == "own-words" and after.own_words:
                after = self._confirmed(after)
            if step.question.id == "for-whom" and answer == "someone-else":
                told = _("From here on, “you” means the person who has the pain.")
                self._line(told, style="bold")
            return after

    def _confirmed(self, interview: Interview) -> Interview:
        """Return the interview with what the person agrees to of what was understood of their own words."""
        try:
            shown = self.interviewer.understood(interview.own_words, interview)
        except CaseError as error:
            told = _("Too long to be read: %(expected)s.", expected=error.problems[0].expected)
            self._line(told, style="yellow")
            return interview
        if not shown:
            return interview
        base = self.interviewer.knowledge.base
        given = Confirming(console=self.console, ask=self._ask, base=base).agreed(shown)
        return self.interviewer.agreed(interview, given, shown).interview

    def _echo(self, question: Question, answer: Given) -> None:
        """Say how a number was read, with its unit, and what an empty line was taken for."""
        if question.kind == "number" and not isinstance(answer, str):
            told = _(
                "Read as %(number)s. Type %(change)s if that is wrong.",
                number=read_as(question, answer),
                **own_words(),
            )
            self._line(told, style="dim")
        elif question.kind == "several" and isinstance(answer, Mapping):
            words = _said_lines(question, answer)
            if words == _none_of_these():
                told = _(
                    "Noted: none of these %(number)s. Type %(change)s if that is wrong.",
                    number=len({option.finding for option in question.options}),
                    **own_words(),
                )
                self._line(told, style="dim")

    def _read(self, question: Question) -> Given | Command:
        while True:
            try:
                return read(self._ask("> "), question, regions=self.interviewer.knowledge.base.regions)
            except Misread as misread:
                self._line(str(misread), style="yellow")

    def _commanded(self, name: str, question: Question, interview: Interview) -> Interview | None:
        """Return the interview that a command leads to; None where the question simply stands."""
        if name == "why":
            self._line(self.interviewer.why(interview, question).text, style="italic")
        elif name == "more" and question.kind == "regions":
            self._regions(0)
        elif name == "more" and question.more:
            self._lines(question.more, first=len(question.options) + 1)
        elif name == "back":
            return interview.back()
        elif name == "stop":
            return self.interviewer.end(interview)
        elif name == "change":
            return self._change(interview)
        else:
            self._line("\n".join(part for part in (question.help, _help()) if part))
        return None

    def _change(self, interview: Interview) -> Interview:
        put = self.interviewer.put(interview)
        if not put:
            self._line(_("There is no answer yet."))
            return interview
        for number, (question, given) in enumerate(put, 1):
            self._line(f"{number:>2}  {question.text} {said(question, given, self.interviewer)}")
        self._line(_("Which one? Type its number, or Enter to leave them as they are."))
        place = place_in(self._ask("> ").strip(), len(put))
        if place is None:
            return interview
        question = put[place - 1][0]
        self._show(question, number=place)
        answer = self._read(question)
        if isinstance(answer, Command):
            return interview
        try:
            changed = self.interviewer.change(interview, question.id, answer)
        except CaseError as error:
            self._misfit(error)
            return interview
        for each in changed.dropped:
            what = each.what or self._named(each.question)
            self._line(_("Left out: %(what)s (%(why)s).", what=what, why=each.why), style="yellow")
        return changed.interview

    def _misfit(self, error: CaseError) -> None:
        told = _("That does not fit: %(expected)s.", expected=error.problems[0].expected)
        self._line(told, style="yellow")

    def _named(self, question: str) -> str:
        finding = self.interviewer.knowledge.base.findings.get(question)
        return finding.name if finding else question

    def _stopped(self, stop: Stop, interview: Interview) -> Interview | None:
        """Show why it stops; return the interview where the person goes on, else None."""
        self.console.print()
        if stop.kind == "emergency":
            self._line(_("Please read this now."), style="bold white on red")
            for line in stop.do_now:
                self._line(line, style="bold")
        self._line(stop.reason)
        if stop.greatest_value is not None:
            least = self.interviewer.knowledge.base.interview.stopping.epsilon
            told = _(
                "Best question left: expected gain %(gain)s; questions stop at %(least)s.",
                gain=with_point_of(f"{stop.greatest_value:.3f}"),
                least=with_point_of(f"{least:g}"),
            )
            self._line(told, style="dim")
        if stop.still_open:
            self._line(_("Still open: %(signs)s.", signs=parted(stop.still_open)), style="dim")
        if stop.kind == "emergency" and self._agrees(
            _("Go on with the questions all the same? Enter alone: no, stop here and get help.")
        ):
            return self.interviewer.go_on(interview)
        if interview.audience == "patient" and not interview.examining and stop.kind != "emergency":
            return self._examination(interview)
        return None

    def _last_words(self, stop: Stop, interview: Interview) -> Interview:
        """Ask what the person fears and hopes; an empty line or a command passes over."""
        for question in self.interviewer.last_words(interview, stop):
            self._line(question.text, style="bold")
            self._line(_("%(help)s Enter alone passes over.", help=question.help), style="dim")
            answer = self._read(question)
            given = SKIPPED if isinstance(answer, Command) else answer
            interview = self.interviewer.answer(interview, question.id, given)
            self.keep(interview)
        return interview

    def _examination(self, interview: Interview) -> Interview | None:
        tests = self.interviewer.examinations(interview)
        if not tests:
            return None
        self._line(_("Tests worth doing now, with the probability before and after:"), style="bold")
        for test in tests:
            self._test(test)
        return (
            self.interviewer.examine(interview)
            if self._agrees(_("Enter examination findings now?"))
            else None
        )

    def _test(self, test: "Examination") -> None:
        base = self.interviewer.knowledge.base
        finding = base.findings[test.finding]
        self._line(finding.name, style="bold")
        for each in test.outcomes:
            state = _STATES.get(each.state) or finding.state_names.get(each.state, "")
            condition = base.conditions[each.condition].name
            level = _LEVELS.get(each.urgency)
            urgency = f"; {level}" if level else ""
            moved = f"{condition} {_share(each.before)} → {_share(each.after)}"
            self._line(f"  {state} ({_share(each.chance)}): {moved}{urgency}")

    def _agrees(self, question: str) -> bool:
        self._line(
            _("%(question)s (%(y)s/%(n)s)", question=question, y=own_words()["y"], n=own_words()["n"].upper())
        )
        return agrees(self._ask("> "))

    def _show(self, question: Question, *, number: int) -> None:
        self.console.print()
        if question.said:
            self._line(_("You wrote “%(words)s”.", words=question.said), style="dim")
        self._line(f"{number}. {question.text}", style="bold")
        for place, line in enumerate(question.steps, 1):
            self._line(f"   {place}) {line}")
        if question.caution:
            self._line(question.caution, style="yellow")
        elif question.kind == "regions":
            self._line(_("Mark every place that hurts, not only the worst one."), style="dim")
        if question.kind == "regions":
            self._regions(NEAR)
        if question.marked:
            places = listed(
                [self.interviewer.knowledge.base.regions[name].plain for name in question.marked], "apart"
            )
            self._line(_("Marked so far: %(places)s. Enter alone keeps them.", places=places))
        self._options(question)
        self._line(_hint(question), style="dim")

    def _options(self, question: Question) -> None:
        if question.kind == "number":
            for mark, option in zip("abcdefghij", question.options, strict=False):
                self._item(mark, option.text)
            return
        self._lines(question.options, first=1)
        if question.more:
            self._line(_("%(more)s: something else", **own_words()), style="dim")

    def _lines(self, options: Sequence[Option], *, first: int) -> None:
        heading = ""
        for number, option in enumerate(options, first):
            if option.heading != heading:
                heading = option.heading
                self._line(heading, style="underline")
            self._item(str(number), option.text)

    def _regions(self, most: int) -> None:
        base = self.interviewer.knowledge.base
        plain = {region.base: region.plain for region in base.regions.values()}
        for number, name in enumerate(bases(base.regions), 1):
            if not most or number <= most:
                self._item(str(number), plain[name])
        if most:
            self._line(_("%(more)s: further places", **own_words()), style="dim")

    def _item(self, mark: str, text: str) -> None:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(min_width=3, justify="right")
        grid.add_column()
        grid.add_row(Text(mark), Text(text))
        self.console.print(grid)

    def _line(self, text: str, *, style: str = "") -> None:
        self.console.print(Text(text, style=style))


def _share(probability: float) -> str:
    """Return a probability as a person reads it: never "0%" for what is merely rare."""
    rare = 0.01
    if probability < rare:
        return isolated(f"<{written_percent(rare)}")
    return (
        isolated(f">{written_percent(1 - rare)}") if probability > 1 - rare else written_percent(probability)
    )


def _none_of_these() -> str:
    return _("none of these")


def _help() -> str:
    return _(
        "?  I don't know\n%(skip)s  pass over\n%(why)s  why do you ask?\n%(back)s  the question before\n"
        "%(change)s  change an earlier answer\n%(stop)s  stop here and see the advice\n"
        "Ctrl-C  leave; your answers are kept",
        **own_words(),
    )


_HINTS = {
    "yes-no": later("%(y)s or %(n)s; ? don't know; %(why)s; %(back)s; %(stop)s"),
    "choice": later("a number; ? don't know; %(why)s; %(back)s; %(stop)s"),
    "several": later(
        "numbers, such as 1 3; 2? not sure; Enter alone means none of these; %(why)s; %(back)s; %(stop)s"
    ),
    "regions": later(
        "numbers with %(l)s, %(r)s or %(b)s for left, right, both: 5%(l)s 12%(l)s; ? don't know"
    ),
    "text": later("a few words, or Enter to pass over"),
}


def _hint(question: Question) -> str:
    words = own_words()
    if question.kind != "number":
        return _(_HINTS[question.kind], **words)
    hint = (
        later("a number (%(units)s) or a letter; ? don't know; %(why)s; %(back)s; %(stop)s")
        if question.options
        else later("a number (%(units)s); ? don't know; %(why)s; %(back)s; %(stop)s")
    )
    return _(hint, units=unit_words(question.units), **words)


def said(question: Question, given: Given, interviewer: "Interviewer") -> str:
    """Return an answer in words."""
    if isinstance(given, str):
        words = {option.id: option.text for option in question.lines}
        return PASSED_OVER.get(given) or words.get(given, given)
    if isinstance(given, tuple):
        return listed([interviewer.knowledge.base.regions[name].plain for name in given], "apart")
    if isinstance(given, Mapping):
        return _said_lines(question, given)
    return read_as(question, given)


def read_as(question: Question, given: Given) -> str:
    """Return a number as it was read, with its unit."""
    if isinstance(given, Mapping):
        return str(Quantity(value=float(given["value"]), unit=str(given["unit"])))
    assert isinstance(given, int | float)  # noqa: S101 - the answer to a question for a number
    return str(Quantity(value=float(given), unit=question.units[0] if question.units else ""))


def _said_lines(question: Question, given: Mapping[str, str | float]) -> str:
    if "value" in given:
        return read_as(question, given)
    ticked = [
        o.text for o in question.lines if given.get(o.finding) in (o.state, "ask") and o.state != o.nothing
    ]
    unsure = sum(1 for state in given.values() if state in PASSED_OVER)
    words = parted(ticked) or (PASSED_OVER["unknown"] if unsure == len(given) else _none_of_these())
    return (
        _("%(answers)s (%(number)s not known)", answers=words, number=unsure) if unsure and ticked else words
    )
