"""Libraries that only measuring needs: installed as an extra, imported where they are used."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from pygalgia.errors import Problem, RequestError

#: What `pip` is asked for.
EXTRA = "pygalgia[evaluation]"
LIBRARIES = ("matplotlib", "pyarrow", "scipy")


@contextmanager
def extra() -> Iterator[None]:
    """Say which extra to install where an import in this block finds one of the libraries missing.

    Raises:
        RequestError: a library of the extra is not installed. Any other import error passes.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        library = (error.name or "").split(".", maxsplit=1)[0]
        if library not in LIBRARIES:
            raise
        raise RequestError([_missing(library)]) from error


def require(*libraries: str) -> None:
    """Refuse at once, and for all of them together, what would fail after a long measurement.

    Args:
        libraries: Some of LIBRARIES.

    Raises:
        RequestError: one of them is not installed.
    """
    missing = [_missing(name) for name in libraries if find_spec(name) is None]
    if missing:
        raise RequestError(missing)


def _missing(library: str) -> Problem:
    return Problem(
        where="this installation",
        found=f"no {library}",
        expected="the libraries that measuring needs",
        fix=f'install them with: pip install "{EXTRA}"',
    )
