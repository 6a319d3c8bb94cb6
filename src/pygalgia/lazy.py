"""Values that are worked out when somebody first asks, and kept."""

import functools
from typing import Any, Self, TypeVar, overload

Made = TypeVar("Made")


class cached_property(functools.cached_property[Made]):  # noqa: N801 - used as that of the library is
    """As `functools.cached_property`, without its lock.

    Up to Python 3.11 that takes a lock for each value, which costs more than many of them. Two threads that
    ask at once may both work it out: for values that are the same whoever makes them.
    """

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Made: ...
    def __get__(self, instance: object, owner: type[Any] | None = None) -> Self | Made:
        """Return it, worked out now: what is kept is found before this is asked."""
        if instance is None:
            return self
        made = self.func(instance)
        instance.__dict__[self.attrname] = made  # type: ignore[index] # named as soon as its class is made
        return made
