"""Look at commits: a subject as CONTRIBUTING says, and no flag changed together with its expected verdict.

    python scripts/commits.py message FILE   # what the hook runs before a commit is made: `make hooks`
    python scripts/commits.py history        # every commit since the rule holds; exit 1 where one breaks it

`make check` looks at the history too. Where a copy of the project has none, or only its end, that is said,
and what is there is looked at.

Whoever must change a red flag and a verdict expected of it together, says why in a line of the message,
`Verdict-change: reason`: there a reviewer finds it. Only the standard library: the hook runs before set-up.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: The last commit that was made without these rules.
EXEMPT_UP_TO = "9f0b066475ba1c936126a1455b29c6dd40234b7a"
#: Made without the hook, with subjects that are too long; what is published is not rewritten.
TOO_LONG = frozenset(
    {
        "74b71c62",
        "9542b4f3",
        "5fecaa77",
        "0227ee59",
        "15dc1d87",
        "1e675ad1",
        "275d4c83",
        "2b8d66c1",
        "33f1732e",
        "349d6ee5",
        "364f664e",
        "365a9a58",
        "36915957",
        "3c4642f6",
        "444136c3",
        "538b753e",
        "565bd233",
        "5b37c42f",
        "7230ef48",
        "7fece615",
        "85f94271",
        "8b6b400c",
        "8e0b164d",
        "963d6331",
        "98422898",
        "a08319d2",
        "a40d86dd",
        "a95d917b",
        "ad2cb730",
        "ad5b2367",
        "b11924a5",
        "ba3446ee",
        "bfeea4bc",
        "cd2c14df",
        "e3de699c",
        "e785792a",
        "ee2a5ee6",
        "f493e738",
    }
)
LONGEST = 60
RULES = ("src/pygalgia/knowledge/data/red_flags/",)
VERDICTS = ("tests/knowledge/vignettes/", "tests/knowledge/flag_tables/", "tests/unit/redflags/")
SAID = re.compile(r"^Verdict-change: \S.*$", re.MULTILINE)
SUBJECT = re.compile(r"[a-z][a-z_, -]*: [a-z0-9`*].*[^.]")
#: What git itself writes.
OF_GIT = ("Merge ", "Revert ", "fixup! ", "squash! ")
#: Endings by which the first word of a subject is told to be no imperative.
NOT_IMPERATIVE = re.compile(
    r"(?:added|adds|adding|fixed|fixes|fixing|changed|changes|changing|updated|updates|updating)"
)


def faults(message: str, files: list[str]) -> list[str]:
    """Return what is wrong with a commit; empty where nothing is.

    Args:
        message: The whole message; lines that begin with # are git's.
        files: The paths that it changes, from the root of the repository.
    """
    lines = [line for line in message.splitlines() if not line.startswith("#")]
    said = "\n".join(lines).strip()
    return [*_faults_of_subject(said.partition("\n")[0]), *_faults_of_verdicts(said, files)]


def _faults_of_subject(subject: str) -> list[str]:
    if subject.startswith(OF_GIT):
        return []
    found = []
    if len(subject) > LONGEST:
        found.append(f"the subject has {len(subject)} characters; at most {LONGEST}: {subject}")
    if not SUBJECT.fullmatch(subject):
        found.append(f"the subject is not `layer: do the thing`, without a full stop: {subject or 'nothing'}")
    elif NOT_IMPERATIVE.fullmatch(subject.partition(": ")[2].split()[0]):
        found.append(f"the subject tells what was done; say what to do (add, mend, show): {subject}")
    return found


def _faults_of_verdicts(said: str, files: list[str]) -> list[str]:
    rules = [name for name in files if name.startswith(RULES)]
    verdicts = [name for name in files if name.startswith(VERDICTS)]
    if not rules or not verdicts or SAID.search(said):
        return []
    both = f"{rules[0]} and what is expected of it, {verdicts[0]}, change in one commit"
    return [f"{both}: make two, or say why in a line `Verdict-change: reason`"]


def staged() -> list[str]:
    """Return the paths that the next commit changes."""
    return _git("diff", "--cached", "--name-only", "--no-renames").split("\n")


def history(since: str | None = EXEMPT_UP_TO, *, root: Path = ROOT) -> list[str]:
    """Return what is wrong with the commits after one, each told with its commit; merges are left out.

    Args:
        since: The last commit that is not looked at; None looks at every commit that is there.
        root: A folder of the repository.
    """
    found = []
    reach = "HEAD" if since is None else f"{since}..HEAD"
    for commit in _git("rev-list", "--no-merges", reach, root=root).split():
        if commit[:8] in TOO_LONG:
            continue
        message = _git("log", "-1", "--format=%B", commit, root=root)
        files = _git("diff-tree", "-r", "--no-commit-id", "--name-only", "--no-renames", commit, root=root)
        found += [f"{commit[:8]}: {fault}" for fault in faults(message, files.split("\n"))]
    return found


def looked_at(since: str = EXEMPT_UP_TO, *, root: Path = ROOT) -> tuple[list[str], str]:
    """Return what is wrong with the history that is here, and what of it is missing; "" where nothing is.

    Raises:
        CalledProcessError: git will not read this repository.
    """
    if not (root / ".git").exists():
        return [], "this copy of the project has no history: no message of a commit was looked at"
    if shutil.which("git") is None:
        return [], "git is not installed: no message of a commit was looked at"
    if since in _git("rev-list", "HEAD", root=root).split():
        return history(since, root=root), ""
    if _git("rev-parse", "--is-shallow-repository", root=root).strip() == "true":
        here = _git("rev-list", "--count", "HEAD", root=root).strip()
        missing = (
            f"only the last {here} commits are here; they were looked at (`git fetch --unshallow` brings all)"
        )
        return history(None, root=root), missing
    return [], f"another history, without {since[:8]} from which the rule holds: it was not looked at"


def _git(*words: str, root: Path = ROOT) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout  # noqa: S607 - the git of the PATH


def main(words: list[str]) -> int:
    """Look at one message or at the history; return the exit code."""
    match words:
        case ["message", file]:
            found = faults(Path(file).read_text(encoding="utf-8"), staged())
        case ["history"]:
            found, missing = looked_at()
            if missing:
                print(f"commits: {missing}", file=sys.stderr)
        case _:
            sys.exit(__doc__)
    for each in found:
        print(each, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
