"""How much of each area is translated into each language, as a table for the terminal."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from pygalgia.translating.sources import AREAS, Key, Source
from pygalgia.translating.standing import Standing


def print_coverage(sources: Mapping[Key, Source], languages: Mapping[str, Standing]) -> None:
    """Print a row for each area: its messages and words, and of each language the share that is said."""
    table = Table("area", "messages", "words", *languages, box=None)
    for area in AREAS:
        inside = [each for each in sources.values() if each.area == area]
        words = sum(len(each.text.split()) for each in inside)
        shares = [_share(each, inside) for each in languages.values()]
        table.add_row(area, f"{len(inside):,}", f"{words:,}", *shares)
    Console().print(table)


def _share(standing: Standing, inside: list[Source]) -> str:
    said = sum(each.key in standing.translated for each in inside)
    stale = sum(each.key in standing.stale for each in inside)
    share = f"{100 * said // len(inside)} %" if inside else "-"
    return f"{share}, {stale} stale" if stale else share
