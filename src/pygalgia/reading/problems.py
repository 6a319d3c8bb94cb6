"""Collect what is wrong, with file and line, until everything has been read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pygalgia.errors import MOST_LISTED, Problem
from pygalgia.reading.document import Document
from pygalgia.reading.expectation import expected
from pygalgia.texts import _, listed, speaks_english

if TYPE_CHECKING:
    from pydantic import BaseModel

Model = TypeVar("Model", bound="BaseModel")
#: Characters of a wrong value that a message shows.
LONGEST_SHOWN = 60
#: A name that is longer than this is nobody's misspelling of an id.
_LONGEST_NAME = 80
_NO_HINT = "use one of the known ids (`pygalgia knowledge list` shows them)"


@dataclass(slots=True)
class Problems:
    """A growing list of problems; nothing is raised before the end."""

    found: list[Problem] = field(default_factory=list)

    def add(self, where: str, *, found: str, expected: str, fix: str | Callable[[], str]) -> None:
        """Note one problem.

        Args:
            where: The place.
            found: What stands there.
            expected: What should.
            fix: What to do. One that takes time to find is only looked for where it will be read.
        """
        if not isinstance(fix, str):
            fix = fix() if len(self.found) < MOST_LISTED else ""
        self.found.append(Problem(where=where, found=found, expected=expected, fix=fix))

    def unknown(self, where: str, *, kind: str, name: str, known: Iterable[str]) -> None:
        """Note an id that does not exist, with the nearest one that does."""
        self.add(
            where,
            found=f"the {kind} {name!r}",
            expected=f"the id of a known {kind}",
            fix=lambda: nearest(name, known),
        )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the closest known names, for an error's `fix`."""
    if len(name) > _LONGEST_NAME:
        return _NO_HINT
    from rapidfuzz import process

    close = [match[0] for match in process.extract(name, list(known), limit=3, score_cutoff=60)]
    if not close:
        return _NO_HINT
    return _("did you mean %(name)s?", name=_or(close))


def _or(names: list[str]) -> str:
    """Return names as alternatives; in English with "or" between all of them."""
    quoted = list(map(repr, names))
    return " or ".join(quoted) if speaks_english() else listed(quoted, "or")


def parse(
    document: Document, model: type[Model], problems: Problems, *, described: str = "docs/knowledge-format.md"
) -> Model | None:
    """Return the document as a model, or None after noting everything that is wrong with it.

    Args:
        document: What was read.
        model: Its form.
        problems: Where to note.
        described: The page that says what such a document may hold.
    """
    problems.found.extend(document.problems)
    if document.problems:
        return None
    from pydantic import ValidationError

    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            location = tuple(detail["loc"])
            key = ".".join(str(part) for part in location) or _("the whole file")
            problems.add(
                document.where(location),
                found=f"{key} = {_short(detail.get('input'))}",
                expected=expected(detail),
                fix=_("see %(page)s for the keys and what each may hold", page=described),
            )
        return None


def _short(given: object) -> str:
    shown = repr(given)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."
