"""What a route raises where it cannot answer. `edge.problem_answers` draws it."""

from starlette.exceptions import HTTPException

from pygalgia.errors import MOST_LISTED, Problem
from pygalgia.texts import _, speaks_english

_LONGEST_NAME = 80


class WebProblem(HTTPException):
    """An answer that is an error.

    Attributes:
        slug: Ends the type's address: `/problems/<slug>`.
        title: What went wrong, for people.
        detail: What to do.
        problems: The first hundred.
        more: How many there are beside them.
    """

    def __init__(
        self,
        *,
        status: int,
        slug: str,
        title: str,
        detail: str = "",
        problems: tuple[Problem, ...] = (),
        more: int = 0,
        headers: dict[str, str] | None = None,
    ) -> None:
        # An HTTPException, because FastAPI takes any other exception while a body is read for a bad body.
        super().__init__(status_code=status, detail=detail, headers=headers)
        self.slug = slug
        self.title = title
        self.problems = problems[:MOST_LISTED]
        self.more = more + len(problems) - len(self.problems)


#: The page that says which answers an update of the knowledge left out.
TELLS_WHAT_WAS_LOST = "/interview/answers"


#: Where an editor sets a second factor up.
SETS_A_SECOND_FACTOR_UP = "/editor/second-factor"


class AnswersLost(Exception):  # noqa: N818 - not an error: it leads to the page that says so
    """An update of the knowledge left some answers out, and the person was not told yet."""


class LoginNeeded(Exception):  # noqa: N818 - not an error: it leads to the login page
    """The page is for editors and nobody is logged in."""


class SecondFactorNeeded(Exception):  # noqa: N818 - not an error: it leads to where one is set up
    """Whoever is logged in has no second factor, and here everybody needs one."""


def not_found(what: str, name: str = "") -> WebProblem:
    """Return the problem of something that is not there.

    Args:
        what: What was asked for, as an English noun; another language says it without.
        name: What it was called.
    """
    return WebProblem(
        status=404,
        slug="not-found",
        title=_("This page is not here"),
        detail=_missing(what, name[:_LONGEST_NAME]),
    )


def _missing(what: str, name: str) -> str:
    if speaks_english():
        called = f" called “{name}”" if name else ""
        return f"There is no {what}{called}, or no longer."
    if name:
        return _("There is nothing called “%(name)s” here, or no longer.", name=name)
    return _("There is nothing at this address, or no longer.")
