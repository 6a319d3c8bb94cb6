"""The page on which a person confirms, corrects or strikes what was read from their own words."""

from collections.abc import Collection
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from pygalgia.domain.units import UNIT_WORDS
from pygalgia.domain.written_number import Doubt, Quantity, read_quantity
from pygalgia.interview import Given, Understood, UnderstoodLine
from pygalgia.web.bodymap.views import listed
from pygalgia.web.edge.forms import Form
from pygalgia.web.edge.pages import page
from pygalgia.web.edge.services import Here
from pygalgia.web.person.forms import Faulty
from pygalgia.web.visit.forms import Guarded
from pygalgia.web.visit.visit import Visit, visit

router = APIRouter(include_in_schema=False)
PLACE = "/interview/understood"
#: What stands for "leave it out" in a form.
STRUCK = "struck"
#: More options than these are a list to choose from.
MOST_BUTTONS = 3


def has_something_to_confirm(at: Visit) -> bool:
    """Return whether the person's own words say anything that was not answered yet."""
    return bool(_of(at))


@router.get(PLACE)
def show(request: Request, here: Here) -> Response:
    """Show what was understood; lead on where there is nothing to confirm."""
    at = visit(request, here)
    shown = _of(at)
    return _page(request, at, shown) if shown else _to("/interview")


@router.post(PLACE)
def take(request: Request, here: Here, form: Guarded) -> Response:
    """Take what the person agreed to as their answers. What was struck or left open is asked later."""
    at = visit(request, here)
    if form.word("do") == "none":
        return _to("/interview")
    shown = _of(at)
    given, faults = dict[str, Given](), dict[str, str]()
    for line in shown.lines:
        answer = _given(line, form, at.interviewer.knowledge.base.regions)
        if isinstance(answer, Faulty):
            faults[line.question.id] = answer.message
        elif answer is not None:
            given[line.question.id] = answer
    if faults:
        return _page(request, at, shown, form=form, faults=faults)
    at.save(at.interviewer.agreed(at.interview, given, shown).interview)
    return _to("/interview")


def _of(at: Visit) -> Understood:
    words = at.interview.own_words
    return at.interviewer.understood(words, at.interview) if words else Understood()


def _given(line: UnderstoodLine, form: Form, regions: Collection[str]) -> Given | Faulty | None:
    """Return the answer to one line; None where it was struck, left open or not shown."""
    name, question = line.question.id, line.question
    if question.kind == "regions":
        return _places(form, regions) or None
    typed = form.word(f"value-{name}")
    if question.kind == "number" and typed:
        read = read_quantity(typed, question.units)
        return Faulty(read.message) if isinstance(read, Doubt) else {"value": read.value, "unit": read.unit}
    chosen = form.word(f"answer-{name}")
    return chosen if chosen in {option.id for option in question.options} else None


def _places(form: Form, regions: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for each in form.words("region") if each in regions))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line as the page draws it.

    Attributes:
        chosen: The option that is ticked; empty where the person must choose.
        typed: The number that is filled in.
        places: Regions that are ticked.
        time: What was read of its time, in words.
        fault: What is wrong with what was sent.
    """

    line: UnderstoodLine
    chosen: str = ""
    typed: str = ""
    places: tuple[str, ...] = ()
    time: str = ""
    fault: str = ""

    @property
    def has_more_places(self) -> bool:
        """Whether a place is ticked that was not read."""
        read = self.line.proposed
        return bool({*self.places} - ({*read} if isinstance(read, tuple) else set()))


def _page(
    request: Request,
    at: Visit,
    shown: Understood,
    *,
    form: Form | None = None,
    faults: dict[str, str] | None = None,
) -> Response:
    found = faults or {}
    return page(
        request,
        "person/understood.html",
        notice=at.notice,
        status=422 if found else 200,
        shown=shown,
        areas=listed(at.interviewer.knowledge.base.regions),
        rows=[_row(each, form, found) for each in shown.lines],
        struck=STRUCK,
        most_buttons=MOST_BUTTONS,
        units=UNIT_WORDS,
    )


def _row(line: UnderstoodLine, form: Form | None, faults: dict[str, str]) -> Row:
    name, proposed = line.question.id, line.proposed
    if form is not None:
        return Row(
            line=line,
            chosen=form.word(f"answer-{name}"),
            typed=form.word(f"value-{name}"),
            places=tuple(form.words("region")),
            fault=faults.get(name, ""),
        )
    if isinstance(proposed, str):
        return Row(line=line, chosen=proposed)
    if isinstance(proposed, tuple):
        return Row(line=line, places=proposed)
    if isinstance(proposed, float | int) or proposed is None:
        return Row(line=line)
    return Row(line=line, typed=str(Quantity(value=float(proposed["value"]), unit=str(proposed["unit"]))))


def _to(place: str) -> RedirectResponse:
    return RedirectResponse(place, status_code=303)
