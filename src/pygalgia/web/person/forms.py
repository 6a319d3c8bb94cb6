"""What a form says in answer to a question: taken as it is meant, or asked about."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from pygalgia.domain.written_number import Doubt, Quantity, figure, read_quantity
from pygalgia.interview import Given, Question
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.own_words import LONGEST
from pygalgia.texts import _
from pygalgia.web.edge.forms import Form

_LONGEST_TEXT = LONGEST


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is wrong with a form, in words for the person who filled it in.

    Attributes:
        typed: What stands in the field of a number then; None for what was sent.
        unit: The unit that is chosen then; empty for the one that was sent.
        read: How a number was read that is put to the person once more; see `as_read`.
        is_break: Whether it is not the form that is wrong: the page was an older one, and nothing was stored.
    """

    message: str
    typed: str | None = None
    unit: str = ""
    read: str = ""
    is_break: bool = False


def given_in(form: Form, question: Question) -> Given | Faulty:
    """Return the answer that a form gives to a question, or what is wrong with the form."""
    wanted = form.word("do")
    if wanted in ("unknown", "skip"):
        return UNKNOWN if wanted == "unknown" else SKIPPED
    return _READERS.get(question.kind, _one_of)(form, question)


def _regions(form: Form, _question: Question) -> Given | Faulty:
    chosen = tuple(form.words("region"))
    return chosen or Faulty(_("Mark at least one place that hurts, or choose “I don’t know”."))


def _text(form: Form, _question: Question) -> Given | Faulty:
    return form.word("text")[:_LONGEST_TEXT] or SKIPPED


def _one_of(form: Form, question: Question) -> Given | Faulty:
    answer = form.word("answer")
    if answer in {option.id for option in question.options}:
        return answer
    return Faulty(_("Choose one of the answers, or “I don’t know”."))


def _several(form: Form, question: Question) -> Given | Faulty:
    known = {option.id for option in question.lines}
    ticks = [each for each in form.words("tick") if each in known]
    unsure = [each for each in form.words("unsure") if each in known and each not in ticks]
    none = bool(form.word("none"))
    if none and (ticks or unsure):
        return Faulty(_("You chose “none of these” and a line above it. Which of the two is right?"))
    if not (ticks or unsure or none):
        return Faulty(_("Tick what applies, or “none of these”."))
    return question.ticked(ticks, unsure=unsure)


def _number(form: Form, question: Question) -> Given | Faulty:
    text = form.word("value")
    if not text:
        missing = Faulty(_("Type a number, or choose “I don’t know”."))
        return _one_of(form, question) if question.options else missing
    if form.word("answer"):
        return Faulty(
            _("You wrote a number and chose an answer too. If the answer is right, empty the number.")
        )
    read = read_quantity(text, question.units, chosen=form.word("unit"))
    if isinstance(read, Doubt):
        # A question such as "6 weeks or 6 days?" shows what it takes it for: to send that again agrees.
        shown = f"{read.typed}|{read.unit}" if read.typed and read.unit else ""
        return Faulty(read.message, typed=read.typed, unit=read.unit, read=shown)
    if question.units == ("a",):
        return _age(read.value, question)
    seen = as_read(read)
    if form.word("read") != seen:
        # Without a script nobody has seen yet how it was read: nothing counts before that.
        message = _("You wrote %(read)s. If that is right, press the button once more.", read=read)
        return Faulty(message, typed=figure(read.value), unit=read.unit, read=seen)
    return {"value": read.value, "unit": read.unit}


def as_read(read: Quantity) -> str:
    """Return what a form says of a number that its page has read back: "6|wk"; a script says it likewise.

    Examples:
        >>> as_read(Quantity(value=6.0, unit="wk"))
        '6|wk'
    """
    return f"{figure(read.value)}|{read.unit}"


def _age(value: float, question: Question) -> Given | Faulty:
    low, high = question.minimum or 0.0, question.maximum or math.inf
    if low <= value <= high:
        return value
    return Faulty(_("The age must lie between %(low)s and %(high)s years.", low=f"{low:g}", high=f"{high:g}"))


_READERS: dict[str, Callable[[Form, Question], Given | Faulty]] = {
    "several": _several,
    "regions": _regions,
    "text": _text,
    "number": _number,
}
