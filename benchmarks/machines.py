"""Let people, clinicians and programs do anything in any order, in every face; count what they did.

    python benchmarks/machines.py --examples 500 --steps 30 --seed 1
    python benchmarks/machines.py --face web --examples 200 --seed 7

Hypothesis draws the acts, from the seed; what must hold after each stands in `tests/interview_machine.py`,
`tests/web_machine.py`, `tests/api_machine.py`, `tests/case_machine.py` (case files, and `pygalgia assess` as
a process), `tests/diary_machine.py` and `tests/clinician_machine.py`. What breaks is printed as the list of
acts that breaks it, shortened with `--shrink`. The same seed draws alike, but not act for act the same.
"""

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from starlette.testclient import TestClient

import pygalgia
from pygalgia.web.app import create_app
from pygalgia.web.edge.settings import Settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from api_machine import api_machine
from case_machine import case_machine
from clinician_machine import clinician_machine
from diary_machine import diary_machine
from interview_machine import interview_machine
from unit_clock import Clock
from web_machine import web_machine
from web_site import Site

FACES = ("interview", "web", "api", "cases", "diary", "clinician")


@contextmanager
def running(knowledge):
    """Give a running application with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock()
        settings_ = Settings(
            database_url=f"sqlite:///{folder}/machines.sqlite3", hosts=("testserver",), requests_per_minute=0
        )
        app = create_app(settings_, knowledge=knowledge, clock=clock)
        with TestClient(app) as browser:
            yield Site(app=app, here=app.state.services, clock=clock, portal=browser.portal)
        app.state.services.database.close()


def run(face, machine, asked):
    """Run one machine, and say what it did; return whether nothing broke."""
    begun = time.process_time()
    how = settings(
        max_examples=asked.examples,
        stateful_step_count=asked.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, *([Phase.shrink] if asked.shrink else [])],
    )
    try:
        run_state_machine_as_test(seed(asked.seed)(machine), settings=how)
    except Exception as fault:  # noqa: BLE001 - whatever breaks is what is looked for
        print(f"{face}: broken by seed {asked.seed}: {fault!r}", *getattr(fault, "__notes__", ()), sep="\n  ")
        return False
    finally:
        counts = ", ".join(f"{count:,} {act}" for act, count in sorted(machine.counts.items()))
        seconds = time.process_time() - begun
        print(
            f"{face}, seed {asked.seed}, {asked.steps} steps at most, {seconds:.0f} s: {counts}", flush=True
        )
    return True


def main():
    """Run what is asked for, and return 1 where something broke."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--face", choices=[*FACES, "all"], default="all")
    options.add_argument("--examples", type=int, default=100, help="interviews, visits or programs")
    options.add_argument("--steps", type=int, default=30, help="most acts of one")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--shrink", action="store_true", help="shorten what breaks: up to five minutes")
    asked = options.parse_args()
    knowledge = pygalgia.load()
    leader = pygalgia.Interviewer(knowledge)
    with running(knowledge) as site:
        machines = {
            "interview": interview_machine(leader),
            "web": web_machine(site),
            "api": api_machine(leader, site.client()),
            "clinician": clinician_machine(site),
            "diary": diary_machine(site),
            "cases": case_machine(knowledge, site.client()),
        }
        wanted = FACES if asked.face == "all" else (asked.face,)
        held = [run(face, machines[face], asked) for face in wanted]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
