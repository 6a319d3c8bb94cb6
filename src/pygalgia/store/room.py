"""Room set aside on the disk of an SQLite file, so that deleting works when everything else is full.

A deletion is written to a log before it is carried out, and a full disk has no room for that log.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: Twice what SQLite lets its log grow to before it is carried out.
BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Room:
    """A file without content that takes up room until it is needed."""

    path: Path
    size: int = BYTES

    def take(self) -> bool:
        """Set the room aside and return whether it is; not where that would leave less than as much again."""
        if self.path.exists():
            return True
        try:
            if shutil.disk_usage(self.path.parent).free < 2 * self.size:
                return False
            with self.path.open("xb") as file:
                _fill(file.fileno(), self.size)
        except OSError:
            self.give()
            return False
        return True

    def give(self) -> bool:
        """Give the room back; return whether there was any."""
        with suppress(OSError):
            self.path.unlink()
            return True
        return False


def _fill(file: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
    else:  # pragma: no cover - another system
        os.write(file, bytes(size))
