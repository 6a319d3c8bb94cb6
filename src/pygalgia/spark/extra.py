"""Libraries that only Spark needs: installed as an extra, imported where they are used."""

from collections.abc import Iterator
from contextlib import contextmanager

from pygalgia.errors import RequestError
from pygalgia.extras import missing

EXTRA = "spark"
LIBRARIES = ("pandas", "pyspark")


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
