"""Forms of the person's pages: guarded against other sites, and read into answers."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from pygalgia.interview import Given, Question
from pygalgia.interview.state import SKIPPED, UNKNOWN
from pygalgia.web.edge import cookies
from pygalgia.web.edge.problems import WebProblem

_LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is wrong with a form, in words for the person who filled it in."""

    message: str


async def _checked(request: Request) -> FormData:
    """Return the form of a request that our own page sent.

    Raises:
        WebProblem: 403 where the form does not hold the token that belongs to the cookie.
    """
    form = await request.form()
    wanted = cookies.csrf_token(request, cookies.PERSON)
    if wanted and not compare_digest(str(form.get("csrf", "")).encode(), wanted.encode()):
        raise WebProblem(
            status=403,
            slug="stale-form",
            title="This page was open for too long",
            detail="Go back, load the page again, and send it once more. Nothing is lost.",
        )
    return form


#: Write `form: Form` in a route's parameters to read a guarded form.
Form = Annotated[FormData, Depends(_checked)]


def word(form: FormData, name: str) -> str:
    """Return one field's text without spaces around it; empty where it is missing."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def words(form: FormData, name: str) -> list[str]:
    """Return every value of a field that may come several times."""
    return [value for value in form.getlist(name) if isinstance(value, str)]


def given_in(form: FormData, question: Question) -> Given | Faulty:
    """Return the answer that a form gives to a question, or what is wrong with the form."""
    wanted = word(form, "do")
    if wanted in ("unknown", "skip"):
        return UNKNOWN if wanted == "unknown" else SKIPPED
    return _READERS.get(question.kind, _one_of)(form, question)


def _regions(form: FormData, _question: Question) -> Given | Faulty:
    chosen = tuple(words(form, "region"))
    return chosen or Faulty("Mark at least one place that hurts, or choose “I don’t know”.")


def _text(form: FormData, _question: Question) -> Given | Faulty:
    return word(form, "text")[:_LONGEST_TEXT] or SKIPPED


def _one_of(form: FormData, question: Question) -> Given | Faulty:
    answer = word(form, "answer")
    if answer in {option.id for option in question.options}:
        return answer
    return Faulty("Choose one of the answers, or “I don’t know”.")


def _several(form: FormData, question: Question) -> Given | Faulty:
    known = {option.id for option in question.options}
    ticks = [each for each in words(form, "tick") if each in known]
    unsure = [each for each in words(form, "unsure") if each in known and each not in ticks]
    none = bool(word(form, "none"))
    if none and (ticks or unsure):
        return Faulty("You chose “none of these” and a line above it. Which of the two is right?")
    if not (ticks or unsure or none):
        return Faulty("Tick what applies, or “none of these”.")
    return question.ticked(ticks, unsure=unsure)


def _number(form: FormData, question: Question) -> Given | Faulty:
    text = word(form, "value").replace(",", ".")
    if not text:
        missing = Faulty("Type a number, or choose “I don’t know”.")
        return _one_of(form, question) if question.options else missing
    value = as_number(text)
    unit = word(form, "unit") or question.units[0]
    if value is None or unit not in question.units:
        return Faulty("That is not a number: write it in digits, such as 38 or 38.4.")
    return _age(value, question) if question.units == ("a",) else {"value": value, "unit": unit}


def as_number(text: str) -> float | None:
    """Return the number that a text writes, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _age(value: float, question: Question) -> Given | Faulty:
    low, high = question.minimum or 0.0, question.maximum or math.inf
    if low <= value <= high:
        return value
    return Faulty(f"The age must lie between {low:g} and {high:g} years.")


_READERS: dict[str, Callable[[FormData, Question], Given | Faulty]] = {
    "several": _several,
    "regions": _regions,
    "text": _text,
    "number": _number,
}
