"""The knowledge base, read from its files or taken from what was read before.

This module stays light: what reads and checks the files is loaded only when they have changed.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge import cache, kept

DATA = Path(__file__).parent / "data"


def load_knowledge(root: Path = DATA, *, cached: bool = True, mapped: bool = False) -> KnowledgeBase:
    """Return the knowledge base below `root`.

    A parsed base is kept in the user's cache folder under the hash of everything it was read from,
    so a changed file is never served from it. It can be mapped, not read: see `open_parts`.

    Raises:
        KnowledgeError: with every problem in every file.
    """
    digest = _kept_hash(root) if cached else content_hash(root)
    if cached:
        known = cache.fetch(digest, mapped=mapped)
        if known is not None:
            return known
    from pygalgia.knowledge.loader import read_base

    # As the next start will have it: a whole number that stands for a fraction is one from the first.
    base = kept.from_parts(kept.as_parts(read_base(root, digest)))
    if cached:
        cache.keep(base)
    return base


def content_hash(root: Path) -> str:
    """Return the SHA-256 of every file's name and content below `root`, in order of name."""
    total = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(path.read_bytes())
    return total.hexdigest()


def _kept_hash(root: Path) -> str:
    """Return `content_hash`, taken from the last run where the file system says that nothing was touched."""
    entries = sorted(_entries(os.fspath(root)))
    stamp = hashlib.sha256(repr(entries).encode()).hexdigest()
    known = cache.fetch_hash(stamp)
    if known is not None:
        return known
    digest = content_hash(root)
    cache.keep_hash(stamp, digest, touched_ns=max((entry[-1] for entry in entries), default=0))
    return digest


def _entries(folder: str) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield path, inode, size and times of each file: one of them differs once a file was written to."""
    with os.scandir(folder) as inside:
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                yield from _entries(entry.path)
            elif entry.name.endswith(".yaml"):
                found = entry.stat()
                yield entry.path, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
