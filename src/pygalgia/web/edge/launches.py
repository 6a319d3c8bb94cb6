"""Launches on their way and records to confirm: in memory, bound to one browser, for some minutes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from pygalgia.records.record import Record
from pygalgia.records.smart.launch import Pending

LASTS = timedelta(minutes=10)
_MOST = 1000


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Pending | Record
    until: datetime


@dataclass(slots=True)
class Launches:
    """What one browser, known by the token of its cookie, waits for: a launch, or a record to confirm."""

    clock: Callable[[], datetime]
    _kept: dict[str, _Kept] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def keep(self, token: str, value: Pending | Record) -> None:
        """Keep something for a browser, instead of what it waited for before; the oldest give way."""
        now = self.clock()
        with self._lock:
            self._kept = {name: each for name, each in self._kept.items() if each.until > now}
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[_name(token)] = _Kept(value, now + LASTS)

    def waiting(self, token: str) -> Pending | Record | None:
        """Return what a browser waits for; None where that is nothing, or is over."""
        with self._lock:
            found = self._kept.get(_name(token))
        return found.value if found is not None and found.until > self.clock() else None

    def taken(self, token: str) -> Pending | Record | None:
        """Return what a browser waits for, once."""
        found = self.waiting(token)
        with self._lock:
            self._kept.pop(_name(token), None)
        return found


def _name(token: str) -> str:
    return sha256(token.encode()).hexdigest()
