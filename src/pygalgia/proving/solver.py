"""The solver, an extra of its own: imported where a proof starts."""

from functools import cache
from types import ModuleType

from pygalgia.extras import Extra

EXTRA = Extra("proof", ("z3",))


@cache
def solver() -> ModuleType:
    """Return z3.

    Raises:
        RequestError: it is not installed.
    """
    with EXTRA.needed():
        import z3
    module: ModuleType = z3
    return module
