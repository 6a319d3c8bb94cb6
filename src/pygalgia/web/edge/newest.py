"""The newest of what was worked out, by what it was worked out from."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Newest(Generic[Made]):
    """At most so many things, the newest used; safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Begin empty; `most` is at least 1."""
        self._most = most
        self._known: OrderedDict[Hashable, Made] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, or else make it. Two threads at once may both make it."""
        with self._lock:
            known = self._known.get(key)
            if known is not None:
                self._known.move_to_end(key)
                return known
        return self.keep(key, make())

    def keep(self, key: Hashable, made: Made) -> Made:
        """Keep something under a key, and return it."""
        with self._lock:
            self._known[key] = made
            self._known.move_to_end(key)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return made
