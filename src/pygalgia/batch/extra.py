"""Libraries that only a batch needs: installed as an extra, imported where they are used."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from pygalgia.errors import RequestError
from pygalgia.extras import missing

#: What `pip` is asked for.
EXTRA = "batch"
LIBRARIES = ("numba", "polars", "pyarrow")


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
        raise RequestError([missing(library, EXTRA)]) from error


def require(*libraries: str) -> None:
    """Refuse at once, and for all of them together, what would fail in the middle of a run.

    Raises:
        RequestError: one of them is not installed.
    """
    lacking = [missing(name, EXTRA) for name in libraries if not _is_there(name)]
    if lacking:
        raise RequestError(lacking)


def _is_there(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:
        return False
