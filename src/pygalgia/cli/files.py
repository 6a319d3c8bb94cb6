"""Write what the person asked for, or say why it cannot be written."""

from pathlib import Path

import typer

from pygalgia.errors import Problem, RequestError


def written(path: Path, content: bytes, *, option: str) -> None:
    """Write a file and say so.

    Raises:
        RequestError: it cannot be written there.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise RequestError(
            [
                Problem(
                    where=f"{option} {path}",
                    found=f"a place that cannot be written to ({error.strerror or error})",
                    expected="a file in a folder that exists and is yours",
                    fix="choose another folder, or make this one first",
                )
            ]
        ) from error
    typer.echo(f"Written: {path}")
