"""Calls made from our own OpenAPI description: whatever it allows is answered as it says."""

from collections import Counter
from functools import partial

import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

DESCRIPTION = "/api/v1/openapi.json"
#: Not that everything it allows is accepted: what an answer may be depends on the question.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def application(folder, knowledge):
    """Return an application without limits, whose hooks are open to anybody."""
    url = f"sqlite:///{folder / 'openapi.sqlite3'}"
    return create_app(
        Settings(database_url=url, hosts=("testserver",), requests_per_minute=0, hooks_open=True),
        knowledge=knowledge,
    )


def operations(app):
    """Return every operation that the application describes."""
    schema = schemathesis.openapi.from_asgi(DESCRIPTION, app)
    return [each.ok() for each in schema.get_all_operations()]


def called(operation, examples, start):
    """Call one operation often, with what its description allows; return how often each status came.

    Raises:
        BaseExceptionGroup: an answer was not as described, with the call that shows it.
    """
    statuses = Counter()
    quiet = partial(settings, deadline=None, database=None, suppress_health_check=list(HealthCheck))

    @seed(start)
    @quiet(max_examples=examples)
    @given(operation.as_strategy())
    def call(case):
        answer = case.call()
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    call()
    return statuses
