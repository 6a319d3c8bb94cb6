"""Write what the person asked for, or say why it cannot be written."""

import sys
from pathlib import Path

from pygalgia.errors import Problem, RequestError
from pygalgia.texts import _
from pygalgia.writing import whole_file


def written(path: Path, content: bytes, *, option: str) -> None:
    """Write a file and say so.

    Raises:
        RequestError: it cannot be written there.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # such as /dev/stdout: written to, never replaced
        else:
            with whole_file(path) as file:
                file.write(content)
    except OSError as error:
        raise RequestError(
            [
                Problem(
                    where=f"{option} {path}",
                    found=_("a place that cannot be written to (%(value)s)", value=error.strerror or error),
                    expected=_("a file in a folder that exists and is yours"),
                    fix=_("choose another folder, or make this one first"),
                )
            ]
        ) from error
    sys.stdout.write(f"Written: {path}\n")
