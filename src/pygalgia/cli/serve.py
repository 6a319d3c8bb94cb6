"""`pygalgia serve`: the web application on this machine."""

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pygalgia.errors import Problem, RequestError

if TYPE_CHECKING:
    from fastapi import FastAPI

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    *,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer.", min=1, max=64)] = 1,
) -> None:
    """Serve the web application; stop it with Ctrl+C. Settings: docs/web.md."""
    from pygalgia.web.app import create_app, draw_ahead, give_back, in_one_arena, keep_room
    from pygalgia.web.edge import settings as web_settings

    settings = web_settings.from_environment()
    _require_free(host, port)
    in_one_arena()
    # Made here even where workers make their own: what is wrong is said now, and they do not race to upgrade.
    app = create_app(settings)
    keep_room(app)
    draw_ahead(app)
    give_back()
    database = app.state.services.database
    typer.echo(f"pygalgia is on http://{_shown(host)}:{port}   (Ctrl+C stops it)")
    where = database.engine.url.render_as_string(hide_password=True)
    typer.echo(f"Answers are kept in {where}, {settings.keep_days} days after the last save.")
    if host not in _LOOPBACK:
        typer.echo(f"Other machines can reach it. Host names answered: {', '.join(settings.hosts)}", err=True)
    sys.stdout.flush()
    if workers > 1:
        database.close()
        _share_counts()
    _run(app if workers == 1 else "pygalgia.web.app:from_environment", host, port, workers=workers)


def _run(app: "FastAPI | str", host: str, port: int, *, workers: int) -> None:
    import uvicorn

    from pygalgia.web.edge.connections import LOGGING, LOGGING_LINES, Patient, most_connections

    Patient.most = most_connections()
    # No access log: private links are addresses, and addresses would be in it.
    uvicorn.run(
        app,
        factory=isinstance(app, str),
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_config=LOGGING_LINES if os.environ.get("PYGALGIA_LOG") == "json" else LOGGING,
        log_level="warning",
        http="pygalgia.web.edge.connections:Patient",
        ws="none",
        # As many are accepted in one go: they must fit beside those that are held.
        backlog=64,
        server_header=False,
        date_header=True,
        timeout_keep_alive=15,
        # Told to stop, a process answers what it was asked and takes nothing new.
        timeout_graceful_shutdown=30,
        # A process that has not answered for so long is started anew. On a machine with much else to do the
        # five seconds of the library are over before one has begun, and it would be ended again and again.
        timeout_worker_healthcheck=60,
        forwarded_allow_ips=os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"),
    )


def _share_counts() -> None:
    """Let the processes count together: whichever is asked for `/metrics` speaks for all."""
    import atexit
    import shutil
    import tempfile

    from pygalgia.web.edge.watching import SHARED_COUNTS

    if SHARED_COUNTS not in os.environ:
        folder = tempfile.mkdtemp(prefix="pygalgia-counts-")
        os.environ[SHARED_COUNTS] = folder
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _require_free(host: str, port: int) -> None:
    import socket

    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        problem = Problem(
            where=f"{host}:{port}",
            found=error.strerror or str(error),
            expected="an address and port that are free",
            fix=f"stop what is using it, or choose another port: pygalgia serve --port {port % 65535 + 1}",
        )
        raise RequestError([problem]) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
