"""Read the JSON that a program sends as strictly as a case file: within bounds, each key once, UTF-8."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from pygalgia.errors import Problem
from pygalgia.reading import (
    RefusedTextError,
    RepeatedKeyError,
    json_value,
    place_refused,
    repeated,
)
from pygalgia.texts import _
from pygalgia.web.edge.problems import WebProblem

_UTF_8 = ("", "utf-8", "utf8", "us-ascii", "ascii")


class BoundedRoute(APIRoute):
    """A route whose JSON bodies are read by the project's own reader."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request, given one that reads strictly."""
        answer = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            refuse_charset(request)
            return await answer(_Strict(request.scope, request.receive))

        return strictly


class _Strict(Request):
    async def json(self) -> object:
        return _value(await self.body())


def refuse_charset(request: Request) -> None:
    """Refuse a body in anything but UTF-8.

    Raises:
        WebProblem: 415.
    """
    _kind, _semicolon, parameters = request.headers.get("content-type", "").partition(";")
    for each in parameters.split(";"):
        name, _equals, value = each.partition("=")
        if name.strip().lower() == "charset" and value.strip(" \"'").lower() not in _UTF_8:
            raise WebProblem(
                status=415,
                slug="charset",
                title=_("This encoding is not read"),
                detail=_("Send text in UTF-8."),
                problems=(
                    Problem(
                        where="Content-Type", found=value.strip(), expected="charset=utf-8", fix="use UTF-8"
                    ),
                ),
            )


def _value(body: bytes) -> object:
    try:
        return json_value(body)
    except RepeatedKeyError as error:
        problems = [
            RepeatedKeyError(str(location[-1])).problem("/body/" + "/".join(map(str, location)))
            for location, _ in repeated(body.decode())
        ] or [error.problem("/body")]
    except RefusedTextError as error:
        problems = [_in_its_place(error, body)]
    raise WebProblem(
        status=422,
        slug="input",
        title=_("There is something wrong with the request"),
        detail=_("Each problem is listed with what to do."),
        problems=tuple(problems),
    )


def _in_its_place(error: RefusedTextError, body: bytes) -> Problem:
    """Return what is wrong with a text that is refused, at the key where it stands."""
    location = None if error.line is not None else place_refused(body.decode(errors="replace"))
    return error.problem("/" + "/".join(("body", *map(str, location or ()))))
