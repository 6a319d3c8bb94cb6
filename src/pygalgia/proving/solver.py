"""The solver, an extra of its own: imported where a proof starts."""

from types import ModuleType


def solver() -> ModuleType:
    """Return z3.

    Raises:
        RequestError: it is not installed.
    """
    import z3

    module: ModuleType = z3
    return module
