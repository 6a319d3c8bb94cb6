"""Take many random walks through the web application and count what they met; the first that breaks is told.

python benchmarks/walks.py --walks 1000 --steps 30
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

import pygalgia
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from unit_clock import Clock
from web_site import Site
from web_walks import BrokenError, Walk


def main() -> int:
    """Walk, print the counts, and return 1 where a walk broke."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--walks", type=int, default=1000)
    options.add_argument("--steps", type=int, default=30)
    options.add_argument("--first", type=int, default=0, help="Seed of the first walk.")
    asked = options.parse_args()
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
