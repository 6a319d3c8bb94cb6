"""How often one address may ask: a bucket that fills steadily and is emptied by requests.

Addresses stay in memory, are never logged, and are forgotten when their bucket is full again. Where several
processes share a database they share the buckets, in which an address is a keyed digest.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from fastapi import Request
from sqlalchemy.exc import SQLAlchemyError

from pygalgia.errors import StorageAwayError, StorageFullError
from pygalgia.store.rates import SharedRates
from pygalgia.texts import _, many
from pygalgia.web.edge.problems import WebProblem

_MOST_ADDRESSES = 100_000
#: A whole interview so far is about this large.
_BYTES_FOR_ONE = 16_384
_UNSTATED = 4
_MOST_DIGITS = 12


@dataclass(slots=True)
class Bucket:
    """So many requests at once, and so many in a minute afterwards; one for each address."""

    burst: float
    per_minute: float
    clock: Callable[[], float] = monotonic
    _levels: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def wait_seconds(self, address: str, *, price: float = 1) -> float:
        """Take a request out and return 0, or return how long to wait until there is one.

        Args:
            address: Who asks.
            price: As how many requests it counts; the whole bucket at most.
        """
        price = min(price, self.burst)
        now = self.clock()
        rate = self.per_minute / 60
        with self._lock:
            level, at = self._levels.get(address, (self.burst, now))
            level = min(self.burst, level + (now - at) * rate)
            if level < price:
                self._levels[address] = (level, now)
                return (price - level) / rate
            self._levels[address] = (level - price, now)
            if len(self._levels) > _MOST_ADDRESSES:
                self._forget_full(now, rate)
        return 0.0

    def _forget_full(self, now: float, rate: float) -> None:
        full = [a for a, (level, at) in self._levels.items() if level + (now - at) * rate >= self.burst]
        for address in full or list(self._levels)[: _MOST_ADDRESSES // 2]:
            del self._levels[address]


def price_of(request: Request) -> float:
    """Return as how many requests one counts, by its body; one that does not state its length is dear."""
    stated = request.headers.get("content-length", "")
    if stated.isascii() and stated.isdigit():
        return 1 + int(stated[:_MOST_DIGITS]) / _BYTES_FOR_ONE
    return _UNSTATED if "transfer-encoding" in request.headers else 1


@dataclass(frozen=True, slots=True)
class SharedBucket:
    """A bucket in the database, the same for every process; while that is away, each counts for itself."""

    kind: str
    own: Bucket
    rates: SharedRates

    def wait_seconds(self, address: str, *, price: float = 1) -> float:
        """Take a request out and return 0, or return how long to wait until there is one."""
        own = self.own
        try:
            return self.rates.wait_seconds(
                self.kind, address, burst=own.burst, per_minute=own.per_minute, price=price
            )
        except (SQLAlchemyError, StorageAwayError, StorageFullError):
            return own.wait_seconds(address, price=price)


class Limits:
    """The limits of each kind of request: of this process, or of all that share the rates of a database."""

    def __init__(self, *, per_minute: int, rates: SharedRates | None = None) -> None:
        self.is_on = per_minute > 0
        self.rates = rates
        self.api = self._bucket("api", max(20, per_minute / 4), max(1, per_minute))
        self.reports = self._bucket("reports", 5, 1)
        self.logins = self._bucket("logins", 10, 3)
        #: Each keeps something for months. A clinic may share one address.
        self.beginnings = self._bucket("beginnings", 60, 30)

    def _bucket(self, kind: str, burst: float, per_minute: float) -> Bucket | SharedBucket:
        own = Bucket(burst=burst, per_minute=per_minute)
        return own if self.rates is None else SharedBucket(kind, own, self.rates)

    def check(self, bucket: Bucket | SharedBucket, request: Request, *, price: float = 1) -> None:
        """Take a request out of a bucket.

        Raises:
            WebProblem: there is none; 429 with the time to wait.
        """
        if not self.is_on:
            return
        address = request.client.host if request.client else ""
        wait = bucket.wait_seconds(address, price=price)
        if wait > 0:
            seconds = int(wait) + 1
            raise WebProblem(
                status=429,
                slug="too-many",
                title=_("Too many requests"),
                detail=many(
                    "Please try again in %(n)s second.", "Please try again in %(n)s seconds.", seconds
                ),
                headers={"Retry-After": str(seconds)},
            )
