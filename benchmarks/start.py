"""What a start costs, in seconds of processor time, beside bare Python and Python with numpy.

    python benchmarks/start.py [--times 9] [--against FOLDER]

Each command runs so many times after two that nobody counts: the first start reads the knowledge and keeps
it. With `--against` another checkout is measured too, in turn, so that both meet the same load.
"""

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parents[1]
CASE = HERE / "cases" / "dev" / "s058.yaml"
RUN = "import sys; from pygalgia.cli import main; sys.argv[0] = 'pygalgia'; main()"
COMMANDS = {
    "python": ("pass",),
    "python, numpy": ("import numpy",),
    "import pygalgia": ("import pygalgia",),
    "pygalgia --help": (RUN, "--help"),
    "pygalgia assess": (RUN, "assess", str(CASE)),
    "pygalgia assess --format text": (RUN, "assess", str(CASE), "--format", "text"),
    "pygalgia assess --format json": (RUN, "assess", str(CASE), "--format", "json"),
}


def main() -> None:
    """Measure and print the least and the middle of each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--against", type=Path, default=None)
    given = parser.parse_args()
    folders = [HERE] if given.against is None else [given.against.resolve(), HERE]
    with TemporaryDirectory() as kept:
        environments = [environment(folder, Path(kept) / str(place)) for place, folder in enumerate(folders)]
        for name, command in COMMANDS.items():
            print(f"{name:32}" + "".join(measured(command, environments, given.times)))


def environment(folder: Path, kept: Path) -> dict[str, str]:
    """Return the environment of a checkout, with caches of its own and numpy in one thread."""
    own = {
        "PYTHONPATH": str(folder / "src"),
        "PYGALGIA_CACHE_DIR": str(kept),
        "PYTHONPYCACHEPREFIX": str(kept / "bytecode"),
        "OPENBLAS_NUM_THREADS": "1",
    }
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | own


def measured(command: tuple[str, ...], environments: list[dict[str, str]], times: int) -> list[str]:
    """Return what one command costs in each environment, in words."""
    took: list[list[float]] = [[] for _ in environments]
    for each in environments:
        for _ in range(2):
            seconds(command, each)
    for _ in range(times):
        for place, each in enumerate(environments):
            took[place].append(seconds(command, each))
    return [f"   least {min(each):.3f}, middle {sorted(each)[len(each) // 2]:.3f} s" for each in took]


def seconds(command: tuple[str, ...], own: dict[str, str]) -> float:
    """Return the processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", *command], env=own, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
