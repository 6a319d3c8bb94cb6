"""Count the instructions of the hot paths, and compare them with the counts that were committed.

    .venv/bin/python benchmarks/counted.py check      # make bench-check
    .venv/bin/python benchmarks/counted.py record     # after a change that is meant to cost more or less

Times vary by half on a busy machine, counted instructions by a hundredth: valgrind's callgrind counts them.
Each path is counted in units of a fixed piece of Python and numpy that is counted in the same run, so that
another build of Python moves the figures little. A path that costs a tenth more than committed fails.
"""

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

COMMITTED = Path(__file__).with_name("counted.json")
CASES = Path(__file__).parents[1] / "cases" / "dev"
#: What a path may cost above its committed count.
TOLERANCE = 0.10
#: How long the interview is whose next answer is counted.
ANSWERED = 14
#: Questions that a person answers in the web.
ROUNDS = 12
#: Set in the process that valgrind runs: the folder for its counts.
_COUNTING = "PYGALGIA_COUNTING"
_UNIT = "unit"
_MISSING = """Instructions are counted with valgrind, and it is not installed: apt-get install valgrind.
Nothing was compared."""


def main() -> int:
    """Count, and record or compare; 0: nothing costs too much, 1: something does, 2: nothing was counted."""
    if _COUNTING in os.environ:
        count_here(Path(os.environ[_COUNTING]))
        return 0
    if shutil.which("valgrind") is None or shutil.which("callgrind_control") is None:
        sys.stderr.write(_MISSING + "\n")
        # `make bench` goes on without; whoever asked for the comparison is told that there was none.
        return 2 if sys.argv[1:] else 0
    counts = counted()
    unit = counts.pop(_UNIT)
    units = {name: round(count / unit, 2) for name, count in counts.items()}
    if sys.argv[1:] == ["record"]:
        COMMITTED.write_text(json.dumps(units, indent=1) + "\n", encoding="utf-8")
    return compare(units, json.loads(COMMITTED.read_text(encoding="utf-8")), counts)


def compare(units: dict[str, float], committed: dict[str, float], counts: dict[str, int]) -> int:
    """Print each path beside its committed count; return 1 where one costs too much."""
    slower = 0
    for name, now in units.items():
        before = committed.get(name)
        change = 0.0 if before is None else now / before - 1
        slower |= change > TOLERANCE
        told = "not committed yet" if before is None else f"{change:+.1%} of {before:g}"
        mark = "  COSTS MORE" if change > TOLERANCE else ""
        print(f"{name:24} {counts[name] / 1e6:9.2f} million instructions, {now:8.2f} units, {told}{mark}")
    return int(slower)


def counted() -> dict[str, int]:
    """Return the instructions of each path, once, warm."""
    settled = {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        run = ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/out"]
        run += [sys.executable, __file__]
        within = {**os.environ, **settled, _COUNTING: folder}
        done = subprocess.run(run, env=within, capture_output=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stderr.decode()[-2000:])
            sys.exit(2)
        # The dumps are numbered in the order in which they were made.
        dumps = sorted(Path(folder).glob("out.*"), key=lambda path: int(path.suffix[1:]))
        names = Path(folder, "names").read_text(encoding="utf-8").split("\n")
        return dict(zip(names, map(instructions, dumps), strict=False))


def instructions(dump: Path) -> int:
    """Return the instructions that a dump of callgrind totals."""
    return int(re.search(r"^(?:totals|summary): (\d+)", dump.read_text(encoding="utf-8"), re.MULTILINE)[1])


def count_here(folder: Path) -> None:
    """Run each path inside valgrind: once to warm it, then once counted."""
    named = paths()
    for run in named.values():
        run()
        run()
    control("-i", "on")
    for run in named.values():
        control("-z")
        run()
        control("-d")
    (folder / "names").write_text("\n".join(named), encoding="utf-8")


def control(*what: str) -> None:
    """Tell callgrind to begin, to stop, or to write down what it counted."""
    subprocess.run(["callgrind_control", *what, str(os.getpid())], check=True, capture_output=True)


def paths() -> dict[str, Callable[[], object]]:
    """Return what is counted, by name."""
    from pygalgia import Interviewer, assess, load, read_case, restored, saved
    from pygalgia.assessing import situation
    from pygalgia.interview import Ask, changes, given_by

    knowledge = load()
    interviewer = Interviewer(knowledge)
    cases = [read_case(path, knowledge) for path in sorted(CASES.glob("*.yaml"))[::13]]
    so_far = interviewer.begin()
    while isinstance(step := interviewer.next_step(so_far), Ask) and len(so_far.steps) < ANSWERED:
        last, asked = so_far, step.question
        so_far = interviewer.answer(so_far, asked.id, given_by(cases[0], asked))
    document = saved(last, interviewer)

    def answered() -> object:
        before = restored(document, interviewer).interview
        after = interviewer.answer(before, asked.id, given_by(cases[0], asked))
        interviewer.next_step(after)
        return saved(after, interviewer)

    return {
        _UNIT: unit,
        "five assessments": lambda: [assess(case, knowledge) for case in cases],
        "five standings": lambda: [knowledge.judge.standing(case).verdicts for case in cases],
        "what would change five": lambda: [changes(situation(case, knowledge)) for case in cases],
        "one question chosen": lambda: interviewer.next_step(so_far),
        "one question answered": answered,
        "twelve in the web": web_interview(),
    }


def web_interview() -> Callable[[], object]:
    """Return what answers the first questions in the web application: the form, the save, the next page.

    Each time another person, so that nothing is remembered of the one before.
    """
    import asyncio
    import gc
    import random

    from web import filled

    from pygalgia.web.app import create_app
    from pygalgia.web.edge.settings import Settings

    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(database_url=f"sqlite:///{folder}/counted.sqlite3", requests_per_minute=0)
    app, loop, ages = create_app(settings), asyncio.new_event_loop(), iter(range(40, 80))
    gc.collect()
    gc.freeze()

    async def ask(path: str, cookie: str, form: list[tuple[str, str]] | None = None) -> tuple[str, str]:
        body = urlencode(form or []).encode()
        headers = {
            "host": "127.0.0.1",
            "cookie": cookie,
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
        }
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": "GET" if form is None else "POST",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await app(scope, receive, send)
        given = dict(sent[0]["headers"]).get(b"set-cookie", b"").decode().partition(";")[0]
        return b"".join(each.get("body", b"") for each in sent[1:]).decode(), given

    async def answer() -> None:
        rng, age = random.Random(1), str(next(ages))
        _, cookie = await ask("/begin", "", [])
        for _ in range(ROUNDS):
            page, _ = await ask("/interview", cookie)
            form = filled(page, rng)
            await ask("/interview", cookie, [(n, age if n == "value" else said) for n, said in form])

    return lambda: loop.run_until_complete(answer())


def unit() -> float:
    """Run the unit: half of it Python, half numpy on small arrays."""
    import numpy as np

    table, total = np.linspace(0.1, 1, 6400).reshape(80, 80), 0.0
    for _ in range(20):
        total += float((table @ table).sum()) + float(np.exp(-table).max())
        words = {f"finding-{number}": number for number in range(200)}
        total += sum(value for name, value in sorted(words.items()) if name.endswith("7"))
    return total


if __name__ == "__main__":
    sys.exit(main())
