"""Pieces that all parts of the terminal report are made of."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text


def section(title: str, body: RenderableType) -> RenderableType:
    """Return a titled part, indented below its title."""
    return Group(Text(f"\n{title}", style="bold underline"), Padding(body, (0, 0, 0, 2)))


def when(kind: str, condition: str) -> str:
    """Return what stands before a row: "First: ", "If the foot drops: "."""
    if kind == "if":
        return f"If {condition}: "
    return f"{kind.capitalize()}{f', if {condition}' if condition else ''}: "
