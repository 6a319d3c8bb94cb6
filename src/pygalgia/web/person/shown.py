"""What the page of a question shows when it opens, and whether an answer belongs to what was shown.

A page may be old when it is sent: answers were changed in another window, lines came or went. So a page
says what it showed (`ticket`), and what was left as it stood keeps what was stored (`as_before`): nothing
that the person never saw, and nothing that they left alone, turns into a "no".
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from pygalgia.domain.written_number import figure
from pygalgia.interview import ASK, Given, Option, Question
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.web.edge.forms import Form

_NOT_SAID = (UNKNOWN, SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What is filled in when the page of a question opens.

    Attributes:
        ticks: Values of ticked lines, marked regions and chosen answers.
        unsure: Values of lines that are marked as not sure.
        none: Whether "none of these" is ticked.
        typed: What stands in the field of a number or of a text.
        unit: The unit that is chosen; empty for the first.
    """

    ticks: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    none: bool = False
    typed: str = ""
    unit: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all is filled in."""
        return self == _BLANK


_BLANK = Opened()


def ticket(question: Question, given: Given | None = None) -> str:
    """Return what a page says of itself: the question, its lines and what was stored when it was drawn."""
    # A line behind "more" says nothing unless it is ticked: one that came into sight since is a new one.
    lines = [sorted(option.id for option in each) for each in (question.options, question.more)]
    stored = sorted(given.items()) if isinstance(given, Mapping) else given
    return sha256(repr((question.id, question.kind, lines, stored)).encode()).hexdigest()[:16]


def refilled(form: Form, *, typed: str | None = None, unit: str = "") -> Opened:
    """Return a page filled in as a form was sent: nothing has to be done twice because of one fault."""
    sent = form.word("text") or form.word("value")
    return Opened(
        # Beside a number, a chosen answer is in doubt: the number stays, and can be emptied.
        ticks=frozenset(
            value
            for name in ("tick", "region", *(() if form.word("value") else ("answer",)))
            for value in form.words(name)
        ),
        unsure=frozenset(form.words("unsure")),
        none=bool(form.word("none")),
        typed=sent if typed is None else typed,
        unit=unit or form.word("unit"),
    )


def opened(question: Question, given: Given | None) -> Opened:
    """Return the page of a question as it opens where it was answered before."""
    if given is None or (given in _NOT_SAID and question.kind != "several"):
        return Opened(ticks=frozenset(question.marked))
    if question.kind == "several":
        return _opened_list(question, given)
    if isinstance(given, Mapping):
        return Opened(typed=figure(float(given["value"])), unit=str(given["unit"]))
    if isinstance(given, tuple):
        return Opened(ticks=frozenset(given))
    if isinstance(given, str):
        return Opened(ticks=frozenset({given}), typed=given if question.kind == "text" else "")
    return Opened(typed=figure(given))


def _opened_list(question: Question, given: Given) -> Opened:
    said = given if isinstance(given, Mapping) else dict.fromkeys(question.findings, str(given))
    ticked = frozenset(each.id for each in question.lines if _is_ticked(each, said))
    settled = {each.finding for each in question.lines if each.id in ticked}
    unsure = frozenset(
        each.id
        for each in question.options
        if each.finding not in settled and said.get(each.finding, UNKNOWN) != each.nothing
    )
    return Opened(ticks=ticked, unsure=unsure, none=not ticked and not unsure)


def _is_ticked(line: Option, said: Mapping[str, str | float]) -> bool:
    return said.get(line.finding) == (line.state or ASK)


def as_before(question: Question, before: Given, new: Given) -> Given:
    """Return an answer with everything that was left as the page showed it as it was stored before."""
    if new in _NOT_SAID and before in _NOT_SAID:
        return before
    if isinstance(new, tuple) and isinstance(before, tuple):
        return before if set(new) == set(before) else new
    if question.kind != "several" or not isinstance(new, Mapping):
        return new
    shown = _opened_list(question, before)
    untouched = question.ticked(shown.ticks, unsure=shown.unsure)
    stored = before if isinstance(before, Mapping) else dict.fromkeys(new, str(before))
    return {
        name: stored.get(name, said) if untouched.get(name) == said else said for name, said in new.items()
    }
