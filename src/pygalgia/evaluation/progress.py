"""How a long measurement says where it is, without knowing who shows it."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Progress(Protocol):
    """Passes items on and shows how many of `total` have gone by."""

    def __call__(self, items: Iterable[T], stage: str, total: int) -> Iterator[T]:
        """Return the items one after another."""
        ...


def silent(items: Iterable[T], stage: str, total: int) -> Iterator[T]:  # noqa: ARG001 - shows nothing
    """Return the items, and show nothing."""
    yield from items
