"""How often one address may ask: a bucket that fills steadily and is emptied by requests.

Addresses stay in memory, are never logged, and are forgotten when their bucket is full again.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from fastapi import Request

from pygalgia.web.edge.problems import WebProblem

_MOST_ADDRESSES = 100_000


@dataclass(slots=True)
class Bucket:
    """So many requests at once, and so many in a minute afterwards; one for each address."""

    burst: float
    per_minute: float
    clock: Callable[[], float] = monotonic
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait_seconds(self, address: str) -> float:
        """Take one request out and return 0, or return how long to wait until there is one."""
        now = self.clock()
        rate = self.per_minute / 60
        with self._lock:
            level, at = self._levels.get(address, (self.burst, now))
            level = min(self.burst, level + (now - at) * rate)
            if level < 1:
                self._levels[address] = (level, now)
                return (1 - level) / rate
            self._levels[address] = (level - 1, now)
            if len(self._levels) > _MOST_ADDRESSES:
                self._forget_full(now, rate)
        return 0.0

    def _forget_full(self, now: float, rate: float) -> None:
        full = [a for a, (level, at) in self._levels.items() if level + (now - at) * rate >= self.burst]
        for address in full or list(self._levels)[: _MOST_ADDRESSES // 2]:
            del self._levels[address]


class Limits:
    """The limits of each kind of request."""

    def __init__(self, *, per_minute: int) -> None:
        self.is_on = per_minute > 0
        self.api = Bucket(burst=max(20, per_minute / 4), per_minute=max(1, per_minute))
        self.reports = Bucket(burst=5, per_minute=1)
        self.logins = Bucket(burst=10, per_minute=3)

    def check(self, bucket: Bucket, request: Request) -> None:
        """Take one request out of a bucket.

        Raises:
            WebProblem: there is none; 429 with the time to wait.
        """
        if not self.is_on:
            return
        address = request.client.host if request.client else ""
        wait = bucket.wait_seconds(address)
        if wait > 0:
            seconds = int(wait) + 1
            raise WebProblem(
                status=429,
                slug="too-many",
                title="Too many requests",
                detail=f"Please try again in {seconds} seconds.",
                headers={"Retry-After": str(seconds)},
            )
