"""Keep the parsed knowledge base between runs, under the hash of what it was read from.

The kept file is MessagePack, decoded into the domain's own types: it can hold data but no code, and a
damaged or foreign file is simply not used. The folder is the user's own and closed to others.
"""

import os
import time
from pathlib import Path

import msgspec

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.user_cache import cache_folder
from pygalgia.version import VERSION
from pygalgia.writing import whole_file

#: Raised by one whenever the domain objects change their shape.
_SHAPE = 32
#: After this long without a change a file's times tell any further one: no file system's clock is coarser.
_SETTLED_NS = 3_000_000_000


def fetch(digest: str) -> KnowledgeBase | None:
    """Return the base kept under this content hash, or None."""
    try:
        path = _path(digest)
        if path.stat().st_uid != _user():
            return None
        base = msgspec.msgpack.decode(path.read_bytes(), type=KnowledgeBase)
    except (OSError, msgspec.MsgspecError):
        return None
    return base if base.sha256 == digest else None


def keep(base: KnowledgeBase) -> None:
    """Keep a base for the next run; a folder that cannot be written to is no error."""
    path = _path(base.sha256)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with whole_file(path) as file:
            file.write(msgspec.msgpack.encode(base))
        _forget_others(path)
    except OSError:
        return


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
    for old in newest[:-4]:
        old.unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return cache_folder() / f"knowledge-{VERSION}-{_SHAPE}-{digest[:32]}.msgpack"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
