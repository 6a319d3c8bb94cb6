"""Read a posted form: text only, each field within its length, every problem at once."""

from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from pygalgia.errors import Problem
from pygalgia.texts import _
from pygalgia.web.edge.bodies import refuse_charset
from pygalgia.web.edge.problems import WebProblem

_MOST_FIELDS = 400


class Form:
    """The text fields of a form; asking for one that is missing gives an empty text."""

    def __init__(self, data: FormData) -> None:
        self._data = data
        self.problems: list[Problem] = []

    def text(self, name: str, *, most: int, needed: bool = False) -> str:
        """Return a field, trimmed; notes a problem where it is too long, or needed and empty."""
        value = self._data.get(name, "")
        if isinstance(value, UploadFile):
            self._note(name, found="a file", expected="text", fix="write it in words")
            return ""
        text = _without_nul(value).replace("\r\n", "\n").strip()
        if len(text) > most:
            self._note(
                name, found=f"{len(text):,} characters", expected=f"at most {most:,}", fix="shorten it"
            )
        if needed and not text:
            self._note(name, found="nothing", expected="some text", fix="fill it in")
        return text

    def lines(self, name: str, *, most: int) -> str:
        """Return a field of several lines with its indents; notes a problem where it is too long."""
        self.text(name, most=most, needed=True)
        value = self._data.get(name, "")
        return _without_nul(value).replace("\r\n", "\n") if isinstance(value, str) else ""

    def word(self, name: str) -> str:
        """Return a field without spaces around it, whatever its length; empty where there is no text."""
        value = self._data.get(name, "")
        return _without_nul(value).strip() if isinstance(value, str) else ""

    def words(self, name: str) -> list[str]:
        """Return every value of a field that may come several times."""
        return [_without_nul(value) for value in self._data.getlist(name) if isinstance(value, str)]

    @property
    def names(self) -> list[str]:
        """The fields that were sent, each once."""
        return list(dict.fromkeys(self._data))

    def carries(self, token: str) -> bool:
        """Return whether the form sends back a token (`edge.cookies.csrf_token`) that our page gave it."""
        return compare_digest(self.word("csrf").partition("_")[0].encode(), token.encode())

    @property
    def shown(self) -> str:
        """What the page showed, as the page itself put it behind the token; empty where it did not say."""
        return self.word("csrf").partition("_")[2]

    def refuse_problems(self) -> None:
        """Raise what is wrong with the form, if anything is.

        Raises:
            WebProblem: with every problem; 422.
        """
        if self.problems:
            raise WebProblem(
                status=422,
                slug="input",
                title=_("There is something wrong with the form"),
                detail=_("Go back, correct it, and send it again."),
                problems=tuple(self.problems),
            )

    def _note(self, name: str, *, found: str, expected: str, fix: str) -> None:
        self.problems.append(Problem(where=name, found=found, expected=expected, fix=fix))


def _without_nul(text: str) -> str:
    """Return a text that can be kept: no NUL, which PostgreSQL does not take, and no half characters."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


async def read_form(request: Request) -> Form:
    """Return the form of a request; files are refused as they arrive, and every encoding but UTF-8.

    Raises:
        WebProblem: 415 where it is in another encoding.
    """
    refuse_charset(request)
    return Form(await request.form(max_files=0, max_fields=_MOST_FIELDS))


#: Write `form: Posted` in a route's parameters to read its form.
Posted = Annotated[Form, Depends(read_form)]
