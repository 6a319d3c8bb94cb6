"""Give every reader bytes that Atheris makes, led by which lines of ours they reach; count what was read.

    python benchmarks/readers.py --runs 20000 --seed 1
    python benchmarks/readers.py --reader record --runs 200000 --seed 7

Readers: case files (YAML and JSON), saved interviews, FHIR bundles, mappings of the columns of a batch, own
words, backups as packed files and as rows under a right checksum. Each runs in a process of its own. What
ends one (another exception than ours, more than 60 s, more than 2 GB) is kept in a folder and told. The same
seed and the same program give the same bytes.

Atheris has wheels for Linux on x86-64 (`docs/dependencies.md`).
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

READERS = ("case", "interview", "record", "mapping", "own-words", "backup", "backup-rows")
TOLD_EVERY = 100


def compiled():
    """Return the modules that numba compiles: it knows no watched function."""
    source = Path(importlib.util.find_spec("pygalgia").origin).parents[1]
    files = [path for path in source.rglob("*.py") if "njit" in path.read_text(encoding="utf-8")]
    return [".".join(path.relative_to(source).with_suffix("").parts) for path in files]


def inside(asked):
    """Be the process of one reader; it ends with the runs."""
    import atheris

    with atheris.instrument_imports(include=["pygalgia"], exclude=compiled()):
        import reader_targets

    readers = reader_targets.made(Path(asked.folder))
    corpus = Path(asked.folder) / "corpus"
    corpus.mkdir()
    target, counts = readers.targets[asked.reader], Counter()
    for number, text in enumerate(reader_targets.seeds(readers)[asked.reader]):
        (corpus / str(number)).write_bytes(text)
        # What is compiled or loaded at the first call is not the reader's time.
        target(text)

    def one(data):
        counts["read" if target(data) else "refused"] += 1
        if counts.total() % TOLD_EVERY == 0:
            (Path(asked.folder) / "counts.json").write_text(json.dumps(counts))

    how = [
        f"-runs={asked.runs}",
        f"-seed={asked.seed}",
        "-max_len=20000",
        "-timeout=60",
        "-rss_limit_mb=2048",
    ]
    atheris.Setup([sys.argv[0], *how, f"-artifact_prefix={asked.folder}/", str(corpus)], one)
    atheris.Fuzz()


def through(reader, asked):
    """Run one reader in a process of its own, say what it did, and return whether it held."""
    folder = tempfile.mkdtemp(prefix=f"readers-{reader}-")
    begun = time.perf_counter()
    more = ["--reader", reader, "--runs", str(asked.runs), "--seed", str(asked.seed), "--folder", folder]
    ended = subprocess.run(
        [sys.executable, __file__, *more], capture_output=True, text=True, errors="replace", check=False
    )
    found = Path(folder) / "counts.json"
    counts = json.loads(found.read_text()) if found.exists() else {}
    reached = [line.split("cov:")[1].split()[0] for line in ended.stderr.splitlines() if "cov:" in line]
    told = ", ".join(f"{counts.get(each, 0):,} {each}" for each in ("read", "refused"))
    places = f"{reached[0]} to {reached[-1]} places reached" if reached else "nothing reached"
    held = "held" if ended.returncode == 0 else f"BROKEN (inputs in {folder})"
    seconds = time.perf_counter() - begun
    print(f"{reader}, seed {asked.seed}: {told}, {places}, {seconds:.0f} s: {held}", flush=True)
    if ended.returncode:
        told = [each for each in (ended.stdout + ended.stderr).splitlines() if not each.startswith("INFO")]
        print(*told[-40:], sep="\n")
    return ended.returncode == 0


def main():
    """Run what is asked for, and return 1 where a reader broke."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--reader", choices=READERS, help="only this one")
    options.add_argument("--runs", type=int, default=2000, help="of each reader")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--folder", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.folder:
        inside(asked)
    held = [through(each, asked) for each in ((asked.reader,) if asked.reader else READERS)]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
