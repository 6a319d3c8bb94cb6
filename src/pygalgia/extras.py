"""What the plain installation leaves out: the extra that brings a library, and what to say without it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from pygalgia.errors import Problem, RequestError

#: The extra of pyproject.toml that brings each library, by the name it is imported under.
EXTRA_OF = {
    "alembic": "web",
    "anyio": "web",
    "argon2": "web",
    "cryptography": "records",
    "fastapi": "web",
    "httptools": "web",
    "jwt": "records",
    "matplotlib": "charts",
    "numba": "evaluation",
    "pandas": "spark",
    "polars": "batch",
    "psycopg": "web",
    "prometheus_client": "web",
    "pyarrow": "evaluation",
    "pyspark": "spark",
    "python_multipart": "web",
    "scipy": "evaluation",
    "sqlalchemy": "web",
    "starlette": "web",
    "typst": "pdf",
    "uvicorn": "web",
    "uvloop": "web",
    "z3": "proof",
    "zxcvbn": "web",
}


@dataclass(frozen=True)
class Extra:
    """Libraries that one part of the program needs: installed as an extra, imported where they are used.

    Attributes:
        name: What `pip` is asked for.
        libraries: By the names they are imported under.
    """

    name: str
    libraries: tuple[str, ...]

    @contextmanager
    def needed(self) -> Iterator[None]:
        """Say which extra to install where an import in this block finds one of the libraries missing.

        Raises:
            RequestError: a library of the extra is not installed. Any other import error passes.
        """
        try:
            yield
        except ModuleNotFoundError as error:
            library = _imported(error)
            if library not in self.libraries:
                raise
            raise RequestError([missing(library, self.name)]) from error

    def require(self, *libraries: str) -> None:
        """Refuse at once, and for all of them together, what would fail in the middle of a run.

        Args:
            libraries: Some of the extra's.

        Raises:
            RequestError: one of them is not installed.
        """
        lacking = [missing(name, self.name) for name in libraries if not _is_there(name)]
        if lacking:
            raise RequestError(lacking)


def _is_there(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:
        return False


def _imported(error: ModuleNotFoundError) -> str:
    return (error.name or "").split(".", maxsplit=1)[0]


def refusal(error: ModuleNotFoundError) -> RequestError | None:
    """What to say where an import failed because an extra was not installed; None where that is not why."""
    library = _imported(error)
    return RequestError([missing(library, EXTRA_OF[library])]) if library in EXTRA_OF else None


def missing(library: str, extra: str) -> Problem:
    """That this installation lacks a library, and the two ways to get it."""
    return Problem(
        where="this installation",
        found=f"no {library}",
        expected=f"the libraries of the extra `{extra}`, which the plain installation leaves out",
        fix=f'pip install "pygalgia[{extra}]", or `make setup` in a clone of the project',
    )
