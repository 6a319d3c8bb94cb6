"""Take many random walks through the web application or an interview; count what they met, tell what broke.

python benchmarks/walks.py --walks 1000 --steps 30
python benchmarks/walks.py --face interview --walks 10000 --steps 25      # one in ten by the API as well
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from starlette.testclient import TestClient

import pygalgia
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import interview_walks
from interview_walks import InterviewWalk
from unit_clock import Clock
from web_site import Site
from web_walks import BrokenError, Walk


def through_interviews(asked: argparse.Namespace) -> int:
    """Walk through interviews, one in ten by the API as well."""
    knowledge = pygalgia.load()
    leader, begun, broken = pygalgia.Interviewer(knowledge), time.perf_counter(), 0
    stops, steps, by_api = Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/walks.sqlite3"
        settings = Settings(database_url=url, hosts=("testserver",), requests_per_minute=0)
        app = create_app(settings, knowledge=knowledge)
        client = TestClient(app)
        for seed in range(asked.first, asked.first + asked.walks):
            compares = seed % 10 == 0
            walk = InterviewWalk(leader, seed, client if compares else None)
            try:
                walk.run(asked.steps)
            except interview_walks.BrokenError as fault:
                broken += 1
                print(fault, flush=True)
            steps += walk.steps
            by_api += compares
            stops.update(walk.stops)
        app.state.services.database.close()
    seconds = time.perf_counter() - begun
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(stops.items()))
    counted = f"{asked.walks} walks, {by_api} by the API too, {steps} steps, {kinds}"
    print(f"{counted}, {broken} broken, {seconds:.0f} s")
    return bool(broken)


def main() -> int:
    """Walk, print the counts, and return 1 where a walk broke."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--walks", type=int, default=1000)
    options.add_argument("--steps", type=int, default=30)
    options.add_argument("--first", type=int, default=0, help="Seed of the first walk.")
    options.add_argument("--face", choices=["web", "interview"], default="web")
    asked = options.parse_args()
    if asked.face == "interview":
        return through_interviews(asked)
    knowledge, clock = pygalgia.load(), Clock()
    begun, walks, broken = time.perf_counter(), list[Walk](), list[BrokenError]()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(database_url=f"sqlite:///{folder}/walks.sqlite3", hosts=("testserver",))
        app = create_app(settings, knowledge=knowledge, clock=clock)
        site = Site(app=app, here=app.state.services, clock=clock)
        for seed in range(asked.first, asked.first + asked.walks):
            walk = Walk(site, knowledge, seed)
            walks.append(walk)
            try:
                walk.run(asked.steps)
            except BrokenError as fault:
                broken.append(fault)
                print(fault, flush=True)
        app.state.services.database.close()
    acts, met = sum(walk.acts for walk in walks), sum(walk.emergencies for walk in walks)
    seconds = time.perf_counter() - begun
    print(f"{len(walks)} walks, {acts} acts, {met} new emergencies, {len(broken)} broken, {seconds:.0f} s")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
