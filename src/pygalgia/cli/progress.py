"""A progress bar on standard error, where somebody is looking."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def progress(items: Iterable[T], stage: str, total: int) -> Iterator[T]:
    """Return the items, and show how many have gone by; plain lines and no bar where nobody is looking."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    yield from track(items, description=f"{stage:<24}", total=total, console=console)
