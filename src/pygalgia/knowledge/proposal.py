"""A proposed change to a text or number: the passage as it stands, checked as changed, and the patch.

Nothing is changed in place. A proposal is a file that somebody else reviews and applies.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from pygalgia.errors import KnowledgeError, Problem
from pygalgia.knowledge.load import DATA

#: Where the knowledge files lie in the repository.
PLACE = "src/pygalgia/knowledge/data"
#: Kind of entry to the files that hold many such entries each.
_LISTS = {"findings": "findings/*.yaml", "red-flags": "red_flags/*.yaml", "exercises": "micro_breaks.yaml"}
#: Kind of entry to the files that are about one alone; `{}` stands for its id.
_FILES = {
    "conditions": ("conditions/{}/about.yaml", "conditions/{}/beliefs.yaml", "conditions/{}/care.yaml"),
    "mechanisms": ("mechanisms/{}.yaml",),
    "exercises": ("exercises/{}.yaml",),
    "sources": ("evidence/sources/{}.yaml",),
}
_ENTRY = re.compile(r"^( *)- id: (\S+) *$", re.MULTILINE)
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The lines of one file that are about one entry.

    Attributes:
        file: Path below the folder of knowledge files.
        starts: Offset of the passage in the file, in characters.
        text: As it stands.
    """

    file: str
    starts: int
    text: str

    @property
    def digest(self) -> str:
        """A name for what stands here: another text has another name."""
        return sha256(self.text.encode()).hexdigest()


def passages(kind: str, name: str, *, root: Path = DATA) -> tuple[Passage, ...]:
    """Return every passage about one entry of a kind (`conditions`, `red-flags`, ...); none where unknown."""
    if not _ID.fullmatch(name):
        return ()
    alone = (path for each in _FILES.get(kind, ()) if (path := root / each.format(name)).is_file())
    whole = [
        Passage(file=path.relative_to(root).as_posix(), starts=0, text=path.read_text(encoding="utf-8"))
        for path in alone
    ]
    return (*whole, *_in_lists(kind, name, root))


def _in_lists(kind: str, name: str, root: Path) -> Iterator[Passage]:
    for path in sorted(root.glob(_LISTS[kind])) if kind in _LISTS else ():
        text = path.read_text(encoding="utf-8")
        found = list(_ENTRY.finditer(text))
        top = min((len(each[1]) for each in found), default=0)
        entries = [each for each in found if len(each[1]) == top]
        ends = [*(each.start() for each in entries[1:]), len(text)]
        for entry, end in zip(entries, ends, strict=True):
            if entry[2] == name:
                yield Passage(
                    file=path.relative_to(root).as_posix(),
                    starts=entry.start(),
                    text=text[entry.start() : end],
                )


def changed(passage: Passage, text: str, *, root: Path = DATA) -> str:
    """Return the whole file with another text in place of the passage."""
    whole = (root / passage.file).read_text(encoding="utf-8")
    return whole[: passage.starts] + text + whole[passage.starts + len(passage.text) :]


def problems_of(passage: Passage, text: str, *, root: Path = DATA) -> tuple[Problem, ...]:
    """Return what lint finds wrong with all knowledge if the passage read so; none where it is fit."""
    return _problems(passage, text, root)


@lru_cache(maxsize=8)
def _problems(passage: Passage, text: str, root: Path) -> tuple[Problem, ...]:
    # What reads knowledge files takes four megabytes, and few processes check a proposal.
    from pygalgia.knowledge.linting import linted

    # A proposal is checked when it is shown and again when it is taken away: the same text, the same answer.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "data"
        shutil.copytree(root, copy)
        (copy / passage.file).write_text(changed(passage, text, root=root), encoding="utf-8")
        try:
            linted(copy)
        except KnowledgeError as error:
            return tuple(error.problems)
    return ()


def patch(passage: Passage, text: str, *, reason: str, by: str, root: Path = DATA) -> str:
    """Return the change as a file that `git apply` takes: who proposes it and why stand above the lines."""
    path = f"{PLACE}/{passage.file}"
    before = (root / passage.file).read_text(encoding="utf-8").splitlines(keepends=True)
    after = changed(passage, text, root=root).splitlines(keepends=True)
    lines = unified_diff(before, after, fromfile=f"a/{path}", tofile=f"b/{path}")
    head = [f"Proposed by: {by}\n", f"About: {passage.file}\n", "Reason:\n"]
    return "".join([*head, *(f"  {line}\n" for line in reason.splitlines()), "\n", *lines])
