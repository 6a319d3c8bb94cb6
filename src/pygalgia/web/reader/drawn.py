"""A reader's page: the same for everybody, so that a browser may keep it."""

from hashlib import sha256
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from pygalgia.web.content import words as reader_words
from pygalgia.web.edge.pages import page


def drawn(request: Request, template: str, **context: Any) -> Response:  # noqa: ANN401 - what templates are given
    """Return a page that is the same for everybody: a browser keeps it and asks whether it is still good."""
    response = page(request, template, words=reader_words, **context)
    tag = f'"{sha256(response.body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "public, no-cache"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response
