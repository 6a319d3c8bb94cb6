"""Breaks from sitting as a page tells them: several ways to break off, one interval."""

from collections.abc import Iterable
from dataclasses import replace

from pygalgia.domain.plan import Break


def at_one_interval(breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Return the breaks, that with the shortest interval first; of the others `every` is empty.

    Who reads "every 30 minutes", "every 40 minutes" and "every 60 to 90 minutes" keeps none of them.
    """
    told = sorted(breaks, key=lambda each: each.every_minutes)
    return tuple(each if place == 0 else replace(each, every="") for place, each in enumerate(told))
