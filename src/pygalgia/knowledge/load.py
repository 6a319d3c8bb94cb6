"""The knowledge base, read from its files or taken from what was read before.

This module stays light: what reads and checks the files is loaded only when they have changed.
"""

import hashlib
from pathlib import Path

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.knowledge import cache

DATA = Path(__file__).parent / "data"


def load_knowledge(root: Path = DATA, *, cached: bool = True) -> KnowledgeBase:
    """Return the knowledge base below `root`.

    A parsed base is kept in the user's cache folder under the hash of everything it was read from,
    so a changed file is never served from it.

    Raises:
        KnowledgeError: with every problem in every file.
    """
    digest = content_hash(root)
    if cached:
        kept = cache.fetch(digest)
        if kept is not None:
            return kept
    from pygalgia.knowledge.loader import Loader

    base = Loader(root=root).load(digest)
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
