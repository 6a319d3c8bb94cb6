"""Who calls: a registered client that proves it by a signed token, or anybody where that is allowed."""

from fastapi import Request

from pygalgia.errors import Problem
from pygalgia.records.smart.clients import TokenError
from pygalgia.web.edge.problems import WebProblem
from pygalgia.web.edge.services import Here

#: Who calls where nobody has to prove who they are.
OPEN = "open"


def caller(request: Request, here: Here) -> str:
    """Return who calls: the issuer of a token; `open` where anybody may.

    Raises:
        WebProblem: 401.
    """
    clients = here.hook_clients
    if clients is None:
        if here.settings.hooks_open:
            return OPEN
        problem = Problem(
            where="this server", found="no registered client", expected="PYGALGIA_HOOK_CLIENTS",
            fix="register the clients; to try it out on your own machine, PYGALGIA_HOOKS_OPEN=1",
        )  # fmt: skip
        raise _refusal(problem)
    base = here.settings.public_url or str(request.base_url).rstrip("/")
    try:
        return clients.verified(
            request.headers.get("authorization", ""),
            audience=base + request.url.path,
            now=here.database.clock().timestamp(),
        )
    except TokenError as error:
        raise _refusal(error.problem) from error


def _refusal(problem: Problem) -> WebProblem:
    return WebProblem(
        status=401,
        slug="client",
        title="This client is not known",
        problems=(problem,),
        headers={"WWW-Authenticate": "Bearer"},
    )
