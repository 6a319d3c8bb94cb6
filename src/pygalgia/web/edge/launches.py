"""Launches on their way and records to confirm: in memory, bound to one browser, for some minutes.

And of which person on which server an interview is, so that its result can be written back: for some hours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from pygalgia.records.record import Record
from pygalgia.records.smart.launch import Pending

LASTS = timedelta(minutes=10)
#: How long a result can be written back after its interview began.
ORIGIN_LASTS = timedelta(hours=8)
_MOST = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record came from: the server, and whose it is there."""

    iss: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A record that was read, waiting to be confirmed, and where it came from."""

    record: Record
    origin: Origin


_Value = Pending | Read | Origin


@dataclass(frozen=True, slots=True)
class _Kept:
    value: _Value
    until: datetime


@dataclass(slots=True)
class Launches:
    """What a name that nobody can guess stands for: a launch or a record of a browser, an interview's origin.

    Attributes:
        lasts: How long each is kept.
    """

    clock: Callable[[], datetime]
    lasts: timedelta = LASTS
    _kept: dict[str, _Kept] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def keep(self, token: str, value: _Value) -> None:
        """Keep something under a name, instead of what was there before; the oldest give way."""
        now = self.clock()
        with self._lock:
            self._kept = {name: each for name, each in self._kept.items() if each.until > now}
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[_name(token)] = _Kept(value, now + self.lasts)

    def waiting(self, token: str) -> _Value | None:
        """Return what is kept under a name; None where that is nothing, or is over."""
        with self._lock:
            found = self._kept.get(_name(token))
        return found.value if found is not None and found.until > self.clock() else None

    def taken(self, token: str) -> _Value | None:
        """Return what is kept under a name, once."""
        found = self.waiting(token)
        with self._lock:
            self._kept.pop(_name(token), None)
        return found


def _name(token: str) -> str:
    return sha256(token.encode()).hexdigest()
