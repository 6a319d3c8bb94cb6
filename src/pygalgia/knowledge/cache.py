"""Keep what was compiled from the knowledge between runs, under the hash of what it was made from.

A kept file holds data and no code (`pygalgia.knowledge.parts`). It is known by the content of the knowledge
and by the state of the code that reads it: what another state made is another file, and one that is damaged,
cut short or foreign is not used, but made anew. The folder is the user's own and closed to others.
"""

import hashlib
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge import kept
from pygalgia.knowledge.parts import Buffer, open_parts, write_parts
from pygalgia.user_cache import cache_folder
from pygalgia.version import VERSION
from pygalgia.writing import whole_file

_KNOWLEDGE = "knowledge"
#: What makes objects and arrays of the knowledge: another state of it makes others.
_CODE = ("domain", "encoding", "inference", "interview", "knowledge", "redflags", "triage")
#: Of one kind; some worktrees of a developer share a folder.
_MOST_KEPT = 16
#: After this long without a change a file's times tell any further one: no file system's clock is coarser.
_SETTLED_NS = 3_000_000_000


def fetch(digest: str, *, mapped: bool = False) -> KnowledgeBase | None:
    """Return the base kept under this content hash, or None; mapped as `open_parts` tells."""
    parts = fetch_parts(_KNOWLEDGE, digest, mapped=mapped)
    if parts is None:
        return None
    try:
        base = kept.from_parts(parts)
    except (KeyError, msgspec.MsgspecError):
        return None
    return base if base.sha256 == digest else None


def keep(base: KnowledgeBase) -> None:
    """Keep a base for the next run; a folder that cannot be written to is no error."""
    keep_parts(_KNOWLEDGE, base.sha256, kept.as_parts(base))


def fetch_parts(kind: str, digest: str, *, mapped: bool = False) -> Mapping[str, memoryview] | None:
    """Return the parts of one kind kept under this content hash, or None; mapped as `open_parts` tells."""
    try:
        path = _path(kind, digest)
        if path.stat().st_uid != _user():
            return None
        return open_parts(path, _key(kind, digest), mapped=mapped)
    except (OSError, msgspec.MsgspecError):
        return None


def keep_parts(kind: str, digest: str, parts: Mapping[str, Buffer]) -> None:
    """Keep parts for the next run; a folder that cannot be written to is no error."""
    path = _path(kind, digest)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_parts(path, _key(kind, digest), parts)
        _forget_others(path)


def fetch_hash(stamp: str) -> str | None:
    """Return the content hash kept under this state of the file system, or None."""
    try:
        path = _hash_path(stamp)
        if path.stat().st_uid != _user():
            return None
        return path.read_text(encoding="ascii") or None
    except (OSError, UnicodeDecodeError):
        return None


def keep_hash(stamp: str, digest: str, *, touched_ns: int) -> None:
    """Keep a content hash under a state of the file system.

    Not where a file was touched in the last seconds (`touched_ns`, since the epoch): it may change again
    within the same tick of a coarse clock, and nothing would show it.
    """
    path = _hash_path(stamp)
    if time.time_ns() - touched_ns < _SETTLED_NS:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(path) as file:
            file.write(digest.encode())
        _forget_others(path)
    except OSError:
        return


def _hash_path(stamp: str) -> Path:
    return cache_folder() / f"hash-{stamp[:32]}.txt"


def _forget_others(path: Path) -> None:
    alike = path.name.split("-", 1)[0] + "-*"
    newest = sorted(path.parent.glob(alike), key=lambda each: each.stat().st_mtime)
    for old in newest[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)


def _path(kind: str, digest: str) -> Path:
    return cache_folder() / f"{kind}-{VERSION}-{_state_of_code()}-{digest[:32]}.parts"


def _key(kind: str, digest: str) -> str:
    return f"{kind} {VERSION} {_state_of_code()} {digest}"


@cache
def _state_of_code() -> str:
    """Return a hash of names, sizes and times of the modules that make what is kept."""
    root = Path(__file__).parents[1]
    states = sorted(state for room in _CODE for state in _modules(root / room))
    return hashlib.sha256(repr(states).encode()).hexdigest()[:16]


def _modules(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as inside:
        for entry in inside:
            if entry.name.endswith(".py"):
                found = entry.stat()
                yield f"{folder.name}/{entry.name}", found.st_size, found.st_mtime_ns


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
