"""Let people answer at a steady rate for a long time, and see whether memory grows or anything fails.

    python benchmarks/soak.py [--minutes 30] [--rate 15] [--workers 2] [--database sqlite|postgresql]

The application is served as `benchmarks/web.py` serves it. So many questions are answered in a second, by
people who each go through a whole interview, read the result and begin anew. At the start and every few
minutes a line says what was answered, how long a round took, and what each process holds: of its own
(RssAnon) + of files that it shares with the others, libraries among them (RssFile).
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from web import OK, SEE_OTHER, Browser, database, filled, processor_seconds, served

#: Answers a second of one person.
_OF_ONE_PERSON = 0.5


@dataclass
class Soak:
    """What has happened since the last line, and in all."""

    seconds: list[float] = field(default_factory=list)
    results: int = 0
    answered: int = 0
    faults: int = 0

    def note(self, status: int, form: list[tuple[str, str]], text: str) -> None:
        """Note an answer that was not taken, or a page that was not drawn, and say so."""
        self.faults += 1
        told = re.sub(r"<[^>]*>|\s+", " ", text.partition("<main")[2])
        print(f"  {status} after {form[1:]}: {told[:300]}", file=sys.stderr)

    def line(self, elapsed: float, server: psutil.Process, used: float) -> str:
        """Return what happened, and begin anew."""
        ordered = sorted(self.seconds) or [0.0]
        p50, p99 = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
        self.answered += len(self.seconds)
        each = 1000 * used / max(len(self.seconds), 1)
        self.seconds = []
        processes = (server, *server.children(recursive=True))
        held = " and ".join(f"{held_by(each):.0f}+{held_by(each, 'RssFile'):.0f}" for each in processes)
        return (
            f"{elapsed / 60:5.1f} min  {self.answered:7d} answered  {self.results:5d} results  "
            f"faults {self.faults}  p50 {p50:4.0f} ms  p99 {p99:5.0f} ms  "
            f"processor {each:5.2f} ms each  {held} MB"
        )


def held_by(process: psutil.Process, kind: str = "RssAnon") -> float:
    """Return the megabytes that a process holds of its own, or of another kind."""
    for line in Path(f"/proc/{process.pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith(f"{kind}:"):
            return int(line.split()[1]) / 1024
    return 0.0


async def person(port: int, until: float, soak: Soak, seed: int) -> None:
    """Go through interviews at the pace of one person until the time is over."""
    rng = random.Random(seed)
    await asyncio.sleep(rng.random() / _OF_ONE_PERSON)
    while time.perf_counter() < until:
        browser = Browser(port)
        try:
            await interview(browser, until, soak, rng)
        except (OSError, asyncio.IncompleteReadError):
            soak.faults += 1
        browser.close()


async def interview(browser: Browser, until: float, soak: Soak, rng: random.Random) -> None:
    """Begin, answer to the end, and read the result."""
    await browser.post("/begin", [])
    _, _, page = await browser.ask("GET", "/interview")
    while time.perf_counter() < until:
        start = time.perf_counter()
        form = filled(page, rng)
        status, place, text = await browser.post("/interview", form)
        if status != SEE_OTHER:
            soak.note(status, form, text)
            return
        status, place, page = await browser.ask("GET", place or "/interview")
        soak.seconds.append(time.perf_counter() - start)
        while status == SEE_OTHER:
            status, place, page = await browser.ask("GET", place)
        if status != OK:
            soak.note(status, form, page)
            return
        if 'name="question"' not in page:
            soak.results += 1
            return
        # Who thinks for longer than the server keeps a connection opens another.
        browser.close()
        browser.writer = None
        await asyncio.sleep(max(0.0, rng.expovariate(_OF_ONE_PERSON) - (time.perf_counter() - start)))


async def crowd(port: int, server: psutil.Process, *, people: int, seconds: float, every: float) -> Soak:
    """Let people answer, and tell how it goes, every so many seconds."""
    soak, start = Soak(), time.perf_counter()
    everybody = [asyncio.create_task(person(port, start + seconds, soak, seed)) for seed in range(people)]
    used = processor_seconds(server)
    print(soak.line(0.0, server, 0.0), flush=True)
    while (elapsed := time.perf_counter() - start) < seconds:
        await asyncio.sleep(min(every, seconds - elapsed))
        now = processor_seconds(server)
        print(soak.line(time.perf_counter() - start, server, now - used), flush=True)
        used = now
    await asyncio.gather(*everybody)
    return soak


def main() -> int:
    """Run, print a line now and then, and fail where anything failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--rate", type=float, default=15, help="answered questions a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=float, default=180, help="seconds from line to line")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        database(given.database, Path(folder)) as url,
        served(url, given.workers) as (port, server),
    ):
        people = max(1, round(given.rate / _OF_ONE_PERSON))
        soak = asyncio.run(crowd(port, server, people=people, seconds=60 * given.minutes, every=given.every))
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main())
