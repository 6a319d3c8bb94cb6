"""Settings of the web application, from the environment; every wrong one is named at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from pygalgia.errors import Problem, RequestError
from pygalgia.reading import Problems
from pygalgia.store.database import CONNECTIONS, default_url
from pygalgia.store.interviews import KEEP_DAYS

_PREFIX = "PYGALGIA_"
_SHORTEST_TOKEN = 16
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the application runs.

    Attributes:
        database_url: SQLite file or PostgreSQL (`PYGALGIA_DATABASE_URL`).
        public_url: The address that people see, without a slash at the end, for feeds and links
            (`PYGALGIA_PUBLIC_URL`); empty: that of the request.
        hosts: Host names that are answered (`PYGALGIA_HOSTS`, comma-separated). Others are refused, so
            that a foreign page cannot reach a program on this machine through a name of its own.
        keep_days: Days that an interview is kept after it was last saved, 1 to 3650 (`PYGALGIA_KEEP_DAYS`).
        requests_per_minute: Requests of one address to the API in a minute, 0 for no limit
            (`PYGALGIA_REQUESTS_PER_MINUTE`).
        largest_body: Largest request body in bytes (`PYGALGIA_LARGEST_BODY`).
        largest_record: The same for requests of health records, which hold a whole bundle
            (`PYGALGIA_LARGEST_RECORD`).
        record_codes: Files of further codes of records (`PYGALGIA_RECORD_CODES`, separated by colons).
        hook_clients: File of the programs that may call CDS Hooks, with their public keys; empty: none
            (`PYGALGIA_HOOK_CLIENTS`).
        hooks_open: Whether CDS Hooks answers anybody where no clients are registered
            (`PYGALGIA_HOOKS_OPEN=1`): to try it out.
        hook_origins: Origins of web pages that may call CDS Hooks and FHIR (`PYGALGIA_HOOK_ORIGINS`,
            comma-separated; `*` for every one, the default: the token is what is trusted).
        metrics_token: What `/metrics` asks for as `Authorization: Bearer ...`; empty: no such page
            (`PYGALGIA_METRICS_TOKEN`).
        database_connections: Most connections of this process to PostgreSQL, 2 to 500
            (`PYGALGIA_DATABASE_CONNECTIONS`).
        drain_seconds: How long a process that is told to stop goes on taking connections while `/readyz` says
            that it leaves, 0 to 600 (`PYGALGIA_DRAIN_SECONDS`).
        share_limits: Whether what one address may ask for is counted in the database, for all processes
            together (`PYGALGIA_SHARE_LIMITS`, 0 or 1; by default where it is PostgreSQL).
        smart_servers: File of the servers of records that may launch us (`PYGALGIA_SMART_SERVERS`); empty:
            none.
        second_factor_needed: Whether an editor without a second factor gets no further than to set one up
            (`PYGALGIA_SECOND_FACTOR_NEEDED`, 0 or 1).
        upgrade_at_start: Whether the schema is brought up to date when the application starts.
    """

    database_url: str
    public_url: str = ""
    hosts: tuple[str, ...] = _LOOPBACK
    keep_days: int = KEEP_DAYS
    requests_per_minute: int = 600
    largest_body: int = 262_144
    largest_record: int = 5_000_000
    record_codes: tuple[str, ...] = ()
    hook_clients: str = ""
    hooks_open: bool = False
    hook_origins: tuple[str, ...] = ("*",)
    metrics_token: str = ""
    database_connections: int = CONNECTIONS
    drain_seconds: int = 0
    share_limits: bool = False
    smart_servers: str = ""
    second_factor_needed: bool = False
    upgrade_at_start: bool = True


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings that the environment asks for.

    Raises:
        RequestError: with every setting that is wrong.
    """
    problems = Problems()
    public = environment.get(_PREFIX + "PUBLIC_URL", "").rstrip("/")
    hosts = tuple(name.strip() for name in environment.get(_PREFIX + "HOSTS", "").split(",") if name.strip())
    parts = urlsplit(public)
    if public and (parts.scheme not in ("http", "https") or not parts.hostname):
        problems.add(
            _PREFIX + "PUBLIC_URL", found=repr(public), expected="an address such as https://pain.example.org",
            fix="correct it, or unset it",
        )  # fmt: skip
    url = environment.get(_PREFIX + "DATABASE_URL") or default_url()
    settings = Settings(
        database_url=url,
        metrics_token=_token(environment, problems),
        share_limits=bool(
            _whole(environment, "SHARE_LIMITS", int(url.startswith("postgres")), (0, 1), problems)
        ),
        second_factor_needed=bool(_whole(environment, "SECOND_FACTOR_NEEDED", 0, (0, 1), problems)),
        database_connections=_whole(environment, "DATABASE_CONNECTIONS", CONNECTIONS, (2, 500), problems),
        drain_seconds=_whole(environment, "DRAIN_SECONDS", 0, (0, 600), problems),
        public_url=public,
        hosts=tuple(dict.fromkeys((*_LOOPBACK, *hosts, *([parts.hostname] if parts.hostname else [])))),
        keep_days=_whole(environment, "KEEP_DAYS", KEEP_DAYS, (1, 3650), problems),
        requests_per_minute=_whole(environment, "REQUESTS_PER_MINUTE", 600, (0, 10_000_000), problems),
        largest_body=_whole(environment, "LARGEST_BODY", 262_144, (4096, 100_000_000), problems),
        largest_record=_whole(environment, "LARGEST_RECORD", 5_000_000, (4096, 100_000_000), problems),
        hook_clients=environment.get(_PREFIX + "HOOK_CLIENTS", ""),
        smart_servers=environment.get(_PREFIX + "SMART_SERVERS", ""),
        hooks_open=environment.get(_PREFIX + "HOOKS_OPEN", "") == "1",
        hook_origins=tuple(
            each.strip() for each in environment.get(_PREFIX + "HOOK_ORIGINS", "*").split(",") if each.strip()
        ),
        record_codes=tuple(
            path for path in environment.get(_PREFIX + "RECORD_CODES", "").split(os.pathsep) if path
        ),
    )
    if problems.found:
        raise RequestError(problems.found)
    return settings


def _token(environment: Mapping[str, str], problems: Problems) -> str:
    token = environment.get(_PREFIX + "METRICS_TOKEN", "")
    if token and not (token.isascii() and token.isprintable() and len(token) >= _SHORTEST_TOKEN):
        problems.add(
            _PREFIX + "METRICS_TOKEN", found=f"{len(token)} characters",
            expected=f"at least {_SHORTEST_TOKEN} characters of ASCII",
            fix="make one, for example with `openssl rand -hex 32`, or unset it",
        )  # fmt: skip
        return ""
    return token


def _whole(
    environment: Mapping[str, str], name: str, default: int, limits: tuple[int, int], problems: Problems
) -> int:
    text = environment.get(_PREFIX + name)
    if text is None:
        return default
    low, high = limits
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    problems.found.append(
        Problem(
            where=_PREFIX + name,
            found=repr(text),
            expected=f"a whole number from {low} to {high}",
            fix=f"correct it, or unset it to use {default}",
        )
    )
    return default
