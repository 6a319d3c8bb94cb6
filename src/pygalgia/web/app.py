"""Make the application: one router for each area, one shape of error, one set of security headers."""

import ctypes
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio import to_thread
from fastapi import FastAPI
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import Scope

import pygalgia
from pygalgia import __version__
from pygalgia.store import schema
from pygalgia.store.database import Clock, now, open_database
from pygalgia.store.rates import SharedRates
from pygalgia.web import api, clinician, editor, person, reader, records
from pygalgia.web.edge import pages, problem_answers, retention, security, watching
from pygalgia.web.edge import settings as settings_module
from pygalgia.web.edge.at_once import THREADS
from pygalgia.web.edge.services import Services
from pygalgia.web.edge.settings import Settings
from pygalgia.web.edge.tongues import Tongues

#: What makes up the application, in order: the first that knows an address answers. Most ask for a person's.
AREAS = (person, api, records, editor, clinician, reader)
_A_YEAR = 31_536_000
#: As malloc.h has it.
_M_ARENA_MAX = -8


def create_app(
    settings: Settings, *, knowledge: pygalgia.Knowledge | None = None, clock: Clock = now
) -> FastAPI:
    """Return the application, ready to serve.

    Args:
        knowledge: What to assess with; by default the knowledge that ships with the package.
        clock: What time it is, in UTC.

    Raises:
        RequestError: the database cannot be opened or has another schema, or a file of the settings is wrong.
        KnowledgeError: the knowledge is broken.
    """
    database = open_database(settings.database_url, clock=clock, connections=settings.database_connections)
    if settings.upgrade_at_start:
        schema.upgrade(database)
    schema.require_newest(database)
    here = Services(settings=settings, english=knowledge or pygalgia.load(shared=True), database=database)
    here.refuse_wrong_files()
    catalogue = here.catalogue
    digest = catalogue.digest if knowledge else catalogue.kept_digest
    here.content.publish(catalogue.listed(), digest=digest)
    app = FastAPI(
        title="pygalgia",
        version=__version__,
        summary="Open, cited, verifiable assessment of pain in the buttocks.",
        description="It informs; it does not replace a clinician.",
        docs_url=None,  # its pages load scripts from elsewhere: refused here, by rule and by policy
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
        lifespan=_lifespan,
        # What it would tell holds whole addresses, which open cases, and the texts of errors. See `watching`.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.services = here
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts))
    security.protect(app, settings)
    app.add_middleware(watching.Watch, database=database, token=settings.metrics_token, leaving=here.leaving)
    # Round the guards too: what they refuse, they refuse in the language of the person.
    app.add_middleware(Tongues)
    problem_answers.install(app)
    app.router.routes.extend(person.MOST_ASKED)
    app.mount("/static", _Static(directory=pages.STATIC), name="static")
    for area in AREAS:
        app.include_router(area.router)
    return app


def from_environment() -> FastAPI:
    """Return the application with the settings of the environment: what `uvicorn --factory` calls."""
    in_one_arena()
    app = create_app(settings_module.from_environment())
    keep_room(app)
    draw_ahead(app)
    # The knowledge stays to the end: looking through it for rubbish again and again costs a tenth of a page.
    gc.collect()
    gc.freeze()
    give_back()
    return app


def in_one_arena() -> None:
    """Let all threads take memory from one place: each would keep what it once needed for itself.

    Twelve people at once left 30 MB so. One thread runs Python at a time: none waits for another's memory.
    """
    _tell_glibc("mallopt", _M_ARENA_MAX, 1)


def give_back() -> None:
    """Give memory back that was needed to start alone: compiling and drawing may leave 60 MB."""
    _tell_glibc("malloc_trim", 0)


def _tell_glibc(function: str, *given: int) -> None:
    # Only glibc has these; elsewhere memory is looked after otherwise.
    with suppress(OSError, AttributeError, TypeError):
        getattr(ctypes.CDLL(None), function)(*given)


def keep_room(app: FastAPI) -> None:
    """Set room aside on the disk, so that people can delete when it is full."""
    here: Services = app.state.services
    if here.database.room is not None:
        here.database.room.take()


def draw_ahead(app: FastAPI) -> None:
    """Draw the tables behind the intervals, which the processes share, before anybody waits for a result."""
    here: Services = app.state.services
    here.english.draw_ahead()


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    here: Services = app.state.services
    to_thread.current_default_thread_limiter().total_tokens = THREADS
    async with retention.in_background(
        here.interviews, here.reports, SharedRates(here.database), here.logins
    ):
        with here.leaving.heard():
            yield
    here.database.close()


class _Static(StaticFiles):
    """Static files: for ever where the address names the content, else asked about each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        forever = scope["query_string"].startswith(b"v=")
        response.headers["Cache-Control"] = f"public, max-age={_A_YEAR}, immutable" if forever else "no-cache"
        return response
