"""Keep the parsed knowledge base between runs, under the hash of what it was read from.

The kept file is MessagePack, decoded into the domain's own types: it can hold data but no code, and a
damaged or foreign file is simply not used. The folder is the user's own and closed to others.
"""

import os
import tempfile
from pathlib import Path

import msgspec
import platformdirs

from pygalgia.domain.knowledge_base import KnowledgeBase
from pygalgia.version import VERSION

#: Raised by one whenever the domain objects change their shape.
_SHAPE = 7


def folder() -> Path:
    """Return where parsed bases are kept; `PYGALGIA_CACHE_DIR` overrides the user's cache folder."""
    chosen = os.environ.get("PYGALGIA_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("pygalgia", appauthor=False))


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
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(msgspec.msgpack.encode(base))
        Path(file.name).replace(path)
        _forget_others(path)
    except OSError:
        return


def _forget_others(path: Path) -> None:
    newest = sorted(path.parent.glob("knowledge-*.msgpack"), key=lambda each: each.stat().st_mtime)
    for old in newest[:-4]:
        old.unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return folder() / f"knowledge-{VERSION}-{_SHAPE}-{digest[:32]}.msgpack"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0
