"""Pieces that all parts of the terminal report are made of."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text


def section(title: str, body: RenderableType) -> RenderableType:
    """Return a titled part, indented below its title."""
    return Group(Text(f"\n{title}", style="bold underline"), Padding(body, (0, 0, 0, 2)))
