"""What the plain installation leaves out: the extra that brings a library, and what to say without it."""

from pygalgia.errors import Problem, RequestError

#: The extra of pyproject.toml that brings each library, by the name it is imported under.
EXTRA_OF = {
    "alembic": "web",
    "argon2": "web",
    "cryptography": "records",
    "fastapi": "web",
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
    "z3": "proof",
}


def refusal(error: ModuleNotFoundError) -> RequestError | None:
    """What to say where an import failed because an extra was not installed; None where that is not why."""
    library = (error.name or "").split(".", maxsplit=1)[0]
    return RequestError([missing(library, EXTRA_OF[library])]) if library in EXTRA_OF else None


def missing(library: str, extra: str) -> Problem:
    """That this installation lacks a library, and the two ways to get it."""
    return Problem(
        where="this installation",
        found=f"no {library}",
        expected=f"the libraries of the extra `{extra}`, which the plain installation leaves out",
        fix=f'pip install "pygalgia[{extra}]", or `make setup` in a clone of the project',
    )
